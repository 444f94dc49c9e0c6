#include "idsxml/migrate.hpp"

#include <algorithm>
#include <utility>

#include "catalog/catalog.hpp"
#include "config/configuration.hpp"
#include "migrate/json_value.hpp"
#include "migrate/keycloak_json.hpp"
#include "rules/engine.hpp"
#include "rules/tables.hpp"
#include "xml/encoding.hpp"
#include "xml/tree.hpp"

namespace idsxml {
namespace {

bool contains(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Which rules a migration runs.
struct Selection {
  const rules::Tables& tables;
  const MigrateOptions& options;
  std::optional<std::string> keycloak;  ///< the release of Keycloak that the target is, if it is one
  std::string wildfly;                  ///< the WildFly that the target is or stands on

  const std::string* release_of(std::string_view product) const {
    if (product == "wildfly") return &wildfly;
    return keycloak && product == "keycloak" ? &*keycloak : nullptr;
  }

  /// Whether the rule's question was answered with a keycloak-server.json.
  bool is_answered(const rules::Rule& rule) const {
    return options.keycloak_server_json && tables.text(rule.id) == keycloak_json_rule;
  }

  bool takes(const rules::Rule& rule) const {
    const std::string_view id = tables.text(rule.id);
    if (contains(options.skip, id) || (!options.only.empty() && !contains(options.only, id))) return false;
    if (options.minimal && !rule.boot && !is_answered(rule)) return false;
    const std::string* release = release_of(tables.text(rule.product));
    if (release == nullptr || rules::compare_releases(tables.text(rule.release), *release) > 0) return false;
    return rule.before.size == 0 || rules::compare_releases(*release, tables.text(rule.before)) < 0;
  }
};

std::optional<Error> unknown_id(const Rules& rules, const MigrateOptions& options) {
  if (options.only.empty() && options.skip.empty()) return std::nullopt;
  const std::vector<RuleSummary> known = rules.list();
  for (const std::vector<std::string>* ids : {&options.only, &options.skip})
    for (const std::string& id : *ids)
      if (std::none_of(known.begin(), known.end(), [&](const RuleSummary& rule) { return rule.id == id; }))
        return Error{.code = "RUL004",
                     .message = "there is no rule " + id,
                     .advice = "idsxml rules lists them",
                     .where = {},
                     .line = {}};
  return std::nullopt;
}

Place place_of(const xml::LineIndex& lines, const rules::Spot& spot) {
  Place place{.begin = lines.at(spot.begin),
              .length = 0,
              .line = std::string(lines.line_at(spot.begin)),
              .inserted = spot.inserted};
  const std::size_t line_rest = lines.line_end(spot.begin) - spot.begin;
  place.length = std::min(spot.end - spot.begin, line_rest);
  return place;
}

std::size_t comments_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("<!--"); at != std::string_view::npos; at = text.find("<!--", at + 4)) ++count;
  return count;
}

/// Offsets in the text become offsets in the file's bytes; asked in ascending order, so that all of them cost one pass.
class ByteOffsets {
 public:
  explicit ByteOffsets(const xml::Document& document) : document_(document) {}

  std::size_t at(std::size_t text_offset) {
    if (document_.encoding() == xml::Encoding::utf8) return document_.byte_offset(text_offset);
    if (text_ == 0) bytes_ = document_.byte_offset(0);
    bytes_ += xml::encoded_size(document_.text().substr(text_, text_offset - text_), document_.encoding());
    text_ = text_offset;
    return bytes_;
  }

 private:
  const xml::Document& document_;
  std::size_t text_ = 0;
  std::size_t bytes_ = 0;
};

std::vector<Finding> findings_of(const std::vector<rules::Event>& events, const rules::Tables& tables,
                                 const xml::Document& document) {
  std::vector<Finding> findings;
  if (events.empty()) return findings;
  const xml::LineIndex lines(document);
  for (const rules::Event& event : events) {
    Finding finding;
    finding.rule = tables.text(event.rule->id);
    finding.severity = event.rule->severity;
    finding.outcome = event.kind == rules::EventKind::done   ? Outcome::done
                      : event.kind == rules::EventKind::left ? Outcome::left
                                                             : Outcome::note;
    finding.title = tables.text(event.rule->title);
    finding.message = event.message;
    finding.place = place_of(lines, event.spot);
    findings.push_back(std::move(finding));
  }
  return findings;
}

/// In place of the rule that asks for a keycloak-server.json: takes it over.
void answer(const rules::Rule& rule, const JsonValue& server_json, xml::Tree& tree, rules::Engine& engine) {
  const pugi::xml_node subsystem = rules::find_subsystem(tree.root(), "keycloak-server");
  if (!subsystem) {
    engine.record(rule, rules::EventKind::left,
                  "no subsystem keycloak-server here to take keycloak-server.json over into",
                  rules::spot_of(tree, tree.root()));
    return;
  }
  const rules::Spot spot = rules::spot_of(tree, subsystem);
  const bool has_spi = static_cast<bool>(rules::child_element(subsystem, "spi"));
  if (has_spi) {
    engine.record(rule, rules::EventKind::note, "keycloak-server.json was not needed: its settings are here already",
                  spot);
    return;
  }
  const std::size_t cause = engine.record(rule, rules::EventKind::done, "took over keycloak-server.json", spot);
  const TakenOver taken = take_over(server_json, tree, subsystem, cause);
  for (const std::string& what : taken.left)
    engine.record(rule, rules::EventKind::left, "not taken over from keycloak-server.json: " + what, spot);
}

/// Where the rules end today.
constexpr Release newest_target{Product::keycloak, {15, 0}};

Error error_at_root(const Configuration& configuration, const char* code, std::string message, std::string advice) {
  const xml::LineIndex lines(configuration.state().document);
  const std::size_t at = configuration.state().document.spans().front().begin;
  return {.code = code,
          .message = std::move(message),
          .advice = std::move(advice),
          .where = lines.at(at),
          .line = std::string(lines.line_at(at))};
}

Error no_keycloak(const Configuration& configuration) {
  return error_at_root(
      configuration, "CFG004",
      "there is no Keycloak in this configuration: no keycloak-server subsystem and no extension for it",
      "for the configuration of a plain WildFly say --to wildfly:23");
}

Error beyond(const Release& release) {
  return {
      .code = "CFG005",
      .message = "there are no rules for " + full_name_of(release) + " yet; the newest target is " +
                 full_name_of(newest_target),
      .advice = "migrate to keycloak:15 first; from Keycloak 16 on the legacy security has to be replaced by Elytron",
      .where = {},
      .line = {}};
}

std::string number(const Release& release) {
  return std::to_string(release.version.major) + "." + std::to_string(release.version.minor);
}

/// A file is never taken back to an older release: what the newer one wrote may have no word there.
std::optional<Error> downgrade(const Configuration& configuration, const Release& target) {
  const std::string_view root = configuration.root_namespace();
  if (!catalog::is_too_new(target, root)) return std::nullopt;
  return error_at_root(
      configuration, "CFG003",
      "this configuration is of a newer release than " + full_name_of(target) + ", which does not read " +
          std::string(root),
      "say --to with the release that it is for; a configuration cannot be taken back to an older one");
}

Error not_as_meant(std::string what) {
  return {.code = "BUG001",
          .message = "the result would not be what the rules meant: " + std::move(what),
          .advice = "nothing was changed; please report this with the configuration",
          .where = {},
          .line = {}};
}

/// The last look before the result leaves: it is well-formed, and its elements are those that the rules made.
Result<std::string> verified(std::string bytes, const xml::Tree& meant) {
  Result<xml::Document> result = xml::Document::parse(std::move(bytes));
  if (!result) return not_as_meant(result.error().message);
  if (!xml::Tree(*result).equals(meant)) return not_as_meant("an element differs");
  return std::move(*result).release();
}

}  // namespace

std::size_t Migration::left_to_do() const {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [](const Finding& finding) { return finding.outcome == Outcome::left; }));
}

std::optional<Error> check_keycloak_server_json(std::string_view content) {
  Result<JsonValue> read = read_json_object(content);
  return read ? std::nullopt : std::optional(std::move(read).error());
}

Result<Migration> migrate(const Configuration& configuration, const Rules& rules, const MigrateOptions& options) {
  if (std::optional<Error> error = unknown_id(rules, options)) return *std::move(error);
  const xml::Document& document = configuration.state().document;
  const rules::Tables& tables = rules.state().tables;
  std::optional<JsonValue> server_json;
  if (options.keycloak_server_json) {
    Result<JsonValue> read = read_json_object(*options.keycloak_server_json);
    if (!read) return std::move(read).error();
    server_json = *std::move(read);
  }
  const std::optional<Release> keycloak = keycloak_under(options.to);
  if (keycloak && !configuration.has_keycloak()) return no_keycloak(configuration);
  if (keycloak && keycloak->version > newest_target.version) return beyond(options.to);
  if (std::optional<Error> error = downgrade(configuration, options.to)) return *std::move(error);
  const Selection selection{tables, options, keycloak ? std::optional(number(*keycloak)) : std::nullopt,
                            number(wildfly_under(options.to))};

  xml::Tree tree(document);
  rules::Engine engine(tree, tables, options.to);
  for (const rules::Rule& rule : tables.rules) {
    if (!selection.takes(rule)) continue;
    if (selection.is_answered(rule)) {
      answer(rule, *server_json, tree, engine);
    } else {
      engine.run(rule);
    }
  }

  Migration migration;
  const std::vector<xml::Edit> edits = tree.edits();
  migration.bytes = document.apply(edits);
  if (!edits.empty()) {
    Result<std::string> bytes = verified(std::move(migration.bytes), tree);
    if (!bytes) return std::move(bytes).error();
    migration.bytes = *std::move(bytes);
  }

  migration.findings = findings_of(engine.events(), tables, document);
  ByteOffsets offsets(document);
  for (const xml::Edit& edit : edits) {
    const std::size_t begin = offsets.at(edit.begin);
    const Edit own{begin, offsets.at(edit.end), xml::encode(edit.replacement, document.encoding())};
    migration.edits.push_back(own);
    Finding& finding = migration.findings[edit.cause];
    finding.edits.push_back(own);
    finding.comments_removed += comments_in(document.text().substr(edit.begin, edit.end - edit.begin));
  }
  // What was undone by a later rule, or went in with an element that was inserted as a whole, is no news.
  std::erase_if(migration.findings, [](const Finding& f) { return f.outcome == Outcome::done && f.edits.empty(); });
  return migration;
}

}  // namespace idsxml
