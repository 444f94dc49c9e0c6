#include <fmt/format.h>

#include "report/display.hpp"
#include "report/format.hpp"
#include "report/location.hpp"
#include "report/wording.hpp"

// Workflow commands of GitHub Actions, which become annotations of a pull request: ::error file=…,line=…::message
namespace idsxml::report {
namespace {

std::string_view command_of(Severity severity) {
  return severity == Severity::note ? "notice" : name_of(severity);
}

/// Within the text of a command these bytes would end it, or begin another one.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string message(std::string_view text) {
  return escaped(text, "%\r\n");
}

std::string property(std::string_view text) {
  return escaped(text, "%\r\n:,");
}

std::string file_properties(const LintRun& run, std::string_view path) {
  return path == "-" ? "" : "file=" + property(printable(relative_path(run, path))) + ',';
}

std::string command(Severity severity, std::string_view properties, std::string_view title, std::string_view said) {
  return fmt::format("::{} {}title={}::{}\n", command_of(severity), properties, property(title), message(said));
}

std::string annotation(const LintRun& run, std::string_view path, const Error& error) {
  std::string properties = file_properties(run, path);
  if (error.where) properties += fmt::format("line={},col={},", error.where->line, error.where->column);
  return command(Severity::error, properties, error.code, said(error));
}

std::string annotation(const LintRun& run, std::string_view path, const Finding& finding) {
  const Position& begin = finding.place.begin;
  std::string properties = file_properties(run, path);
  properties += fmt::format("line={0},endLine={0},col={1},", begin.line, begin.column);
  if (const std::size_t end = end_column(finding.place)) properties += fmt::format("endColumn={},", end);
  const std::string title = finding.rule + ": " + printable(finding.title);
  // Of what a migration does, the title says the problem already.
  const std::string advice = advice_of(finding);
  std::string text = finding.outcome == Outcome::fixable ? advice : problem_of(finding);
  if (finding.outcome != Outcome::fixable && !advice.empty()) text += '\n' + advice;
  return command(finding.severity, properties, title, text);
}

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  for (const Error& error : run.errors) text.report += annotation(run, "-", error);
  for (const Notice& notice : run.notices) text.report += command(notice.severity, "", notice.code, said(notice));
  return text;
}

ReportText file(const LintRun& run, const LintedFile& file, const LintTotals& /*before*/,
                const ReportStyle& /*style*/) {
  ReportText text;
  if (file.error) text.report += annotation(run, file.path, *file.error);
  for (const Notice& notice : file.notices)
    text.report += command(notice.severity, file_properties(run, file.path), notice.code, said(notice));
  for (const Finding& finding : file.findings)
    if (!finding.suppression) text.report += annotation(run, file.path, finding);
  return text;
}

ReportText end(const LintRun& run, const LintTotals& totals, const ReportStyle& /*style*/) {
  return {fmt::format("idsxml lint: {} in {} for {}\n", counted(totals), counted(totals.files, "file"),
                      full_name_of(run.to)),
          ""};
}

}  // namespace

const LintFormat lint_github_format{"github", begin, file, end};

}  // namespace idsxml::report
