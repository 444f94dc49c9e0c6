#include "idsxml/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plan/database.hpp"
#include "plan/selection.hpp"
#include "plan/steps.hpp"
#include "plan/variables.hpp"

namespace idsxml {
namespace {

using planning::Database;
using planning::Step;

struct SectionName {
  std::string_view id;
  std::string_view title;
};

constexpr std::array<SectionName, planning::section_count> section_names{{
    {"prepare", "While the server still runs"},
    {"stop", "Stop"},
    {"back-up", "Back up"},
    {"upgrade", "Upgrade"},
    {"check", "Check"},
    {"way-back", "The way back"},
}};

/// What tells which of two releases is newer: that of the product itself, or what both have in them.
Version version_of(const Release& release, bool is_same_product) {
  if (is_same_product) return release.version;
  const std::optional<Release> keycloak = keycloak_under(release);
  return keycloak ? keycloak->version : wildfly_under(release).version;
}

std::optional<Error> problem_of(const PlanOptions& options) {
  const Release& from = options.from;
  const Release& to = options.to;
  if (keycloak_under(from).has_value() != keycloak_under(to).has_value())
    return Error{
        .code = "PLN002",
        .message =
            fmt::format("{} is no upgrade of {}: one is a Keycloak, the other is none", name_of(to), name_of(from)),
        .advice = "name two releases of Keycloak, RH-SSO and Identity Service, or two of WildFly and JBoss EAP"};
  const bool is_same_product = from.product == to.product;
  if (version_of(to, is_same_product) < version_of(from, is_same_product))
    return Error{.code = "PLN001",
                 .message = fmt::format("{} is older than {}", full_name_of(to), full_name_of(from)),
                 .advice = fmt::format("no release reads the database of a newer one; the way back to {} is the last "
                                       "section of: idsxml plan --from {} --to {}",
                                       name_of(to), to_string(to), to_string(from))};
  if (options.configuration && options.configuration->kind() != ConfigurationKind::standalone)
    return Error{.code = "PLN003",
                 .message = "the configuration is that of a domain or a host",
                 .advice = "name the standalone.xml of a server, or leave --config out"};
  return std::nullopt;
}

/// Where none is told, the charts of Identity Service bring their own.
Database database_of(const PlanOptions& options, std::vector<std::string>& notes) {
  const bool is_in_pod = options.platform == Platform::kubernetes;
  if (!keycloak_under(options.from)) return {};
  if (!options.configuration) {
    if (!is_in_pod || options.from.product != Product::ids) {
      notes.emplace_back("No configuration was given, so the steps for the database are general.");
      return {};
    }
    notes.emplace_back("No configuration was given: the database is taken to be the PostgreSQL of the chart.");
    return {.kind = DatabaseKind::postgresql};
  }
  Database database = planning::database_of(*options.configuration);
  if (database.kind == DatabaseKind::other)
    notes.emplace_back("The configuration does not tell which database Keycloak uses, so its steps are general.");
  if (database.is_in_memory)
    notes.emplace_back("The database is in memory: it ends with the server. Export the realms before it is stopped.");
  if (database.kind == DatabaseKind::h2 && is_in_pod)
    notes.emplace_back("The database is a file in the pod, and goes with it. Export the realms, or copy it out first.");
  if (database.kind == DatabaseKind::h2 && (is_in_pod || database.is_in_memory)) database.kind = DatabaseKind::other;
  return database;
}

void add_notes(const PlanOptions& options, std::vector<std::string>& notes) {
  const bool is_same_product = options.from.product == options.to.product;
  if (options.from == options.to)
    notes.push_back(fmt::format("Both are {}: this is for a newer micro release of it.", name_of(options.to)));
  if (!is_same_product)
    notes.push_back(
        fmt::format("{} and {} are two products: compare what they bring besides Keycloak, such as themes and "
                    "providers.",
                    name_of(options.from), name_of(options.to)));
}

std::string filled_in(std::string_view text, const PlanOptions& options) {
  std::string result(text);
  const std::array names{std::pair<std::string_view, std::string>("{from}", name_of(options.from)),
                         std::pair<std::string_view, std::string>("{to}", name_of(options.to))};
  for (const auto& [mark, name] : names)
    for (std::size_t at = result.find(mark); at != std::string::npos; at = result.find(mark, at + name.size()))
      result.replace(at, mark.size(), name);
  return result;
}

using Steps = std::vector<const Step*>;

/// Its own commands, or those of the step that it shares them with. Empty where that one is for other installations.
std::span<const planning::Commands> commands_of(const Step& step, const Steps& selected) {
  if (step.commands_of.empty()) return step.commands;
  const auto found =
      std::find_if(selected.begin(), selected.end(), [&](const Step* each) { return each->id == step.commands_of; });
  return found == selected.end() ? std::span<const planning::Commands>() : (*found)->commands;
}

RunbookStep runbook_step(const Step& step, const Steps& selected, const PlanOptions& options) {
  RunbookStep result{.id = step.id, .title = filled_in(step.title, options)};
  for (std::string_view text = step.text; !text.empty();) {
    const std::size_t end = text.find('\n');
    result.paragraphs.push_back(filled_in(text.substr(0, end), options));
    text.remove_prefix(std::min(end, text.size() - 1) + 1);
  }
  for (const planning::Commands& each : commands_of(step, selected)) result.commands.push_back({each.shell, each.text});
  result.verify = filled_in(step.verify, options);
  result.check = step.check;
  result.irreversible = step.irreversible;
  const bool has_way_back =
      std::any_of(selected.begin(), selected.end(), [&](const Step* each) { return each->id == step.way_back; });
  if (has_way_back) result.way_back = step.way_back;
  result.source = step.source;
  return result;
}

std::vector<RunbookSection> sections_of(const Steps& selected, const PlanOptions& options) {
  std::vector<RunbookSection> sections;
  for (std::size_t i = 0; i < section_names.size(); ++i) {
    RunbookSection section{section_names[i].id, section_names[i].title, {}};
    for (const Step* step : selected)
      if (static_cast<std::size_t>(step->section) == i) section.steps.push_back(runbook_step(*step, selected, options));
    if (!section.steps.empty()) sections.push_back(std::move(section));
  }
  return sections;
}

std::vector<std::string_view> bash_of(const RunbookStep& step) {
  std::vector<std::string_view> texts{step.check};
  for (const RunbookCommands& each : step.commands)
    if (each.shell == "bash") texts.push_back(each.text);
  return texts;
}

void add_variables(const PlanOptions& options, const Database& database, Runbook& runbook) {
  std::vector<std::string_view> texts;
  for (const RunbookSection& section : runbook.sections)
    for (const RunbookStep& step : section.steps)
      for (const std::string_view text : bash_of(step)) texts.push_back(text);
  runbook.variables = planning::variables_of(texts, options, database);
  for (RunbookSection& section : runbook.sections)
    for (RunbookStep& step : section.steps) step.variables = planning::names_used(bash_of(step), runbook.variables);
}

}  // namespace

std::string_view name_of(DatabaseKind kind) {
  constexpr std::array<std::string_view, 7> names{"the database", "PostgreSQL", "MySQL", "MariaDB",
                                                  "Oracle",       "SQL Server", "H2"};
  return names[static_cast<std::size_t>(kind)];
}

Result<Runbook> plan(const PlanOptions& options) {
  if (const std::optional<Error> problem = problem_of(options)) return *problem;
  Runbook runbook{.from = options.from, .to = options.to, .platform = options.platform};
  add_notes(options, runbook.notes);
  const Database database = database_of(options, runbook.notes);
  runbook.database = database.kind;
  const Steps selected = planning::steps_for({options, database.kind}, planning::builtin_steps());
  runbook.sections = sections_of(selected, options);
  add_variables(options, database, runbook);
  return runbook;
}

}  // namespace idsxml
