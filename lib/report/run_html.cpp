#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "config/safe_text.hpp"
#include "idsxml/diff.hpp"
#include "report/format.hpp"
#include "report/html_diff.hpp"
#include "report/html_notices.hpp"
#include "report/html_page.hpp"
#include "report/safe_text_diff.hpp"
#include "report/text_pages.hpp"
#include "report/wording.hpp"

// What a run came to, as a page: for each file what is left to do, what changed and why, before and after.
namespace idsxml::report {
namespace {

using html::text;

/// Paragraphs of Markdown, of which there is no more than `code` in them.
std::string paragraph(std::string_view words) {
  std::string content;
  for (bool is_code = false; !words.empty(); is_code = !is_code) {
    const std::size_t end = std::min(words.find('`'), words.size());
    if (end > 0) content += is_code ? html::code(words.substr(0, end)) : text(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return content.empty() ? "" : fmt::format("<p>{}</p>\n", content);
}

/// The page of a rule without its title and its example: what it is for, why there is a rule, and who says so.
std::string reasons_of(std::string_view page) {
  std::string reasons;
  bool is_example = false;
  while (page.ends_with('\n')) page.remove_suffix(1);
  while (!page.empty()) {
    const std::size_t end = std::min(page.find("\n\n"), page.size());
    const std::string_view block = page.substr(0, end);
    page.remove_prefix(std::min(end + 2, page.size()));
    is_example = (is_example || block.starts_with("## ")) && !block.starts_with("Source:");
    if (!is_example && !block.starts_with("# ")) reasons += paragraph(block);
  }
  return reasons;
}

std::string why(const RunReport& run, const std::string& rule) {
  const std::string reasons = reasons_of(run.rulebook.explain(rule));
  return reasons.empty()
             ? ""
             : html::fold({"why", {}, "Why <span class=\"hidden-text\">" + text(rule) + "</span>", reasons});
}

std::string lines_of(std::string_view message) {
  std::string lines;
  while (true) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    lines += text(message.substr(0, end));
    if (end == message.size()) return lines;
    lines += "<br />";
    message.remove_prefix(end + 1);
  }
}

std::string item_of(const Finding& finding) {
  const std::string message = lines_of(message_of(finding));
  if (finding.outcome == Outcome::done)
    return fmt::format("<li>{} <span class=\"aside\">line {}</span></li>\n", message, finding.place.begin.line);
  return fmt::format("<li>{}{}</li>\n", message, html::quote(finding.place.begin.line, finding.place.line));
}

using Findings = std::vector<const Finding*>;

Findings findings_of(const FileReport& file, Outcome outcome) {
  Findings findings;
  for (const Finding& finding : file.migration->findings)
    if (finding.outcome == outcome) findings.push_back(&finding);
  return findings;
}

/// Findings of one rule that follow each other are told together.
std::string by_rule(const RunReport& run, const Findings& findings) {
  std::string rules;
  for (std::size_t begin = 0; begin < findings.size();) {
    const Finding& first = *findings[begin];
    std::string items;
    std::size_t end = begin;
    for (; end < findings.size() && findings[end]->rule == first.rule; ++end) items += item_of(*findings[end]);
    rules += fmt::format("<li>{} {}\n<ul>\n{}</ul>\n{}</li>\n", html::badge(html::badge_of(first.severity)),
                         html::heading(4, text(first.rule) + ": " + text(first.title)), items, why(run, first.rule));
    begin = end;
  }
  return rules;
}

/// The section of one file while it is made.
struct Section {
  std::string id;
  std::string links = {};
  std::string content = {};

  void add(std::string_view name, std::string_view title, std::string_view beside, std::string_view part) {
    const std::string part_id = fmt::format("{}-{}", id, name);
    links += html::link(part_id, title, beside);
    content += fmt::format("<section id=\"{}\">\n<h3>{}</h3>\n{}</section>\n", part_id, title, part);
  }
};

void add_findings(Section& section, const RunReport& run, const FileReport& file) {
  struct Part {
    Outcome outcome;
    std::string_view name;
    std::string_view title;
    std::string_view kind;
  };
  const bool is_written = run.mode == RunMode::write;
  const std::array parts{
      Part{Outcome::left, "left", "Left to do", "findings todo"},
      Part{Outcome::done, "changes", is_written ? "What changed, and why" : "What would change, and why", "findings"},
      Part{Outcome::note, "notes", "Notes", "findings"},
  };
  for (const Part& part : parts) {
    const Findings findings = findings_of(file, part.outcome);
    if (findings.empty()) continue;
    section.add(part.name, part.title, std::to_string(findings.size()),
                fmt::format("<ul class=\"{}\">\n{}</ul>\n", part.kind, by_rule(run, findings)));
  }
}

std::string hunk_of(const SafeHunk& hunk) {
  std::string lines = fmt::format("<span class=\"lines\">line {} before, {} after\n</span>", hunk.before, hunk.after);
  for (const SafeDiffLine& line : hunk.lines) {
    const std::string_view kind = line.mark == '-' ? "old" : line.mark == '+' ? "new" : "same";
    lines += fmt::format("<span class=\"{}\">{} <bdi>{}</bdi>\n</span>", kind, line.mark, text(line.text));
  }
  return lines;
}

void add_comparison(Section& section, const RunReport& run, const FileReport& file) {
  const Configuration& before = *file.configuration;
  const Result<Configuration> after = Configuration::parse(file.migration->bytes);
  if (!after) return;
  if (const Result<Diff> found = diff(before, *after, run.rulebook, {.release = run.to})) {
    const html::DiffPart part = html::diff_part(*found, 4, section.id + "-part-");
    section.add("server", "Before and after, as a server sees it", {},
                fmt::format("<p class=\"soft\">{}</p>\n{}", html::note_on_defaults(*found), part.content));
  }
  std::string hunks;
  for (const SafeHunk& hunk : safe_text_diff(before, *after, file.migration->edits)) hunks += hunk_of(hunk);
  const std::string content = fmt::format("<pre class=\"text\">{}</pre>\n", hunks);
  const std::string summary = html::heading(4, counted(file.migration->edits.size(), "edit")) +
                              " <span class=\"aside\">secrets are stars</span>";
  section.add("text", "Before and after, as text", {}, html::fold({"group", {}, summary, content}));
}

std::string state_of(const FileReport& file) {
  if (file.error) return html::badge({"error", "\xC3\x97", "failed"});
  const std::size_t left = file.migration ? file.migration->left_to_do() : 0;
  if (left > 0) return html::badge({"warning", "!", fmt::format("{} left to do", left)});
  return html::badge({"added", "\xE2\x9C\x93", "nothing left to do"});
}

PageSection section(const RunReport& run, const FileReport& file, std::size_t number) {
  Section section{.id = fmt::format("file-{}", number + 1)};
  const std::string path = file.path == "-" ? "standard input" : html::code(file.path);
  const bool has_result = file.migration && !file.error;
  std::string top;
  if (has_result) {
    const Conclusion said = conclusion(run, file);
    top = fmt::format("<p>{} \xE2\x86\x92 {}</p>\n<p>{}, {}.</p>\n", text(releases_of(file.from)),
                      text(full_name_of(run.to)), text(said.done), text(said.counts));
  }
  if (file.error) top += html::part_of(*file.error);
  for (const Notice& notice : file.notices) top += html::part_of(notice);
  if (has_result) add_findings(section, run, file);
  if (has_result && !file.migration->edits.empty()) add_comparison(section, run, file);
  const std::string parts = section.links.empty() ? "" : fmt::format("\n<ul>\n{}</ul>\n", section.links);
  return {fmt::format("<li><a href=\"#{}\">{}</a> {}{}</li>\n", section.id, path, state_of(file), parts),
          fmt::format(
              "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n{2}{3}</section>\n",
              section.id, path, top, section.content)};
}

std::string totals_of(const RunReport& run, const Totals& totals) {
  const auto item = [](std::size_t number, std::string_view what) {
    return fmt::format("<li><strong>{}</strong> {}</li>", number, what);
  };
  return fmt::format("<ul class=\"counts\">{}{}{}{}</ul>\n", item(totals.files, totals.files == 1 ? "file" : "files"),
                     item(totals.changed, run.mode == RunMode::write ? "changed" : "to change"),
                     item(totals.failed, "failed"), item(totals.left, "left to do"));
}

std::string page(const RunReport& run, const Totals& totals, std::span<const PageSection> sections) {
  html::Page page;
  page.title = fmt::format("Migration to {}", full_name_of(run.to));
  page.header = run.mode == RunMode::write ? "" : "<p>Nothing was written: this is what a migration would do.</p>\n";
  page.header += totals_of(run, totals);
  for (const Error& error : run.errors) page.main += html::part_of(error);
  for (const Notice& notice : run.notices) page.main += html::part_of(notice);
  for (const PageSection& section : sections) {
    page.links += section.links;
    page.main += section.content;
  }
  page.footer = run.hint.empty() ? "" : fmt::format("<p>{}</p>\n", text(run.hint));
  page.footer += fmt::format("<p>Written by idsxml {} migrate.</p>\n", text(run.version));
  return html::page(page);
}

}  // namespace

const PageFormat html_page_format{"html", section, page};

}  // namespace idsxml::report
