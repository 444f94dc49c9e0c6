#include "lint_fix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "migration.hpp"

namespace idsxml::cli {
namespace {

std::vector<std::string> safe_rules(const LintPlan& plan, const LintedFile& file) {
  std::vector<std::string> ids;
  for (const RuleSummary& rule : plan.settings.rules.list()) {
    if (!rule.safe) continue;
    bool wanted = false;
    bool suppressed = false;
    for (const Finding& finding : file.findings) {
      if (finding.rule != rule.id) continue;
      wanted = wanted || finding.outcome == Outcome::fixable;
      suppressed = suppressed || finding.suppression.has_value();
    }
    if (wanted && !suppressed) ids.emplace_back(rule.id);
  }
  return ids;
}

}  // namespace

bool fix(const LintPlan& plan, LintedFile& file) {
  MigrationPlan migration{.rules = plan.settings.rules, .options = {.to = plan.options.to}};
  migration.options.only = safe_rules(plan, file);
  if (migration.options.only.empty()) return false;
  migration.max_size = plan.max_size;
  migration.replace.backup = plan.backup;
  migration.servers = plan.servers;
  FileReport done = migrate_file(migration, file.path, {}).report;
  if (done.error && done.error->code.starts_with("XML")) {  // lint reads more than a migration does
    file.notices.push_back(
        {"LNT005", Severity::note, "this is a template, which --fix leaves alone", "fill it in, then fix the result"});
    return false;
  }
  file.error = std::move(done.error);
  for (Notice& notice : done.notices) file.notices.push_back(std::move(notice));
  if (file.error || done.written_to.empty()) return false;
  file.notices.push_back({"LNT004", Severity::note, fmt::format("fixed {}", fmt::join(migration.options.only, ", ")),
                          done.backup.empty() ? "" : fmt::format("as it was: '{}'", done.backup)});
  return true;
}

}  // namespace idsxml::cli
