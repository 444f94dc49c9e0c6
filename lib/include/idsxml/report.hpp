#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/detect.hpp"
#include "idsxml/diff.hpp"
#include "idsxml/lint.hpp"
#include "idsxml/migrate.hpp"
#include "idsxml/release.hpp"
#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"
#include "idsxml/upgrade.hpp"

/// Reports as text for people and in formats for programs. Nothing is printed here: every function returns what to
/// print.
namespace idsxml {

/// How a report for people looks. Formats for programs look at none of it but `verbose`.
struct ReportStyle {
  std::size_t width = 80;   ///< of the terminal, in columns
  bool colour = false;      ///< with the terminal's escape sequences
  bool hyperlinks = false;  ///< the terminal knows OSC 8: ids of rules lead to their pages, where those are published
  bool verbose = false;     ///< every edit; lint: every finding by itself
  bool quiet = false;       ///< errors only
};

enum class RunMode {
  write,
  dry_run,  ///< nothing is written, the difference is printed
  check,    ///< nothing is written
};

/// What is asked of every file of a run.
struct RunReport {
  std::string version;  ///< of the program
  Release to;
  RunMode mode = RunMode::write;
  std::vector<Error> errors;          ///< that belong to no single file
  std::vector<Notice> notices;        ///< likewise
  std::string hint;                   ///< a last word for people; may be empty
  Rules rulebook = Rules::builtin();  ///< with the pages of the rules
};

/// What became of one file.
struct FileReport {
  std::string path;            ///< as it was named; "-" for standard input
  std::optional<Error> error;  ///< where there is one, the file is as it was
  std::vector<Notice> notices;
  Detection from;
  std::optional<Configuration> configuration;
  std::optional<Migration> migration;
  std::string written_to;  ///< empty where nothing was written
  std::string backup;      ///< empty where none was made
  std::string difference;  ///< unified; filled in a dry run only
};

/// What became of all of them.
struct Totals {
  std::size_t files = 0;
  std::size_t changed = 0;  ///< or would be
  std::size_t failed = 0;
  std::size_t left = 0;  ///< findings left to do
  int exit_status = 0;

  void add(const FileReport& file);
  void add(const Totals& others);
};

/// What releases could have written a file, and why.
struct DetectReport {
  std::string path;
  std::optional<Error> error;
  Detection detection;
  std::string root_namespace;
  bool ha = false;
};

/// A text in two parts: what was asked for, and what went wrong. Programs get it all in the first.
struct ReportText {
  std::string report;
  std::string errors;
};

/// A way to write reports. A run is begin, file for each in order (numbered from 0), end, printed one after the other.
struct ReportFormat {
  std::string_view name;
  ReportText (*begin)(const RunReport& run, const ReportStyle& style);
  ReportText (*file)(const RunReport& run, const FileReport& file, std::size_t number, const ReportStyle& style);
  ReportText (*end)(const RunReport& run, const Totals& totals, const ReportStyle& style);
  /// Instead of anything else: the command could not begin. `path` is of the file that the error is about; may be
  /// empty.
  ReportText (*failure)(const Error& error, std::string_view path, const ReportStyle& style);
  ReportText (*rules)(std::span<const RuleSummary> rules, const ReportStyle& style);
  ReportText (*page)(const RuleSummary& rule, std::string_view page, const ReportStyle& style);
  ReportText (*detected)(std::span<const Error> errors, std::span<const DetectReport> files, const ReportStyle& style);
};

/// The formats there are; the first is the one for people.
std::span<const ReportFormat* const> report_formats();
/// nullptr for an unknown name.
const ReportFormat* report_format(std::string_view name);

/// A file's part of a page.
struct PageSection {
  std::string links;  ///< for the list of what is on the page
  std::string content;
};

/// A way to write a whole run as one page, for a file that is opened later: what changed and why, what is left to do,
/// before and after. Sections may be made in any order and from several threads.
struct PageFormat {
  std::string_view name;  ///< also how the names of such files end: html
  PageSection (*section)(const RunReport& run, const FileReport& file, std::size_t number);
  std::string (*page)(const RunReport& run, const Totals& totals, std::span<const PageSection> sections);
};

std::span<const PageFormat* const> page_formats();
/// The format for a file of that name; nullptr where there is none.
const PageFormat* page_format_of(std::string_view path);

/// What is asked of every file of a lint run.
struct LintRun {
  std::string version;  ///< of the program
  Release to;
  std::vector<RuleSummary> rules;  ///< that can have findings
  std::vector<Error> errors;       ///< that belong to no single file
  std::vector<Notice> notices;     ///< likewise
  std::string folder = {};  ///< that relative paths are from, absolute; absolute paths in it are told relative to it
  Rules rulebook = Rules::builtin();  ///< with the pages of the rules
  std::string page_url = {};          ///< of a rule's page, with {id} for its id; empty where pages are not published
};

/// What lint found in one file.
struct LintedFile {
  std::string path;            ///< as it was named; "-" for standard input
  Release to;                  ///< the release that it was looked at for
  std::optional<Error> error;  ///< why it could not be looked at
  std::vector<Notice> notices;
  std::vector<Finding> findings;       ///< in the order of their places
  Severity fail_on = Severity::error;  ///< a finding of this severity or above fails the run
  std::string bytes = {};  ///< that the findings' edits are against; without them no format tells their lines
};

struct UnreadFile {
  std::string path;
  Error error;
};

/// What it came to.
struct LintTotals {
  std::size_t files = 0;
  std::size_t failed = 0;      ///< files that could not be looked at
  std::size_t errors = 0;      ///< findings
  std::size_t warnings = 0;    ///< findings
  std::size_t notes = 0;       ///< findings
  std::size_t fixable = 0;     ///< findings that a migration fixes
  std::size_t withheld = 0;    ///< findings that count but are not reported, because there are too many
  std::size_t suppressed = 0;  ///< findings that do not count; they are in no other number
  int exit_status = 0;
  std::vector<UnreadFile> unread = {};  ///< which could not be looked at

  void add(const LintedFile& file);
  /// Findings that count and are reported.
  std::size_t reported() const { return errors + warnings + notes - withheld; }
};

/// A way to write what lint found: begin, file for each in order, end, printed one after the other.
struct LintFormat {
  std::string_view name;
  ReportText (*begin)(const LintRun& run, const ReportStyle& style);
  /// `before` is what the files before this one came to.
  ReportText (*file)(const LintRun& run, const LintedFile& file, const LintTotals& before, const ReportStyle& style);
  ReportText (*end)(const LintRun& run, const LintTotals& totals, const ReportStyle& style);
};

/// The formats there are; the first is the one for people.
std::span<const LintFormat* const> lint_formats();
/// nullptr for an unknown name.
const LintFormat* lint_format(std::string_view name);

/// Two configurations, and in what they differ.
struct DiffReport {
  std::string version;  ///< of the program
  std::string before;   ///< what the old configuration was named
  std::string after;    ///< likewise the new one
  Diff diff;
  std::vector<Notice> notices = {};
};

/// What two configurations made of a third one.
struct ThreeWayReport {
  std::string version;  ///< of the program
  std::string base;     ///< what each was named
  std::string mine;
  std::string theirs;
  ThreeWay three_way;
};

/// A way to write in what two configurations differ.
struct DiffFormat {
  std::string_view name;
  ReportText (*write)(const DiffReport& report, const ReportStyle& style);
  bool of_operations = false;  ///< it writes `Diff::operations`, which DiffOptions ask for
  /// Of three configurations; not all formats have it.
  ReportText (*three_way)(const ThreeWayReport& report, const ReportStyle& style) = nullptr;
};

/// The formats there are; the first is the one for people.
std::span<const DiffFormat* const> diff_formats();
/// nullptr for an unknown name.
const DiffFormat* diff_format(std::string_view name);

/// An upgrade of an installation before it begins.
struct UpgradeReport {
  std::string version;  ///< of the program
  RunMode mode = RunMode::write;
  UpgradePlan plan;
  std::vector<Error> obstacles;
};

/// A way to write what an upgrade would do, has done, and that it was taken back. `report` is there where one run has
/// planned and done it.
struct UpgradeFormat {
  std::string_view name;
  ReportText (*plan)(const UpgradeReport& report, const ReportStyle& style);
  ReportText (*done)(const UpgradeResult& result, const UpgradeReport* report, const ReportStyle& style);
  ReportText (*undone)(const Undone& result, const ReportStyle& style);
};

/// The format of that name; nullptr for an unknown one.
const UpgradeFormat* upgrade_format(std::string_view name);

/// A unified diff from `before` to what `edits` make of it, for `git apply` and `patch -p1`; empty without edits. Bytes
/// for bytes, whatever their encoding. `path` is named a/path and b/path; a leading '/' is left out of it, so that an
/// absolute one applies from the root folder.
std::string unified_diff(std::string_view path, std::string_view before, std::span<const Edit> edits);

/// The same for a terminal: nothing of the file can drive it.
std::string shown_diff(std::string_view diff, const ReportStyle& style);

}  // namespace idsxml
