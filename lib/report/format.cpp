#include "report/format.hpp"

#include <algorithm>
#include <array>

namespace idsxml {
namespace {

template <class Format>
const Format* named(std::span<const Format* const> formats, std::string_view name) {
  const auto found =
      std::find_if(formats.begin(), formats.end(), [&](const Format* each) { return each->name == name; });
  return found == formats.end() ? nullptr : *found;
}

}  // namespace

void Totals::add(const FileReport& file) {
  ++files;
  if (file.error) ++failed;
  if (file.migration && !file.error) {
    if (!file.migration->edits.empty()) ++changed;
    left += file.migration->left_to_do();
  }
}

void Totals::add(const Totals& others) {
  files += others.files;
  changed += others.changed;
  failed += others.failed;
  left += others.left;
}

std::span<const ReportFormat* const> report_formats() {
  static constexpr std::array formats{&report::text_format, &report::json_format};
  return formats;
}

const ReportFormat* report_format(std::string_view name) {
  return named(report_formats(), name);
}

std::span<const PageFormat* const> page_formats() {
  static constexpr std::array formats{&report::html_page_format};
  return formats;
}

const PageFormat* page_format_of(std::string_view path) {
  const std::size_t name = path.rfind('/') + 1;  // npos + 1 is the begin
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot <= name) return nullptr;
  return named(page_formats(), path.substr(dot + 1));
}

void LintTotals::add(const LintedFile& file) {
  ++files;
  if (file.error) {
    ++failed;
    unread.push_back({file.path, *file.error});
  }
  for (const Finding& finding : file.findings) {
    if (finding.suppression) {
      ++suppressed;
      continue;
    }
    std::size_t& count = finding.severity == Severity::error     ? errors
                         : finding.severity == Severity::warning ? warnings
                                                                 : notes;
    ++count;
    if (finding.outcome == Outcome::fixable) ++fixable;
  }
}

std::span<const LintFormat* const> lint_formats() {
  static constexpr std::array formats{&report::lint_text_format,       &report::lint_json_format,
                                      &report::lint_sarif_format,      &report::lint_github_format,
                                      &report::lint_gitlab_format,     &report::lint_junit_format,
                                      &report::lint_checkstyle_format, &report::lint_markdown_format};
  return formats;
}

const LintFormat* lint_format(std::string_view name) {
  return named(lint_formats(), name);
}

std::span<const DiffFormat* const> diff_formats() {
  static constexpr std::array formats{&report::diff_text_format, &report::diff_json_format,
                                      &report::diff_markdown_format, &report::diff_html_format,
                                      &report::diff_cli_format};
  return formats;
}

const DiffFormat* diff_format(std::string_view name) {
  return named(diff_formats(), name);
}

const UpgradeFormat* upgrade_format(std::string_view name) {
  static constexpr std::array formats{&report::upgrade_text_format, &report::upgrade_json_format};
  return named(std::span<const UpgradeFormat* const>(formats), name);
}

std::string report::page_of(const LintRun& run, std::string_view rule) {
  constexpr std::string_view id = "{id}";
  std::string url = run.page_url;
  const std::size_t at = url.find(id);
  return at == std::string::npos ? url : url.replace(at, id.size(), rule);
}

}  // namespace idsxml
