#include <array>

#include "report/json_parts.hpp"
#include "report/json_writer.hpp"
#include "report/plan_parts.hpp"

// Published as docs/schema/plan-1.schema.json: a member once there stays, with its meaning, while its number is the
// same.
namespace idsxml::report {
namespace {

std::string_view word_of(DatabaseKind kind) {
  constexpr std::array<std::string_view, 7> words{"other",  "postgresql", "mysql", "mariadb",
                                                  "oracle", "sqlserver",  "h2"};
  return words[static_cast<std::size_t>(kind)];
}

template <class Values>
void list(JsonWriter& json, std::string_view name, const Values& values) {
  json.key(name).begin_array();
  for (const auto& value : values) json.value(value);
  json.end_array();
}

void write(JsonWriter& json, const RunbookVariable& variable) {
  json.begin_object();
  json.member("name", variable.name);
  json.member("what", variable.what);
  json.member("bash", variable.assignment);
  json.member("to_be_set", variable.is_left);
  json.end_object();
}

void write(JsonWriter& json, const RunbookCommands& commands) {
  json.begin_object();
  json.member("shell", commands.shell);
  json.member("text", commands.text);
  json.end_object();
}

void write_members(JsonWriter& json, std::string_view name, const std::vector<RunbookCommands>& commands) {
  json.key(name).begin_array();
  for (const RunbookCommands& each : commands) write(json, each);
  json.end_array();
}

void write(JsonWriter& json, const RunbookStep& step) {
  json.begin_object();
  json.member("id", step.id);
  json.member("title", step.title);
  list(json, "text", step.paragraphs);
  write_members(json, "commands", step.commands);
  json.member("verify", step.verify);
  optional_text(json, "check", step.check);
  json.member("irreversible", step.irreversible);
  optional_text(json, "way_back", step.way_back);
  list(json, "variables", step.variables);
  json.member("source", step.source);
  json.end_object();
}

void write(JsonWriter& json, const RunbookSection& section) {
  json.begin_object();
  json.member("id", section.id);
  json.member("title", section.title);
  json.key("steps").begin_array();
  for (const RunbookStep& step : section.steps) write(json, step);
  json.end_array();
  json.end_object();
}

ReportText write_plan(const PlanReport& report, const ReportStyle& /*style*/) {
  const Runbook& runbook = report.runbook;
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:plan:1");
  json.member("idsxml", report.version);
  json.key("from");
  report::write(json, runbook.from);
  json.key("to");
  report::write(json, runbook.to);
  json.member("platform", runbook.platform == Platform::zip ? "zip" : "kubernetes");
  json.member("database", word_of(runbook.database));
  list(json, "notes", runbook.notes);
  json.key("variables").begin_array();
  for (const RunbookVariable& variable : runbook.variables) write(json, variable);
  json.end_array();
  json.key("sections").begin_array();
  for (const RunbookSection& section : runbook.sections) write(json, section);
  json.end_array();
  json.end_object();
  text.report += '\n';
  return text;
}

}  // namespace

const PlanFormat plan_json_format{.name = "json", .write = write_plan};

}  // namespace idsxml::report
