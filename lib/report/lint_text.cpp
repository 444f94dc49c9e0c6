#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "config/safe_text.hpp"
#include "report/diagnostic.hpp"
#include "report/display.hpp"
#include "report/format.hpp"
#include "report/wording.hpp"

namespace idsxml::report {
namespace {

/// Findings of a file that are told together: what a migration does for one rule, or a single one for a person.
using Group = std::vector<const Finding*>;

/// What stops the boot comes first; then in the order of the file, where the first of a group counts.
std::vector<Group> grouped(const std::vector<Finding>& findings, const ReportStyle& style) {
  std::vector<Group> groups;
  std::map<std::pair<std::string_view, Severity>, std::size_t> known;
  for (const Finding& finding : findings) {
    if (finding.suppression || (style.quiet && finding.severity != Severity::error)) continue;
    const bool joins = finding.outcome == Outcome::fixable && !style.verbose;
    const auto place = joins ? known.find({finding.rule, finding.severity}) : known.end();
    if (place != known.end()) {
      groups[place->second].push_back(&finding);
      continue;
    }
    if (joins) known.emplace(std::pair{std::string_view(finding.rule), finding.severity}, groups.size());
    groups.push_back({&finding});
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.front()->severity > b.front()->severity; });
  return groups;
}

/// What a migration would do, each on a line of its own with the number of the line it is about.
std::string deeds(const Group& group, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const std::size_t gutter = std::to_string(group.back()->place.begin.line).size() + 5;
  std::string text;
  for (const Finding* finding : group) {
    const std::string lead = fmt::format("{}{:>{}}{}  ", paint.cyan, finding->place.begin.line, gutter, paint.reset);
    text += hanging({lead, gutter + 2, gutter + 2}, message_of(*finding), style.width);
  }
  return text;
}

std::string rendered(const LintRun& run, std::string_view path, const Group& group, const ReportStyle& style) {
  const Finding& first = *group.front();
  const bool fixable = first.outcome == Outcome::fixable;
  const std::string message = problem_of(first);
  const std::string help = group.size() > 1 ? "idsxml migrate would" : advice_of(first);
  const std::string link = page_of(run, first.rule);
  // A migration sees to it, and nobody has to hurry: the line itself would only make the report longer.
  const bool brief = fixable && first.severity == Severity::note && !style.verbose;
  std::string text = render({first.severity, first.rule, path, first.place.begin, message,
                             brief ? std::string_view() : first.place.line, first.place.length, help, link},
                            style);
  if (group.size() > 1) text += deeds(group, style);
  return text;
}

/// A finding that somebody decided not to count; only where everything is asked for.
std::string suppressed(const LintedFile& file, const Finding& finding, const ReportStyle& style) {
  const bool in_file = finding.suppression->kind == Suppression::Kind::in_file;
  const std::string why = fmt::format("{} suppressed {}: {}", problem_of(finding),
                                      in_file ? "in the file" : "by the baseline", finding.suppression->reason);
  return render(
      {finding.severity, finding.rule, file.path, finding.place.begin, config::without_secrets(why), "", 0, ""}, style);
}

ReportText begin(const LintRun& run, const ReportStyle& style) {
  ReportText text;
  for (const Error& error : run.errors) text.errors += render(error, "idsxml", style);
  if (style.quiet) return text;
  for (const Notice& notice : run.notices) text.errors += render(notice, "", style);
  return text;
}

ReportText file(const LintRun& run, const LintedFile& file, const LintTotals& /*before*/, const ReportStyle& style) {
  ReportText text;
  if (!style.quiet)
    for (const Notice& notice : file.notices) text.errors += render(notice, file.path, style);
  if (file.error) text.errors += render(*file.error, file.path, style);
  for (const Group& group : grouped(file.findings, style)) text.report += rendered(run, file.path, group, style) + '\n';
  for (const Finding& finding : file.findings)
    if (style.verbose && finding.suppression) text.report += suppressed(file, finding, style) + '\n';
  return text;
}

std::size_t files_read(const LintRun& run, const LintTotals& totals) {
  const std::size_t unread = totals.failed - std::min(totals.failed, run.errors.size());
  return totals.files - std::min(totals.files, unread);
}

/// What does not stand in the report, or only where it was asked for.
std::string left_out(const LintTotals& totals) {
  std::string text;
  if (totals.withheld > 0)
    text += fmt::format("{} more not shown: --max-findings\n", counted(totals.withheld, "finding"));
  if (totals.suppressed > 0) text += fmt::format("{} suppressed: --verbose\n", counted(totals.suppressed, "finding"));
  return text;
}

std::string counts_line(const LintRun& run, const LintTotals& totals, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const std::string where = fmt::format("in {} for {}", counted(files_read(run, totals), "file"), full_name_of(run.to));
  const bool clean = totals.errors + totals.warnings + totals.notes == 0;
  const std::string found = clean ? std::string("nothing found") : counted(totals);
  const std::string_view colour = totals.errors > 0 ? paint.red : totals.warnings > 0 ? paint.yellow : paint.green;
  const std::string lead = fmt::format("{}{}{} ", colour, found, paint.reset);
  return hanging({lead, found.size() + 1, 4}, where, style.width);
}

/// A command to go on with.
std::string next_step(std::string_view what, std::string_view command, const ReportStyle& style) {
  const Palette& paint = palette(style);
  return fmt::format("  {:<14}{}{}{}\n", what, paint.bold, command, paint.reset);
}

ReportText end(const LintRun& run, const LintTotals& totals, const ReportStyle& style) {
  ReportText text;
  if (style.quiet) return text;
  if (files_read(run, totals) > 0) text.report = counts_line(run, totals, style);
  text.report += left_out(totals);
  if (totals.failed > 0) text.report += fmt::format("{} could not be looked at\n", counted(totals.failed, "input"));
  if (totals.fixable > 0) {
    const std::string migrate = "idsxml migrate --to " + to_string(run.to);
    text.report += next_step(fmt::format("to fix {}:", totals.fixable), migrate + " FILE", style);
    text.report += next_step("to see how:", migrate + " --dry-run FILE", style);
  }
  const bool found = totals.errors + totals.warnings + totals.notes > 0;
  if (found && (run.page_url.empty() || !style.hyperlinks))
    text.report += next_step("to know why:", "idsxml explain ID", style);
  return text;
}

}  // namespace

const LintFormat lint_text_format{"text", begin, file, end};

}  // namespace idsxml::report
