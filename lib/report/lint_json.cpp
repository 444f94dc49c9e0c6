#include "config/safe_text.hpp"
#include "report/format.hpp"
#include "report/json_parts.hpp"
#include "report/json_writer.hpp"

// Published as docs/schema/lint-1.schema.json: a member once there stays, with its meaning, while its number is the
// same.
namespace idsxml::report {
namespace {

void write(JsonWriter& json, const Suppression& suppression) {
  json.begin_object();
  json.member("kind", suppression.kind == Suppression::Kind::in_file ? "file" : "baseline");
  json.member("reason", config::without_secrets(suppression.reason));
  json.end_object();
}

void write(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("rule", finding.rule);
  json.member("severity", name_of(finding.severity));
  json.member("outcome", name_of_outcome(finding.outcome));
  json.member("title", finding.title);
  json.member("message", finding.message);
  optional_text(json, "help", finding.help);
  json.key("where");
  write(json, finding.place);
  json.member("path", finding.path);
  json.member("fingerprint", fingerprint(finding));
  array(json, "edits", finding.edits);
  json.member("comments_removed", finding.comments_removed);
  json.key("suppression");
  if (finding.suppression) {
    write(json, *finding.suppression);
  } else {
    json.null();
  }
  json.end_object();
}

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:lint:1");
  json.member("idsxml", run.version);
  json.key("to");
  write(json, run.to);
  array(json, "errors", run.errors);
  array(json, "notices", run.notices);
  text.report += ",\n  \"files\": [";
  return text;
}

ReportText file(const LintRun& /*run*/, const LintedFile& file, const LintTotals& before,
                const ReportStyle& /*style*/) {
  ReportText text;
  text.report = before.files == 0 ? "\n    " : ",\n    ";
  JsonWriter json(text.report, 2);
  json.begin_object();
  json.member("path", file.path);
  json.key("to");
  write(json, file.to);
  optional_error(json, file.error);
  array(json, "notices", file.notices);
  json.key("findings").begin_array();
  for (const Finding& finding : file.findings) write(json, finding);
  json.end_array();
  json.end_object();
  return text;
}

ReportText end(const LintRun& /*run*/, const LintTotals& totals, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = totals.files == 0 ? "],\n" : "\n  ],\n";
  text.report += "  \"summary\": ";
  JsonWriter json(text.report, 1);
  json.begin_object();
  json.member("files", totals.files);
  json.member("failed", totals.failed);
  json.member("errors", totals.errors);
  json.member("warnings", totals.warnings);
  json.member("notes", totals.notes);
  json.member("fixable", totals.fixable);
  json.member("suppressed", totals.suppressed);
  json.member("withheld", totals.withheld);
  json.member("exit_status", totals.exit_status);
  json.end_object();
  text.report += "\n}\n";
  return text;
}

}  // namespace

const LintFormat lint_json_format{"json", begin, file, end};

}  // namespace idsxml::report
