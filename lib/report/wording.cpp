#include "report/wording.hpp"

#include <fmt/format.h>

#include "config/safe_text.hpp"
#include "report/display.hpp"

namespace idsxml::report {
namespace {

std::string joined(const std::string& problem, const std::string& advice) {
  return advice.empty() ? problem : problem + "; " + advice;
}

}  // namespace

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string counted(const LintTotals& totals) {
  return fmt::format("{}, {}, {}", counted(totals.errors, "error"), counted(totals.warnings, "warning"),
                     counted(totals.notes, "note"));
}

std::string problem_of(const Finding& finding) {
  return printable(finding.outcome == Outcome::fixable ? finding.title : finding.message);
}

std::string advice_of(const Finding& finding) {
  if (finding.outcome == Outcome::fixable) return "idsxml migrate would " + printable(message_of(finding));
  return printable(finding.help);
}

std::string said(const Finding& finding) {
  return joined(problem_of(finding), advice_of(finding));
}

std::string said(const Error& error) {
  return joined(printable(config::without_secrets(error.message)), printable(config::without_secrets(error.advice)));
}

std::string said(const Notice& notice) {
  return joined(printable(config::without_secrets(notice.message)), printable(config::without_secrets(notice.advice)));
}

std::string message_of(const Finding& finding) {
  std::string message = printable_lines(finding.message);
  if (finding.comments_removed > 0)
    message += fmt::format(" (with {} in it)", counted(finding.comments_removed, "comment"));
  return message;
}

Conclusion conclusion(const RunReport& run, const FileReport& file) {
  const std::size_t edits = file.migration->edits.size();
  const std::string left = fmt::format("{} left to do", file.migration->left_to_do());
  if (run.mode != RunMode::write) {
    const std::string would = edits == 0 ? "nothing to change" : counted(edits, "edit") + " to make";
    return {"nothing was written", fmt::format("{}, {}", would, left)};
  }
  if (edits == 0 && file.written_to.empty()) return {"nothing to change", left};
  const std::string backup = file.backup.empty() ? "" : fmt::format(" (backup: {})", printable(file.backup));
  const std::string where = file.written_to == "-" ? "standard output" : printable(file.written_to);
  return {fmt::format("wrote {}{}", where, backup), fmt::format("{}, {}", counted(edits, "edit"), left)};
}

}  // namespace idsxml::report
