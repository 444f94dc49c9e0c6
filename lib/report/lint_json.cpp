#include "report/format.hpp"
#include "report/json_writer.hpp"
#include "report/secrets.hpp"

namespace idsxml::report {
namespace {

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("to", to_string(run.to));
  text.report += ",\n  \"files\": [";
  return text;
}

void write(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("rule", finding.rule);
  json.member("severity", name_of(finding.severity));
  json.member("title", finding.title);
  json.member("message", without_secrets(finding.message));
  json.member("help", without_secrets(finding.help));
  json.member("path", finding.path);
  json.member("line", finding.place.begin.line);
  json.member("column", finding.place.begin.column);
  json.member("text", without_secrets(finding.place.line));
  json.member("fixable", finding.outcome == Outcome::fixable);
  json.end_object();
}

ReportText file(const LintRun& /*run*/, const LintedFile& file, std::size_t number, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = number == 0 ? "\n    " : ",\n    ";
  JsonWriter json(text.report, 2);
  json.begin_object();
  json.member("path", file.path);
  json.key("error");
  if (file.error) {
    json.value(file.error->code + ": " + file.error->message);
  } else {
    json.null();
  }
  json.key("findings").begin_array();
  for (const Finding& finding : file.findings) write(json, finding);
  json.end_array();
  json.end_object();
  return text;
}

ReportText end(const LintRun& /*run*/, const LintTotals& totals, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = "\n  ],\n  \"totals\": ";
  JsonWriter json(text.report, 1);
  json.begin_object();
  json.member("files", totals.files);
  json.member("failed", totals.failed);
  json.member("errors", totals.errors);
  json.member("warnings", totals.warnings);
  json.member("notes", totals.notes);
  json.member("fixable", totals.fixable);
  json.end_object();
  text.report += "\n}\n";
  return text;
}

}  // namespace

const LintFormat lint_json_format{"json", begin, file, end};

}  // namespace idsxml::report
