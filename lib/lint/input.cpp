#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <tuple>
#include <utility>

#include "catalog/catalog.hpp"
#include "config/configuration.hpp"
#include "config/manifest.hpp"
#include "config/realm.hpp"
#include "config/safe_text.hpp"
#include "config/template.hpp"
#include "idsxml/lint.hpp"
#include "lint/realm.hpp"
#include "lint/script.hpp"
#include "lint/severities.hpp"
#include "rules/findings.hpp"
#include "rules/selection.hpp"
#include "xml/encoding.hpp"

namespace idsxml {
namespace {

constexpr std::array<std::string_view, 12> template_endings{".j2",       ".jinja", ".jinja2", ".erb", ".epp", ".tmpl",
                                                            ".template", ".tpl",   ".gotmpl", ".hbs", ".in",  ".ftl"};

std::string_view without_template_ending(std::string_view name) {
  for (const std::string_view ending : template_endings)
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

/// What every part of a file is looked at with.
struct Task {
  const Rules& rules;
  const LintOptions& options;

  const rules::Tables& tables() const { return rules.state().tables; }

  /// The rule with this check; nullptr where it is not asked for.
  const rules::Rule* rule(std::string_view check) const {
    const rules::Selection selection(tables(), options.to, options.only, options.skip);
    const auto* const name = std::find(rules::check_names.begin(), rules::check_names.end(), check);
    const auto wanted = rules::CheckName(name - rules::check_names.begin() + 1);
    for (const rules::Rule& rule : tables().rules)
      if (rule.check == wanted && selection.takes(rule)) return &rule;
    return nullptr;
  }

  Finding finding(const rules::Rule& rule, Place place) const {
    Finding finding;
    finding.rule = tables().text(rule.id);
    finding.severity = rule.severity;
    finding.title = tables().text(rule.title);
    finding.place = std::move(place);
    return finding;
  }
};

Place place_of(const xml::LineIndex& lines, config::Stretch stretch) {
  return rules::place_of(lines, {stretch.begin, stretch.end, false});
}

/// Shows places as they are in the file: `text` has all of its bytes where they stand there.
void show_in(std::string_view text, std::vector<Finding>& findings) {
  const xml::LineIndex lines(text);
  for (Finding& finding : findings) {
    const std::size_t begin = finding.place.begin.offset;
    const bool inserted = finding.place.inserted;
    finding.place = place_of(lines, {begin, begin + finding.place.length});
    finding.place.inserted = inserted;
  }
}

Error shown_in(std::string_view text, Error error) {
  if (!error.where || error.where->offset > text.size()) return error;
  const xml::LineIndex lines(text);
  error.line = config::quoted_line(lines, error.where->offset);
  error.where = lines.at(error.where->offset);
  return error;
}

/// What the lines around it give away as a secret is one in the line of an error, too.
Error with_safe_line(std::string_view text, Error error) {
  if (!error.where || error.where->offset > text.size()) return error;
  const xml::LineIndex lines(text);
  const bool is_its_line = xml::as_utf8(lines.line_at(error.where->offset)) == error.line;  // not of a file in UTF-16
  if (is_its_line) error.line = config::quoted_line(lines, error.where->offset);
  return error;
}

void leave_to_a_person(Finding& finding) {
  finding.edits.clear();
  if (finding.outcome == Outcome::fixable) finding.outcome = Outcome::left;
}

/// What several variants of a template have is told once.
void keep_each_once(std::vector<Finding>& findings) {
  std::set<std::tuple<std::size_t, std::string, std::string>> seen;
  std::erase_if(findings, [&](const Finding& finding) {
    return !seen.emplace(finding.place.begin.offset, finding.rule, finding.message).second;
  });
}

/// Only the engine knows what a server gets to see, and only a person what a fix would do to the engine's statements.
void soften(const config::Template& its, std::vector<Finding>& findings) {
  if (its.blocks().empty()) return;
  for (Finding& finding : findings) {
    if (its.is_conditional(finding.place.begin.offset))
      finding.severity = std::min(finding.severity, Severity::warning);
    leave_to_a_person(finding);
  }
}

Finding template_note(const Task& task, const rules::Rule& rule, const config::Template& its,
                      const xml::LineIndex& lines) {
  const bool has_blocks = !its.blocks().empty();
  Finding note = task.finding(rule, place_of(lines, has_blocks ? its.blocks().front() : its.placeholders().front()));
  const std::size_t count = has_blocks ? its.blocks().size() : its.placeholders().size();
  note.message = has_blocks ? "a template: the statements of its engine are left out"
                            : "a template: its placeholders stand for any value";
  note.message += fmt::format(" ({} of them)", count);
  note.help = "lint what the engine makes of it as well";
  return note;
}

Finding broken_branch(const Task& task, const rules::Rule& rule, const Error& error) {
  Finding finding = task.finding(rule, {.begin = error.where.value_or(Position{})});
  finding.severity = Severity::warning;
  finding.outcome = Outcome::left;
  finding.message = "with another branch of the template's conditions: " + error.message;
  finding.help = error.advice;
  return finding;
}

Error in_template(Error error) {
  if (!error.code.starts_with("XML")) return error;
  error.advice = "this is a template: have its engine fill it in, and lint what comes of it";
  return error;
}

Result<Lint> lint_template(const config::Template& its, std::string_view bytes, const Task& task) {
  Lint all;
  std::vector<Error> errors;
  bool is_utf8 = true;
  for (std::size_t i = 0; i < its.variants(); ++i) {
    const Result<Configuration> configuration = Configuration::parse(its.variant(i));
    Result<Lint> linted = configuration ? lint(*configuration, task.rules, task.options) : configuration.error();
    if (!linted) {
      errors.push_back(std::move(linted).error());
      continue;
    }
    is_utf8 = configuration->state().document.encoding() == xml::Encoding::utf8;
    std::move(linted->findings.begin(), linted->findings.end(), std::back_inserter(all.findings));
  }
  if (errors.size() == its.variants()) return in_template(shown_in(bytes, std::move(errors.front())));
  keep_each_once(all.findings);
  soften(its, all.findings);
  if (const rules::Rule* rule = task.rule("templates")) {
    all.findings.push_back(template_note(task, *rule, its, xml::LineIndex(bytes)));
    for (const Error& error : errors) all.findings.push_back(broken_branch(task, *rule, error));
  }
  rules::sort_by_place(all.findings);
  if (is_utf8) show_in(bytes, all.findings);
  return all;
}

Result<Lint> lint_configuration(std::string_view bytes, const Task& task) {
  if (config::may_be_template(bytes)) {
    const config::Template its(bytes);
    if (its.is_template()) return lint_template(its, bytes, task);
  }
  const Result<Configuration> configuration = Configuration::parse(std::string(bytes));
  if (!configuration) return with_safe_line(bytes, configuration.error());
  return lint(*configuration, task.rules, task.options);
}

/// What the target has not of what a script speaks of, in words; empty where it has it.
std::string lack_of(const script::Mention& mention, const Release& target) {
  const bool is_module = mention.kind == script::Kind::extension;
  const bool is_known =
      is_module ? catalog::is_known_extension(mention.name) : catalog::is_known_subsystem(mention.name);
  const bool is_there =
      is_module ? catalog::has_extension(target, mention.name) : catalog::has_subsystem(target, mention.name);
  if (!is_known || is_there) return {};
  const std::optional<Release> last = is_module ? catalog::last_with_extension(target.product, mention.name)
                                                : catalog::last_with_subsystem(target.product, mention.name);
  std::string text = fmt::format("{} has no {} {}", name_of(target), is_module ? "module" : "subsystem", mention.name);
  if (last) text += (*last).version < target.version ? "; the last with it was " + name_of(*last) : "";
  return text;
}

Result<Lint> lint_script(std::string_view script, const Task& task) {
  Lint found;
  const rules::Rule* rule = task.rule("script-operations");
  if (rule == nullptr) return found;
  const std::string text = script::joined(script);
  const config::Template its(text);
  const xml::LineIndex lines(script);
  std::set<std::tuple<std::size_t, std::string_view>> told;
  for (const script::Mention& mention : script::mentions_in(text)) {
    std::string lack = lack_of(mention, task.options.to);
    if (lack.empty() || (mention.block != 0 && !told.emplace(mention.block, mention.name).second)) continue;
    Finding finding = task.finding(*rule, place_of(lines, {mention.begin, mention.end}));
    if (mention.is_conditional || its.is_conditional(mention.begin)) finding.severity = Severity::warning;
    finding.outcome = Outcome::left;
    finding.message = config::without_secrets(lack);
    finding.help = "leave the operation out for this release";
    finding.path = "/" + config::without_secrets(text.substr(mention.begin, mention.end - mention.begin));
    found.findings.push_back(std::move(finding));
  }
  return found;
}

/// Everything is at the value's first line: nothing tells where the rest of it stands. Its text is YAML's, with
/// secrets written in YAML's ways, so it is not shown.
void gather_at(const Place& at, std::vector<Finding>& findings) {
  Place place = at;
  place.line.clear();
  for (Finding& finding : findings) {
    finding.place = place;
    leave_to_a_person(finding);
  }
}

Result<Lint> lint_text(std::string_view text, config::EmbeddedKind kind, const Task& task) {
  return kind == config::EmbeddedKind::script ? lint_script(text, task) : lint_configuration(text, task);
}

Result<Lint> lint_embedded(const config::Embedded& its, std::string_view manifest, const Task& task) {
  if (its.is_verbatim) {
    Result<Lint> linted = lint_text(config::only(manifest, its.stretch), its.kind, task);
    if (!linted) return shown_in(manifest, std::move(linted).error());
    show_in(manifest, linted->findings);
    return linted;
  }
  Result<Lint> linted = lint_text(its.value, its.kind, task);
  const xml::LineIndex lines(manifest);
  if (linted) {
    gather_at(place_of(lines, its.stretch), linted->findings);
    return linted;
  }
  Error error = std::move(linted).error();
  if (error.where) error.where = lines.at(its.stretch.begin);
  error.line.clear();
  return error;
}

Error nothing_embedded() {
  return {.code = "CFG010",
          .message = "no server configuration is embedded in this YAML",
          .advice = "lint looks at values that begin with <server>, <domain> or <host>, and at those of keys *.cli",
          .where = {},
          .line = {}};
}

Result<Lint> lint_manifest(std::string_view bytes, const Task& task) {
  Lint all;
  const std::vector<config::Embedded> parts = config::embedded_in(bytes);
  if (parts.empty()) return nothing_embedded();
  for (const config::Embedded& part : parts) {
    Result<Lint> linted = lint_embedded(part, bytes, task);
    if (!linted) return linted;
    std::move(linted->findings.begin(), linted->findings.end(), std::back_inserter(all.findings));
  }
  return all;
}

/// The line with a star for each character outside of `context`: a whole export may be one line, with its secrets.
std::string line_of_export(const xml::LineIndex& lines, std::size_t offset, config::Stretch context) {
  const std::string_view line = lines.line_at(offset);
  const std::size_t begin = lines.line_begin(offset);
  std::string shown;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool is_safe =
        (begin + i >= context.begin && begin + i < context.end) || line[i] == ' ' || line[i] == '\t' || line[i] == ',';
    const bool continues = (static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U;
    if (is_safe) {
      shown += line[i];
    } else if (!continues) {
      shown += '*';
    }
  }
  return shown;
}

Result<Lint> lint_realms(std::string_view json, const Task& task) {
  const Result<std::vector<config::Realm>> realms = config::realms_in(json);
  if (!realms) return realms.error();
  const xml::LineIndex lines(json);
  Lint found;
  for (const config::Realm& its : *realms) {
    for (realm::Remark& remark : realm::remarks_on(its, task.options.to)) {
      const rules::Rule* rule = task.rule(remark.check);
      if (rule == nullptr) continue;
      Place place = place_of(lines, remark.at);
      place.line = line_of_export(lines, remark.at.begin, remark.context);
      Finding finding = task.finding(*rule, std::move(place));
      finding.severity = remark.severity;
      finding.outcome = remark.severity == Severity::note ? Outcome::note : Outcome::left;
      finding.message = config::without_secrets(remark.message);
      finding.help = config::without_secrets(remark.help);
      finding.path = config::without_secrets(remark.path);
      found.findings.push_back(std::move(finding));
    }
  }
  linting::overrule(task.options.severities, found.findings);
  rules::sort_by_place(found.findings);
  return found;
}

/// Case does not matter: Alfresco-Realm.json.
bool is_named_like_a_realm(std::string_view name) {
  constexpr std::string_view word = "realm";
  const auto* const found = std::search(name.begin(), name.end(), word.begin(), word.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  });
  return found != name.end();
}

}  // namespace

InputKind input_kind(std::string_view path) {
  path = without_template_ending(path);
  if (path.ends_with(".yaml") || path.ends_with(".yml")) return InputKind::manifest;
  if (path.ends_with(".json")) return InputKind::realm;
  return path.ends_with(".cli") ? InputKind::script : InputKind::configuration;
}

bool is_lint_input(std::string_view name) {
  if (name.find(".bak") != std::string_view::npos) return false;
  const InputKind kind = input_kind(name);
  if (kind == InputKind::realm) return is_named_like_a_realm(name);
  if (kind != InputKind::configuration) return true;
  name = without_template_ending(name);
  const bool is_servers = name.starts_with("standalone") || name.starts_with("domain") || name.starts_with("host");
  return is_servers && name.ends_with(".xml") && name.find(".xml") == name.size() - 4;
}

Result<Lint> lint(std::string_view bytes, InputKind kind, const Rules& rules, const LintOptions& options) {
  const Task task{rules, options};
  if (std::optional<Error> error = rules::unknown_id(task.tables(), options.only)) return *std::move(error);
  if (std::optional<Error> error = rules::unknown_id(task.tables(), options.skip)) return *std::move(error);
  if (kind == InputKind::manifest) return lint_manifest(bytes, task);
  if (kind == InputKind::realm) return lint_realms(bytes, task);
  return kind == InputKind::script ? lint_script(bytes, task) : lint_configuration(bytes, task);
}

}  // namespace idsxml
