#include <fmt/format.h>

#include "report/format.hpp"
#include "report/location.hpp"
#include "report/wording.hpp"

// The XML of Checkstyle 4.3, which most build servers read.
namespace idsxml::report {
namespace {

std::string_view level_of(Severity severity) {
  return severity == Severity::note ? "info" : name_of(severity);
}

std::string entry(const Position& where, Severity severity, std::string_view message, std::string_view source) {
  return fmt::format("    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"idsxml.{}\"/>\n",
                     where.line, where.column, level_of(severity), xml_value(message), xml_value(source));
}

std::string entry(const Error& error) {
  return entry(error.where.value_or(Position()), Severity::error, said(error), error.code);
}

std::string file_begin(std::string_view path) {
  return fmt::format("  <file name=\"{}\">\n", xml_value(path));
}

constexpr std::string_view file_end = "  </file>\n";

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
  if (run.errors.empty() && run.notices.empty()) return text;
  text.report += file_begin("idsxml");
  for (const Error& error : run.errors) text.report += entry(error);
  for (const Notice& notice : run.notices) text.report += entry(Position(), notice.severity, said(notice), notice.code);
  text.report += file_end;
  return text;
}

ReportText file(const LintRun& run, const LintedFile& file, const LintTotals& /*before*/,
                const ReportStyle& /*style*/) {
  ReportText text;
  text.report = file_begin(relative_path(run, file.path));
  if (file.error) text.report += entry(*file.error);
  for (const Notice& notice : file.notices)
    text.report += entry(Position(), notice.severity, said(notice), notice.code);
  for (const Finding& finding : file.findings)
    if (!finding.suppression) text.report += entry(finding.place.begin, finding.severity, said(finding), finding.rule);
  text.report += file_end;
  return text;
}

ReportText end(const LintRun& /*run*/, const LintTotals& /*totals*/, const ReportStyle& /*style*/) {
  return {"</checkstyle>\n", ""};
}

}  // namespace

const LintFormat lint_checkstyle_format{"checkstyle", begin, file, end};

}  // namespace idsxml::report
