#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/location.hpp"
#include "report/markdown.hpp"
#include "report/wording.hpp"

// A table for each file, for the comment of a merge request.
namespace idsxml::report {
namespace {

std::string rule_of(const LintRun& run, std::string_view rule) {
  const std::string url = page_of(run, rule);
  const bool plain =
      std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
  return url.empty() || !plain ? markdown_text(rule) : fmt::format("[{}](<{}>)", markdown_text(rule), url);
}

std::string row(const std::optional<Position>& where, Severity severity, std::string_view code, std::string_view what,
                std::string_view advice) {
  const std::string line = where ? std::to_string(where->line) : "";
  const std::string more = advice.empty() ? "" : "<br>" + markdown_text(advice);
  const std::string_view mark = severity == Severity::error ? "**" : "";
  return fmt::format("| {} | {}{}{} | {} | {}{} |\n", line, mark, name_of(severity), mark, code, markdown_text(what),
                     more);
}

std::string row(const Error& error) {
  return row(error.where, Severity::error, markdown_text(error.code), error.message, error.advice);
}

std::string row(const Notice& notice) {
  return row({}, notice.severity, markdown_text(notice.code), notice.message, notice.advice);
}

constexpr std::string_view table_begin = "| line | | rule | |\n|---:|---|---|---|\n";

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = fmt::format("## idsxml lint for {}\n", full_name_of(run.to));
  if (run.errors.empty() && run.notices.empty()) return text;
  text.report += fmt::format("\n{}", table_begin);
  for (const Error& error : run.errors) text.report += row(error);
  for (const Notice& notice : run.notices) text.report += row(notice);
  return text;
}

bool says_something(const LintedFile& file) {
  return file.error || !file.notices.empty() ||
         std::any_of(file.findings.begin(), file.findings.end(),
                     [](const Finding& finding) { return !finding.suppression; });
}

ReportText file(const LintRun& run, const LintedFile& file, const LintTotals& /*before*/,
                const ReportStyle& /*style*/) {
  ReportText text;
  if (!says_something(file)) return text;
  text.report = fmt::format("\n### {}\n\n{}", markdown_text(relative_path(run, file.path)), table_begin);
  if (file.error) text.report += row(*file.error);
  for (const Notice& notice : file.notices) text.report += row(notice);
  for (const Finding& finding : file.findings)
    if (!finding.suppression)
      text.report += row(finding.place.begin, finding.severity, rule_of(run, finding.rule), problem_of(finding),
                         advice_of(finding));
  return text;
}

ReportText end(const LintRun& run, const LintTotals& totals, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = fmt::format("\n{} in {}", counted(totals), counted(totals.files, "file"));
  if (totals.failed > 0) text.report += fmt::format("; {} could not be looked at", counted(totals.failed, "input"));
  text.report += ".\n";
  if (totals.fixable > 0)
    text.report += fmt::format("`idsxml migrate --to {}` fixes {} of them.\n", to_string(run.to), totals.fixable);
  return text;
}

}  // namespace

const LintFormat lint_markdown_format{"markdown", begin, file, end};

}  // namespace idsxml::report
