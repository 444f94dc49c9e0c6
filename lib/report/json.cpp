#include <algorithm>

#include "report/format.hpp"
#include "report/json_writer.hpp"
#include "report/secrets.hpp"
#include "xml/characters.hpp"

// The shapes are published as docs/schema/*.schema.json: a member once there stays, with its meaning, while its number
// is the same.
namespace idsxml::report {
namespace {

std::string_view name_of_outcome(Outcome outcome) {
  if (outcome == Outcome::done) return "done";
  if (outcome == Outcome::fixable) return "fixable";
  return outcome == Outcome::left ? "left" : "note";
}

std::string_view name_of_mode(RunMode mode) {
  if (mode == RunMode::write) return "write";
  return mode == RunMode::dry_run ? "dry-run" : "check";
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = xml::code_point(text, at).size;
    if (size == 0) return false;
    at += size;
  }
  return true;
}

void optional_text(JsonWriter& json, std::string_view name, std::string_view text) {
  json.key(name);
  if (text.empty()) {
    json.null();
  } else {
    json.value(text);
  }
}

void members(JsonWriter& json, const Position& where) {
  json.member("offset", where.offset);
  json.member("line", where.line);
  json.member("column", where.column);
}

void write(JsonWriter& json, const Error& error) {
  json.begin_object();
  json.member("code", error.code);
  json.member("message", error.message);
  optional_text(json, "advice", error.advice);
  json.key("where");
  if (error.where) {
    json.begin_object();
    members(json, *error.where);
    json.member("text", without_secrets(error.line));
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void write(JsonWriter& json, const Notice& notice) {
  json.begin_object();
  json.member("code", notice.code);
  json.member("severity", name_of(notice.severity));
  json.member("message", notice.message);
  optional_text(json, "advice", notice.advice);
  json.end_object();
}

void write(JsonWriter& json, const Release& release) {
  json.begin_object();
  json.member("release", to_string(release));
  json.member("name", full_name_of(release));
  json.end_object();
}

void write(JsonWriter& json, const Edit& edit) {
  json.begin_object();
  json.member("begin", edit.begin);
  json.member("end", edit.end);
  json.member("inserted", without_secrets(edit.replacement));
  json.end_object();
}

void write(JsonWriter& json, const Place& place) {
  json.begin_object();
  members(json, place.begin);
  json.member("length", place.length);
  json.member("text", without_secrets(place.line));
  json.member("inserted", place.inserted);
  json.end_object();
}

void write(JsonWriter& json, const Finding& finding);
void write(JsonWriter& json, const DetectReport& file);

template <class Values>
void array(JsonWriter& json, std::string_view name, const Values& values) {
  json.key(name).begin_array();
  for (const auto& value : values) write(json, value);
  json.end_array();
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
  json.member("message", without_secrets(finding.message));
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
  json.key("error");
  if (file.error) {
    write(json, *file.error);
  } else {
    json.null();
  }
  array(json, "notices", file.notices);
  array(json, "from", file.from.releases);
  optional_text(json, "written_to", file.written_to);
  optional_text(json, "backup", file.backup);
  const bool text = is_utf8(file.difference);
  optional_text(json, "difference", text ? file.difference : "");
  json.member("edits", file.migration ? file.migration->edits.size() : 0);
  json.member("left_to_do", file.migration ? file.migration->left_to_do() : 0);
  array(json, "findings", file.migration ? file.migration->findings : std::vector<Finding>());
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

ReportText failure(const Error& error, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:error:1");
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
  json.key("error");
  if (file.error) {
    write(json, *file.error);
  } else {
    json.null();
  }
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
  array(json, "files", files);
  json.end_object();
  text.report += '\n';
  return text;
}

}  // namespace

const ReportFormat json_format{"json", begin, file, end, failure, rules, page, detected};

}  // namespace idsxml::report
