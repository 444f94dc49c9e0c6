#include "report/text_pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/diagnostic.hpp"
#include "report/display.hpp"

namespace idsxml::report {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

bool starts_with(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

/// What begins a line of Markdown that is not the continuation of a paragraph.
bool starts_block(std::string_view line) {
  return line.empty() || starts_with(line, "#") || starts_with(line, "```") || starts_with(line, "|") ||
         starts_with(line, "    ") || starts_with(line, "- ");
}

/// A paragraph or a list item with the lines that continue it.
std::string paragraph(std::string_view first, std::string_view& rest, const ReportStyle& style) {
  std::string text(first);
  while (!rest.empty()) {
    std::string_view following = rest;
    std::string_view line = take_line(following);
    if (starts_block(line)) break;
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    text += ' ' + std::string(line);
    rest = following;
  }
  const std::size_t indent = starts_with(first, "- ") ? 2 : 0;
  return hanging({"", 0, indent}, printable(text), style.width);
}

/// Markdown as a person reads it on a terminal; only what rule pages use of it.
std::string rendered(std::string_view page, const ReportStyle& style) {
  const Palette& paint = palette(style);
  std::string text;
  bool in_code = false;
  while (!page.empty()) {
    const std::string_view line = take_line(page);
    if (starts_with(line, "```")) {
      in_code = !in_code;
    } else if (in_code) {
      text += line.empty() ? "\n" : fmt::format("    {}\n", printable(line));
    } else if (starts_with(line, "#")) {
      const std::string_view title = line.substr(std::min(line.find_first_not_of("# "), line.size()));
      text += paint.bold;
      text += hanging({"", 0, 0}, printable(title), style.width);
      text.pop_back();
      text += fmt::format("{}\n", paint.reset);
    } else if (starts_block(line) && !starts_with(line, "- ")) {
      text += printable(line) + '\n';
    } else {
      text += paragraph(line, page, style);
    }
  }
  return text;
}

/// What two names have in common at their ends and at their begins, in whole words.
struct Common {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Common common_words(std::string_view a, std::string_view b) {
  Common common;
  const std::size_t most = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < most && a[i] == b[i]; ++i)
    if (a[i] == ' ') common.begin = i + 1;
  for (std::size_t i = 0; i < most - common.begin && a[a.size() - 1 - i] == b[b.size() - 1 - i]; ++i)
    if (a[a.size() - 1 - i] == ' ') common.end = i + 1;
  return common;
}

std::string release_heading(const RuleSummary& rule, const ReportStyle& style) {
  const Palette& paint = palette(style);
  const std::string name = fmt::format("{}:{}", rule.product, rule.release);
  const Result<Release> release = parse_release(name);
  return fmt::format("{}{}{}\n", paint.bold, release ? full_name_of(*release) : printable(name), paint.reset);
}

}  // namespace

std::string releases_of(const Detection& detection) {
  const std::vector<Release>& releases = detection.releases;
  if (releases.empty()) return "a release that idsxml does not know";
  std::string first = full_name_of(releases.front());
  if (releases.size() == 1) return first;
  // Keycloak 4.4 or 4.5 (WildFly 13); Keycloak 8 (WildFly 18) to 10 (WildFly 19).
  const std::string last = full_name_of(releases.back());
  const Common common = common_words(first, last);
  return fmt::format("{} {} {}", std::string_view(first).substr(0, first.size() - common.end),
                     releases.size() == 2 ? "or" : "to", std::string_view(last).substr(common.begin));
}

ReportText text_rules(std::span<const RuleSummary> rules, const ReportStyle& style) {
  const Palette& paint = palette(style);
  ReportText text;
  const RuleSummary* previous = nullptr;
  for (const RuleSummary& rule : rules) {
    if (previous == nullptr || previous->product != rule.product || previous->release != rule.release) {
      if (previous != nullptr) text.report += '\n';
      text.report += release_heading(rule, style);
    }
    previous = &rule;
    const std::string severity(name_of(rule.severity));
    const std::string lead =
        fmt::format("  {}{:<6}{}  {}{:<7}{}  {:<4}  ", paint.bold, printable(rule.id), paint.reset,
                    colour_of(rule.severity, paint), severity, paint.reset, rule.boot ? "boot" : "");
    std::string title = printable(rule.title);
    if (!rule.before.empty()) title += fmt::format(" (not from {} on)", rule.before);
    text.report += hanging({lead, 25, 25}, title, style.width);
  }
  if (!rules.empty() && !style.quiet)
    text.report += "\nboot: the release refuses to start without it. A rule's page: idsxml explain ID\n";
  return text;
}

ReportText text_page(const RuleSummary& /*rule*/, std::string_view page, const ReportStyle& style) {
  return {rendered(page, style), ""};
}

ReportText text_detected(std::span<const Error> errors, std::span<const DetectReport> files, const ReportStyle& style) {
  const Palette& paint = palette(style);
  ReportText text;
  for (const Error& error : errors) text.errors += render(error, "idsxml", style);
  for (const DetectReport& file : files) {
    if (file.error) {
      text.errors += render(*file.error, file.path, style);
      continue;
    }
    const std::string path = file.path == "-" ? "standard input" : printable(file.path);
    const std::string lead = fmt::format("{}{}{}: ", paint.bold, path, paint.reset);
    text.report += hanging({lead, width_of(path) + 2, 4}, releases_of(file.detection), style.width);
    if (style.quiet) continue;
    for (const std::string& reason : file.detection.reasons)
      text.report += hanging({"  - ", 4, 4}, printable(reason), style.width);
    for (const std::string& name : file.detection.mixed)
      text.report += hanging({"  - ", 4, 4}, printable(name) + " is of another release", style.width);
  }
  return text;
}

}  // namespace idsxml::report
