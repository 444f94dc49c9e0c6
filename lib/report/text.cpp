#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "config/safe_text.hpp"
#include "report/diagnostic.hpp"
#include "report/display.hpp"
#include "report/format.hpp"
#include "report/text_pages.hpp"
#include "report/wording.hpp"

namespace idsxml::report {
namespace {

std::string shown_path(std::string_view path) {
  return path == "-" ? "standard input" : printable(path);
}

bool has(const FileReport& file, Outcome outcome) {
  return file.migration && std::any_of(file.migration->findings.begin(), file.migration->findings.end(),
                                       [&](const Finding& finding) { return finding.outcome == outcome; });
}

// How a rule and its findings stand below each other: two columns, six for an id or a line number, two.
constexpr std::size_t number_width = 8;
constexpr std::size_t message_indent = 10;

std::string title_line(const Finding& finding, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const std::string lead = fmt::format("  {}{:<6}{}  ", paint.bold, printable(finding.rule), paint.reset);
  return hanging({lead, message_indent, message_indent}, printable_lines(finding.title), style.width);
}

std::string message_line(const Finding& finding, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const std::string lead = fmt::format("{}{:>{}}{}  ", paint.cyan, finding.place.begin.line, number_width, paint.reset);
  return hanging({lead, message_indent, message_indent}, message_of(finding), style.width);
}

std::vector<std::string> printable_lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string line = printable(config::without_secrets(text.substr(0, end)));
    if (line.find_first_not_of(' ') != std::string::npos) lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The lines of one side of an edit, without the indentation that all of them have.
std::string marked_lines(std::string_view text, std::string_view mark, std::string_view colour,
                         const ReportStyle& style) {
  const std::vector<std::string> lines = printable_lines_of(text);
  std::size_t shared = std::string::npos;
  for (const std::string& line : lines) shared = std::min(shared, line.find_first_not_of(' '));
  std::string marked;
  for (const std::string& line : lines)
    marked += fmt::format("{:{}}{}{} {}{}\n", "", message_indent, colour, mark, std::string_view(line).substr(shared),
                          palette(style).reset);
  return marked;
}

std::string edit_lines(const FileReport& file, const Finding& finding, const ReportStyle& style) {
  std::string lines;
  for (const Edit& edit : finding.edits) {
    const std::string_view bytes = file.configuration ? file.configuration->bytes() : std::string_view();
    if (edit.end <= bytes.size())
      lines += marked_lines(bytes.substr(edit.begin, edit.end - edit.begin), "-", palette(style).red, style);
    lines += marked_lines(edit.replacement, "+", palette(style).green, style);
  }
  return lines;
}

std::string heading(std::string_view text, const ReportStyle& style) {
  return fmt::format("\n{}{}{}\n", palette(style).bold, text, palette(style).reset);
}

/// The findings of one outcome, each rule's title once above them.
std::string by_rule(const FileReport& file, Outcome outcome, const ReportStyle& style) {
  std::string text;
  std::string_view rule;
  for (const Finding& finding : file.migration->findings) {
    if (finding.outcome != outcome) continue;
    if (finding.rule != rule) text += title_line(finding, style);
    rule = finding.rule;
    text += message_line(finding, style);
    if (style.verbose) text += edit_lines(file, finding, style);
  }
  return text;
}

std::string left_to_do(const FileReport& file, const ReportStyle& style) {
  std::string text;
  for (const Finding& finding : file.migration->findings) {
    if (finding.outcome != Outcome::left) continue;
    const std::string& message = finding.message;
    text += render({finding.severity, finding.rule, file.path, finding.place.begin, finding.title, finding.place.line,
                    finding.place.length, message},
                   style);
  }
  return text;
}

std::string releases_line(const RunReport& run, const FileReport& file, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const std::string path = shown_path(file.path);
  const std::string lead = fmt::format("{}{}{}: ", paint.bold, path, paint.reset);
  return hanging({lead, width_of(path) + 2, 4}, fmt::format("{} -> {}", releases_of(file.from), full_name_of(run.to)),
                 style.width);
}

/// On one line where that fits, else the counts on a line of their own.
std::string conclusion_line(const RunReport& run, const FileReport& file, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const Conclusion said = conclusion(run, file);
  const std::string_view colour = file.migration->left_to_do() == 0 ? paint.green : paint.yellow;
  const bool fits = width_of(said.done) + 2 + width_of(said.counts) <= style.width;
  return fmt::format("{}{},{}{}{}\n", colour, said.done, fits ? " " : "\n    ", said.counts, paint.reset);
}

ReportText begin(const RunReport& run, const ReportStyle& style) {
  ReportText text;
  for (const Error& error : run.errors) text.errors += render(error, "idsxml", style);
  if (style.quiet) return text;
  for (const Notice& notice : run.notices) text.errors += render(notice, "", style);
  return text;
}

ReportText file(const RunReport& run, const FileReport& file, std::size_t number, const ReportStyle& style) {
  ReportText text;
  if (!style.quiet)
    for (const Notice& notice : file.notices) text.errors += render(notice, file.path, style);
  if (file.error) text.errors += render(*file.error, file.path, style);
  if (style.quiet || !file.migration || file.error) return text;

  if (number > 0) text.report += '\n';
  text.report += releases_line(run, file, style);
  if (has(file, Outcome::done))
    text.report +=
        heading(run.mode == RunMode::write ? "Changed" : "To change", style) + by_rule(file, Outcome::done, style);
  if (has(file, Outcome::left)) text.report += heading("Left to do", style) + left_to_do(file, style);
  if (has(file, Outcome::note)) text.report += heading("Notes", style) + by_rule(file, Outcome::note, style);
  const bool body = !file.migration->findings.empty();
  text.report += (body ? "\n" : "") + conclusion_line(run, file, style);
  return text;
}

ReportText end(const RunReport& run, const Totals& totals, const ReportStyle& style) {
  ReportText text;
  if (style.quiet) return text;
  if (totals.files > 1) {
    const std::string changed =
        fmt::format("{} {}", totals.changed, run.mode == RunMode::write ? "changed" : "to change");
    const std::string line =
        fmt::format("{}: {}, {} unchanged, {} failed; {} left to do", counted(totals.files, "file"), changed,
                    totals.files - totals.changed - totals.failed, totals.failed, totals.left);
    text.report += '\n' + hanging({"", 0, 4}, line, style.width);
  }
  const bool any_result = totals.failed < totals.files;
  if (!run.hint.empty() && any_result) text.report += hanging({"", 0, 4}, run.hint, style.width);
  return text;
}

ReportText failure(const Error& error, std::string_view path, const ReportStyle& style) {
  return {"", render(error, path.empty() ? "idsxml" : path, style)};
}

}  // namespace

const ReportFormat text_format{"text", begin, file, end, failure, text_rules, text_page, text_detected};

}  // namespace idsxml::report
