#include <fmt/format.h>

#include "report/format.hpp"
#include "report/json_writer.hpp"
#include "report/location.hpp"
#include "report/wording.hpp"

// GitLab's Code Quality report: one array, whose entries merge requests show beside the lines.
namespace idsxml::report {
namespace {

std::string_view severity_of(Severity severity) {
  if (severity == Severity::error) return "blocker";
  return severity == Severity::warning ? "minor" : "info";
}

struct Issue {
  Severity severity;
  std::string_view code;
  std::string description;
  std::string fingerprint;  ///< one of its kind in the file
  std::size_t line = 1;
};

std::string entry(const Issue& issue, std::string_view path, bool first) {
  std::string text = first ? "\n  " : ",\n  ";
  JsonWriter json(text, 1);
  json.begin_object();
  json.member("type", "issue");
  json.member("check_name", issue.code);
  json.member("description", issue.description);
  json.key("categories").begin_array();
  json.value("Compatibility");
  json.end_array();
  json.member("severity", severity_of(issue.severity));
  // GitLab tells entries of all files apart by nothing else.
  json.member("fingerprint", fmt::format("{}/{}", issue.fingerprint, path));
  json.key("location").begin_object();
  json.member("path", path);
  json.key("lines").begin_object();
  json.member("begin", issue.line);
  json.end_object();
  json.end_object();
  json.end_object();
  return text;
}

Issue issue_of(const Error& error, std::size_t number) {
  return {Severity::error, error.code, said(error), fmt::format("{}/{}", error.code, number),
          error.where.value_or(Position()).line};
}

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = "[";
  std::size_t number = 0;
  for (const Error& error : run.errors) {
    text.report += entry(issue_of(error, number), ".", number == 0);
    ++number;
  }
  return text;
}

ReportText file(const LintRun& run, const LintedFile& file, const LintTotals& before, const ReportStyle& /*style*/) {
  ReportText text;
  bool first = run.errors.empty() && before.unread.empty() && before.reported() == 0;
  const std::string path = relative_path(run, file.path);
  const auto add = [&](const Issue& issue) {
    text.report += entry(issue, path, first);
    first = false;
  };
  if (file.error) add(issue_of(*file.error, 0));
  const std::vector<std::string> prints = unique_fingerprints(file.findings);
  for (std::size_t i = 0; i < file.findings.size(); ++i) {
    const Finding& finding = file.findings[i];
    if (finding.suppression) continue;
    add({finding.severity, finding.rule, finding.rule + ": " + said(finding), prints[i], finding.place.begin.line});
  }
  return text;
}

ReportText end(const LintRun& run, const LintTotals& totals, const ReportStyle& /*style*/) {
  const bool empty = run.errors.empty() && totals.unread.empty() && totals.reported() == 0;
  return {empty ? "]\n" : "\n]\n", ""};
}

}  // namespace

const LintFormat lint_gitlab_format{"gitlab", begin, file, end};

}  // namespace idsxml::report
