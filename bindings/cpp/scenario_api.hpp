#pragma once

/// The C++ interface that the driver is compiled against: that of the static library, or, with SCENARIO_SHARED, the one
/// over the C interface. Only reports are asked for differently: here they get one form.
#include <string>

#ifdef SCENARIO_SHARED

#include <idsxml/shared.hpp>

namespace scenario {

using namespace idsxml;

inline Result<std::string> detect_report(const Configuration& configuration, const std::string& format,
                                         const std::string& name) {
  return report(configuration, format, name);
}

inline Result<std::string> migrate_report(const Configuration&, const Rules&, const MigrateOptions&,
                                          const Migration& migration, const std::string& format,
                                          const std::string& name) {
  return report(migration, format, name);
}

inline Result<std::string> lint_report(const std::string&, const Rules&, const LintOptions&, const Lint& lint,
                                       const std::string& format, const std::string& name) {
  return report(lint, format, name);
}

template <class Before>
Result<std::string> diff_report(const Before&, const Configuration&, const Rules&, const DiffOptions&, const Diff& diff,
                                const std::string& format, const std::string& before_name,
                                const std::string& after_name) {
  return report(diff, format, before_name, after_name);
}

inline Result<std::string> three_way_report(const ThreeWay& three_way, const std::string& format,
                                            const std::string& base_name, const std::string& mine_name,
                                            const std::string& theirs_name) {
  return report(three_way, format, base_name, mine_name, theirs_name);
}

/// Unless `has_from`, the configuration tells the release that there is.
inline Result<std::string> plan_report(const PlanOptions& options, bool /*has_from*/, const std::string& format) {
  return plan(options, format);
}

}  // namespace scenario

#else

#include <idsxml/idsxml.h>

#include <array>
#include <idsxml/detect.hpp>
#include <idsxml/diff.hpp>
#include <idsxml/file.hpp>
#include <idsxml/lint.hpp>
#include <idsxml/merge.hpp>
#include <idsxml/migrate.hpp>
#include <idsxml/plan.hpp>
#include <idsxml/release.hpp>
#include <idsxml/report.hpp>
#include <idsxml/rules.hpp>

namespace scenario {

using namespace idsxml;

inline Error unknown_format(const std::string& format) {
  return {.code = "CLI003", .message = "there is no format " + format};
}

inline Result<std::string> detect_report(const Configuration& configuration, const std::string& format,
                                         const std::string& name) {
  const ReportFormat* found = report_format(format);
  if (found == nullptr) return unknown_format(format);
  const std::array files{DetectReport{.path = name,
                                      .detection = detect(configuration),
                                      .root_namespace = std::string(configuration.root_namespace()),
                                      .ha = configuration.is_ha()}};
  return found->detected({}, files, {}).report;
}

inline Result<std::string> migrate_report(const Configuration& configuration, const Rules& rules,
                                          const MigrateOptions& options, const Migration& migration,
                                          const std::string& format, const std::string& name) {
  if (format == "diff") return unified_diff(name, configuration.bytes(), migration.edits);
  const RunReport run{.version = idsxml_version(), .to = options.to, .mode = RunMode::check, .rulebook = rules};
  const FileReport file{
      .path = name, .from = detect(configuration), .configuration = configuration, .migration = migration};
  Totals totals;
  totals.add(file);
  totals.exit_status = totals.left > 0 ? 1 : 0;
  if (const ReportFormat* found = report_format(format))
    return found->begin(run, {}).report + found->file(run, file, 0, {}).report + found->end(run, totals, {}).report;
  for (const PageFormat* page : page_formats())
    if (page->name == format) return page->page(run, totals, std::array{page->section(run, file, 0)});
  return unknown_format(format);
}

inline Result<std::string> lint_report(const std::string& bytes, const Rules& rules, const LintOptions& options,
                                       const Lint& lint, const std::string& format, const std::string& name) {
  const LintFormat* found = lint_format(format);
  if (found == nullptr) return unknown_format(format);
  const LintRun run{.version = idsxml_version(), .to = options.to, .rules = rules.list(), .rulebook = rules};
  const LintedFile file{.path = name, .to = options.to, .findings = lint.findings, .bytes = bytes};
  LintTotals totals;
  totals.add(file);
  totals.exit_status = totals.errors > 0 ? 1 : 0;
  return found->begin(run, {}).report + found->file(run, file, {}, {}).report + found->end(run, totals, {}).report;
}

inline Result<std::string> diff_report(const DiffSide& before, const DiffSide& after, const Rules& rules,
                                       DiffOptions options, const Diff& made, const std::string& format,
                                       const std::string& before_name, const std::string& after_name) {
  const DiffFormat* found = diff_format(format);
  if (found == nullptr) return unknown_format(format);
  options.operations = found->of_operations;
  Result<Diff> told = options.operations ? diff(before, after, rules, options) : Result<Diff>(made);
  if (!told) return told.error();
  return found->write({idsxml_version(), before_name, after_name, *told}, {}).report;
}

inline Result<std::string> three_way_report(const ThreeWay& three_way, const std::string& format,
                                            const std::string& base_name, const std::string& mine_name,
                                            const std::string& theirs_name) {
  const DiffFormat* found = diff_format(format);
  if (found == nullptr || found->three_way == nullptr) return unknown_format(format);
  return found->three_way({idsxml_version(), base_name, mine_name, theirs_name, three_way}, {}).report;
}

inline Result<std::string> plan_report(PlanOptions options, bool has_from, const std::string& format) {
  const PlanFormat* found = plan_format(format);
  if (found == nullptr) return unknown_format(format);
  if (!has_from) {
    const Result<Release> from = release_before(*options.configuration, options.to);
    if (!from) return from.error();
    options.from = *from;
  }
  const Result<Runbook> runbook = plan(options);
  if (!runbook) return runbook.error();
  return found->write({idsxml_version(), *runbook}, {}).report;
}

}  // namespace scenario

#endif
