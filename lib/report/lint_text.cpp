#include <fmt/format.h>

#include "report/diagnostic.hpp"
#include "report/display.hpp"
#include "report/format.hpp"
#include "report/secrets.hpp"

namespace idsxml::report {
namespace {

std::string advice_of(const Finding& finding) {
  if (finding.outcome == Outcome::fixable) return "idsxml migrate would " + finding.message;
  return finding.help;
}

ReportText begin(const LintRun& run, const ReportStyle& style) {
  ReportText text;
  for (const Error& error : run.errors) text.errors += render(error, "idsxml", style);
  if (style.quiet) return text;
  for (const Notice& notice : run.notices) text.errors += render(notice, "", style);
  return text;
}

ReportText file(const LintRun& /*run*/, const LintedFile& file, std::size_t /*number*/, const ReportStyle& style) {
  ReportText text;
  if (file.error) text.errors += render(*file.error, file.path, style);
  if (!style.quiet)
    for (const Notice& notice : file.notices) text.errors += render(notice, file.path, style);
  for (const Finding& finding : file.findings) {
    if (finding.suppression && !style.verbose) continue;
    const std::string& said = finding.outcome == Outcome::fixable ? finding.title : finding.message;
    const std::string message = without_secrets(said);
    const std::string advice = without_secrets(advice_of(finding));
    text.report += render({finding.severity, finding.rule, file.path, finding.place.begin, message, finding.place.line,
                           finding.place.length, advice},
                          style);
  }
  return text;
}

/// What is behind the numbers.
std::string unseen(const LintTotals& totals) {
  std::string text;
  if (totals.withheld > 0)
    text += fmt::format("{} more finding{} not shown\n", totals.withheld, totals.withheld == 1 ? " is" : "s are");
  if (totals.suppressed > 0) text += fmt::format("{} suppressed\n", totals.suppressed);
  return text;
}

ReportText end(const LintRun& /*run*/, const LintTotals& totals, const ReportStyle& /*style*/) {
  return {
      fmt::format("{} errors, {} warnings, {} notes\n", totals.errors, totals.warnings, totals.notes) + unseen(totals),
      ""};
}

}  // namespace

const LintFormat lint_text_format{"text", begin, file, end};

}  // namespace idsxml::report
