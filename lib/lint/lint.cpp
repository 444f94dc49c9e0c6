#include "idsxml/lint.hpp"

#include <algorithm>
#include <utility>

#include "catalog/catalog.hpp"
#include "checks/checks.hpp"
#include "config/configuration.hpp"
#include "lint/severities.hpp"
#include "lint/suppress.hpp"
#include "rules/engine.hpp"
#include "rules/findings.hpp"
#include "rules/selection.hpp"
#include "xml/tree.hpp"

namespace idsxml {
namespace {

/// Whether rules that migrate can say something of the configuration: they were made for standalone servers, and for
/// files that are not newer than the target.
bool can_migrate(const Configuration& configuration, const Release& target) {
  return configuration.kind() == ConfigurationKind::standalone &&
         !catalog::is_too_new(target, configuration.root_namespace());
}

bool is_about(const rules::Rule& rule, const rules::Tables& tables, const Configuration& configuration) {
  return configuration.has_keycloak() || tables.text(rule.product) != "keycloak";
}

}  // namespace

Result<Lint> lint(const Configuration& configuration, const Rules& rules, const LintOptions& options) {
  const rules::Tables& tables = rules.state().tables;
  if (std::optional<Error> error = rules::unknown_id(tables, options.only)) return *std::move(error);
  if (std::optional<Error> error = rules::unknown_id(tables, options.skip)) return *std::move(error);
  for (const RuleSeverity& own : options.severities)
    if (std::optional<Error> error = rules::unknown_id(tables, {own.rule})) return *std::move(error);
  const xml::Document& document = configuration.state().document;
  const rules::Selection selection(tables, options.to, options.only, options.skip);

  xml::Tree tree(document);
  rules::Engine engine(tree, tables);
  const bool migrates = can_migrate(configuration, options.to);
  std::vector<const rules::Rule*> asked;
  for (const rules::Rule& rule : tables.rules) {
    const bool can_ask = rule.check != rules::CheckName::none || migrates;
    if (can_ask && selection.takes(rule) && is_about(rule, tables, configuration)) asked.push_back(&rule);
  }
  // Rules bring back extensions that are missing; all the same the server refuses the file as it is.
  const checks::Subject as_it_is(tree, tables, options.to);
  for (const rules::Rule* rule : asked)
    if (checks::looks_before_rules(*rule)) checks::run_check(*rule, as_it_is, engine);
  for (const rules::Rule* rule : asked)
    if (rule->check == rules::CheckName::none) engine.run(*rule);
  // What a rule has mended is reported by that rule, and by no check.
  const checks::Subject subject(tree, tables, options.to);
  for (const rules::Rule* rule : asked)
    if (rule->check != rules::CheckName::none && !checks::looks_before_rules(*rule))
      checks::run_check(*rule, subject, engine);

  Lint lint{rules::findings_of(engine.events(), tables, document, rules::Told::as_to_do)};
  rules::attach(tree.edits(), document, lint.findings);
  linting::suppress(document, tables, asked, lint.findings);
  linting::overrule(options.severities, lint.findings);
  rules::sort_by_place(lint.findings);
  return lint;
}

}  // namespace idsxml
