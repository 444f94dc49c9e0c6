#include <algorithm>

#include "config/safe_text.hpp"
#include "report/format.hpp"
#include "report/json_parts.hpp"
#include "report/json_writer.hpp"

// The shapes are published as docs/schema/*.schema.json: a member once there stays, with its meaning, while its number
// is the same.
namespace idsxml::report {
namespace {

std::string_view name_of_mode(RunMode mode) {
  if (mode == RunMode::write) return "write";
  return mode == RunMode::dry_run ? "dry-run" : "check";
}

void texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& list) {
  json.key(name).begin_array();
  for (const std::string& text : list) json.value(text);
  json.end_array();
}

void write(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("rule", finding.rule);
  json.member("severity", name_of(finding.severity));
  json.member("outcome", name_of_outcome(finding.outcome));
  json.member("title", finding.title);
  json.member("message", finding.message);
  json.key("where");
  write(json, finding.place);
  array(json, "edits", finding.edits);
  json.member("comments_removed", finding.comments_removed);
  json.end_object();
}

std::string_view status_of(const RunReport& run, const FileReport& file) {
  if (file.error) return "failed";
  if (!file.migration || file.migration->edits.empty()) return "unchanged";
  return run.mode == RunMode::write ? "changed" : "would-change";
}

void write(JsonWriter& json, const RunReport& run, const FileReport& file) {
  json.begin_object();
  json.member("path", file.path);
  json.member("status", status_of(run, file));
  optional_error(json, file.error);
  array(json, "notices", file.notices);
  array(json, "from", file.from.releases);
  optional_text(json, "written_to", file.written_to);
  optional_text(json, "backup", file.backup);
  const bool text = is_utf8(file.difference);
  optional_text(json, "difference", text ? file.difference : "");
  json.member("edits", file.migration ? file.migration->edits.size() : 0);
  json.member("left_to_do", file.migration ? file.migration->left_to_do() : 0);
  json.key("findings").begin_array();
  if (file.migration)
    for (const Finding& finding : file.migration->findings) write(json, finding);
  json.end_array();
  json.end_object();
}

ReportText begin(const RunReport& run, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:migrate:1");
  json.member("idsxml", run.version);
  json.key("to");
  write(json, run.to);
  json.member("mode", name_of_mode(run.mode));
  array(json, "errors", run.errors);
  array(json, "notices", run.notices);
  text.report += ",\n  \"files\": [";
  return text;
}

ReportText file(const RunReport& run, const FileReport& file, std::size_t number, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = number == 0 ? "\n    " : ",\n    ";
  JsonWriter json(text.report, 2);
  write(json, run, file);
  return text;
}

ReportText end(const RunReport& /*run*/, const Totals& totals, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = totals.files == 0 ? "],\n" : "\n  ],\n";
  text.report += "  \"summary\": ";
  JsonWriter summary(text.report, 1);
  summary.begin_object();
  summary.member("files", totals.files);
  summary.member("changed", totals.changed);
  summary.member("failed", totals.failed);
  summary.member("left_to_do", totals.left);
  summary.member("exit_status", totals.exit_status);
  summary.end_object();
  text.report += "\n}\n";
  return text;
}

ReportText failure(const Error& error, std::string_view path, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:error:1");
  optional_text(json, "path", path);
  json.key("error");
  write(json, error);
  json.end_object();
  text.report += '\n';
  return text;
}

void members(JsonWriter& json, const RuleSummary& rule) {
  json.member("id", rule.id);
  json.member("severity", name_of(rule.severity));
  json.member("product", rule.product);
  json.member("release", rule.release);
  optional_text(json, "before", rule.before);
  json.member("boot", rule.boot);
  json.member("title", rule.title);
}

ReportText rules(std::span<const RuleSummary> list, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:rules:1");
  json.key("rules").begin_array();
  for (const RuleSummary& rule : list) {
    json.begin_object();
    members(json, rule);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  text.report += '\n';
  return text;
}

ReportText page(const RuleSummary& rule, std::string_view markdown, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:explain:1");
  members(json, rule);
  json.member("page", markdown);
  json.end_object();
  text.report += '\n';
  return text;
}

void write(JsonWriter& json, const DetectReport& file) {
  json.begin_object();
  json.member("path", file.path);
  optional_error(json, file.error);
  array(json, "releases", file.detection.releases);
  texts(json, "reasons", file.detection.reasons);
  texts(json, "mixed", file.detection.mixed);
  optional_text(json, "namespace", file.root_namespace);
  json.key("topology");
  if (file.error) {
    json.null();
  } else {
    json.value(file.ha ? "ha" : "standalone");
  }
  json.end_object();
}

ReportText detected(std::span<const Error> errors, std::span<const DetectReport> files, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:detect:1");
  array(json, "errors", errors);
  json.key("files").begin_array();
  for (const DetectReport& file : files) write(json, file);
  json.end_array();
  json.end_object();
  text.report += '\n';
  return text;
}

}  // namespace

const ReportFormat json_format{"json", begin, file, end, failure, rules, page, detected};

}  // namespace idsxml::report
