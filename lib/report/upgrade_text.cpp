#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "plan/shell.hpp"
#include "report/diagnostic.hpp"
#include "report/display.hpp"
#include "report/safe_difference.hpp"
#include "report/upgrade_formats.hpp"
#include "report/upgrade_tree.hpp"
#include "report/wording.hpp"

namespace idsxml::report {
namespace {

std::string home_text(const ServerHome& home) {
  std::string name = name_of(home.release);
  name.resize(name.rfind(' '));  // without the version, which the home says more exactly
  std::string text = fmt::format("{} {}", name, home.version);
  if (!home.wildfly.empty()) text += fmt::format(" on WildFly {}", home.wildfly);
  std::string others;
  for (const Release& other : other_names_of(home.release))
    if (other.product == Product::ids) others = name_of(other);
  if (!others.empty()) text += fmt::format(" ({})", others);
  return fmt::format("{} in {} (by {})", text, printable(home.path), printable(home.told_by));
}

std::string changed_text(const UpgradePlan& plan, const ReportStyle& style) {
  std::string text;
  std::map<std::string, std::size_t> doubtful;
  for (const ChangedFile& file : plan.changed) {
    if (file.difference.empty() && !file.is_certain) {
      const std::size_t first = file.path.find('/');
      ++doubtful[file.path.substr(0, first == std::string::npos ? first : file.path.find('/', first + 1))];
      continue;
    }
    if (file.difference.empty()) continue;
    const std::string what = file.is_three_way
                                 ? (file.conflicts == 0 ? std::string("your changes, on the new home's file")
                                                        : "your changes, on the new home's file; " +
                                                              counted(file.conflicts, "conflict") + " marked")
                             : file.is_certain ? std::string("from the new home's file to your changed one")
                                               : std::string(
                                                     "from the new home's file to the old home's; what of it "
                                                     "was changed is not known");
    text +=
        fmt::format("\n{}: {}\n{}", printable(file.path), what, shown_diff(safe_difference(file.difference), style));
  }
  for (const auto& [folder, count] : doubtful)
    text += fmt::format("\n{}: {} of both homes, which may be the releases' doing or yours: --original tells\n",
                        printable(folder), counted(count, "different file"));
  return text;
}

std::string work_text(const UpgradePlan& plan, const ReportStyle& style) {
  std::string text;
  for (const UpgradedConfiguration& each : plan.configurations) {
    if (!each.migration) continue;
    for (const Finding& finding : each.migration->findings) {
      if (finding.outcome != Outcome::left) continue;
      text += hanging(
          {"- ", 2, 2},
          fmt::format("{}:{}: {} [{}]", printable(each.path), finding.place.begin.line, said(finding), finding.rule),
          style.width);
    }
  }
  for (const ChangedFile& file : plan.changed)
    if (file.is_certain || !file.difference.empty())
      text += hanging({"- ", 2, 2},
                      fmt::format("{}: take over by hand what you need of your changes", printable(file.path)),
                      style.width);
  return text;
}

ReportText plan(const UpgradeReport& report, const ReportStyle& style) {
  ReportText text;
  const UpgradePlan& plan = report.plan;
  for (const Error& error : report.obstacles) text.errors += render(error, "idsxml", style);
  if (style.quiet) return text;
  text.report += fmt::format("from {}\nto   {}\n\n", home_text(plan.from), home_text(plan.to));
  text.report += upgrade_tree(plan);
  text.report += changed_text(plan, style);
  if (!plan.notices.empty()) text.report += '\n';
  for (const Notice& notice : plan.notices) text.report += render(notice, "idsxml", style);
  const std::string work = work_text(plan, style);
  if (!work.empty()) text.report += "\nLeft for you to do:\n" + work;
  text.report += fmt::format("\n{} to copy; at most {} of space needed, {} free{}\n", size_text(plan.bytes),
                             size_text(plan.space_needed), size_text(plan.space_free),
                             plan.may_share_blocks ? "; blocks can be shared, so hardly any is taken" : "");
  if (report.mode == RunMode::dry_run) text.report += "Nothing was written.\n";
  return text;
}

ReportText done(const UpgradeResult& result, const UpgradeReport* /*report*/, const ReportStyle& style) {
  constexpr std::size_t most = 10;
  ReportText text;
  for (std::size_t i = 0; i < std::min(most, result.notes.size()); ++i)
    text.errors += render(Notice{"UPG026", Severity::note, result.notes[i], ""}, "idsxml", style);
  if (result.notes.size() > most)
    text.errors +=
        render(Notice{"UPG026", Severity::note, counted(result.notes.size() - most, "more note") + " of this kind", ""},
               "idsxml", style);
  if (style.quiet) return text;
  text.report =
      fmt::format("Done: {} is carried into {}.\nTo take it back: idsxml upgrade --undo {}\n",
                  printable(result.old_home), printable(result.new_home), planning::shell_word(result.new_home));
  return text;
}

ReportText undone(const Undone& result, const ReportStyle& style) {
  ReportText text;
  if (style.quiet) return text;
  text.report = result.actions == 0   ? "There is no upgrade to be undone.\n"
                : result.left.empty() ? "Undone: the new home is what it was before the upgrade.\n"
                                      : "Undone: what the upgrade had put into the new home is gone.\n";
  for (const std::string& path : result.left)
    text.report += fmt::format("{} stays: somebody has put something there since\n", printable(path));
  return text;
}

}  // namespace

const UpgradeFormat upgrade_text_format{"text", plan, done, undone};

}  // namespace idsxml::report
