#include "idsxml/migrate.hpp"

#include <algorithm>
#include <utility>

#include "catalog/catalog.hpp"
#include "checks/checks.hpp"
#include "config/configuration.hpp"
#include "migrate/json_value.hpp"
#include "migrate/keycloak_json.hpp"
#include "rules/engine.hpp"
#include "rules/findings.hpp"
#include "rules/selection.hpp"
#include "rules/tables.hpp"
#include "xml/tree.hpp"

namespace idsxml {
namespace {

/// In place of the rule that asks for a keycloak-server.json: takes it over.
void answer(const rules::Rule& rule, const JsonValue& server_json, xml::Tree& tree, rules::Engine& engine) {
  const pugi::xml_node subsystem = rules::find_subsystem(tree.root(), "keycloak-server");
  if (!subsystem) {
    engine.record({&rule, rules::EventKind::left,
                   "no subsystem keycloak-server here to take keycloak-server.json over into",
                   rules::spot_of(tree, tree.root())});
    return;
  }
  const rules::Spot spot = rules::spot_of(tree, subsystem);
  const bool has_spi = static_cast<bool>(rules::child_element(subsystem, "spi"));
  if (has_spi) {
    engine.record(
        {&rule, rules::EventKind::note, "keycloak-server.json was not needed: its settings are here already", spot});
    return;
  }
  const std::size_t cause = engine.record(rule, rules::deed::take_over, "keycloak-server.json", spot);
  const TakenOver taken = take_over(server_json, tree, subsystem, cause);
  for (const std::string& what : taken.left)
    engine.record({&rule, rules::EventKind::left, "not taken over from keycloak-server.json: " + what, spot});
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

Error of_a_domain(const Configuration& configuration) {
  const std::string kind = configuration.kind() == ConfigurationKind::domain ? "domain" : "host";
  return error_at_root(configuration, "CFG002",
                       "this is a " + kind + " configuration of domain mode, which is not migrated yet",
                       "standalone*.xml is migrated; " + kind + ".xml has to be changed by hand");
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
  const rules::Tables& tables = rules.state().tables;
  if (std::optional<Error> error = rules::unknown_id(tables, options.only)) return *std::move(error);
  if (std::optional<Error> error = rules::unknown_id(tables, options.skip)) return *std::move(error);
  const xml::Document& document = configuration.state().document;
  std::optional<JsonValue> server_json;
  if (options.keycloak_server_json) {
    Result<JsonValue> read = read_json_object(*options.keycloak_server_json);
    if (!read) return std::move(read).error();
    server_json = *std::move(read);
  }
  if (configuration.kind() != ConfigurationKind::standalone) return of_a_domain(configuration);
  const std::optional<Release> keycloak = keycloak_under(options.to);
  if (keycloak && !configuration.has_keycloak()) return no_keycloak(configuration);
  if (keycloak && keycloak->version > newest_target.version) return beyond(options.to);
  if (std::optional<Error> error = downgrade(configuration, options.to)) return *std::move(error);
  const rules::Selection selection(tables, options.to, options.only, options.skip);
  const auto is_answered = [&](const rules::Rule& rule) {
    return server_json && tables.text(rule.id) == keycloak_json_rule;
  };

  xml::Tree tree(document);
  rules::Engine engine(tree, tables);
  std::vector<const rules::Rule*> checks;
  for (const rules::Rule& rule : tables.rules) {
    if (rule.lint_only || !selection.takes(rule)) continue;
    if (is_answered(rule)) {
      answer(rule, *server_json, tree, engine);
    } else if (rule.boot || !options.minimal) {
      rule.check == rules::CheckName::none ? engine.run(rule) : checks.push_back(&rule);
    }
  }
  const checks::Subject subject(tree, tables, options.to);
  for (const rules::Rule* rule : checks) checks::run_check(*rule, subject, engine);

  Migration migration;
  const std::vector<xml::Edit> edits = tree.edits();
  migration.bytes = document.apply(edits);
  if (!edits.empty()) {
    Result<std::string> bytes = verified(std::move(migration.bytes), tree);
    if (!bytes) return std::move(bytes).error();
    migration.bytes = *std::move(bytes);
  }

  migration.findings = rules::findings_of(engine.events(), tables, document, rules::Told::as_done);
  migration.edits = rules::attach(edits, document, migration.findings);
  return migration;
}

}  // namespace idsxml
