#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "config/safe_text.hpp"
#include "report/format.hpp"
#include "report/json_writer.hpp"
#include "report/location.hpp"
#include "report/wording.hpp"

// SARIF 2.1.0, one run. Results are written as they come; what could not be read stands behind them.
namespace idsxml::report {
namespace {

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json";
constexpr std::string_view root = "%SRCROOT%";

void text_member(JsonWriter& json, std::string_view name, std::string_view text) {
  json.key(name).begin_object();
  json.member("text", text);
  json.end_object();
}

// Rules

/// What a rule's page says between its heading and the example.
std::string explanation_of(std::string_view page) {
  constexpr std::string_view paragraph = "\n\n";
  const std::size_t heading = std::min(page.find(paragraph), page.size());
  const std::size_t facts = page.find(paragraph, heading + paragraph.size());
  if (facts == std::string_view::npos) return "";
  const std::size_t begin = facts + paragraph.size();
  return std::string(page.substr(begin, page.find("\n\n## ", begin) - begin));
}

void write(JsonWriter& json, const LintRun& run, const RuleSummary& rule) {
  const std::string page = run.rulebook.explain(rule.id);
  const std::string explanation = explanation_of(page);
  json.begin_object();
  json.member("id", rule.id);
  text_member(json, "shortDescription", rule.title);
  text_member(json, "fullDescription", explanation.empty() ? rule.title : explanation);
  if (!page.empty()) {
    json.key("help").begin_object();
    json.member("text", explanation.empty() ? rule.title : explanation);
    json.member("markdown", page);
    json.end_object();
  }
  const std::string url = page_of(run, rule.id);
  if (!url.empty()) json.member("helpUri", url);
  json.key("defaultConfiguration").begin_object();
  json.member("level", name_of(rule.severity));
  json.end_object();
  json.end_object();
}

// Places

void artifact(JsonWriter& json, std::string_view path) {
  json.key("artifactLocation").begin_object();
  json.member("uri", uri_of(path));
  if (path.empty() || path.front() != '/') json.member("uriBaseId", root);
  json.end_object();
}

void line_of_context(JsonWriter& json, std::size_t line, std::string_view text) {
  if (text.empty()) return;
  json.key("contextRegion").begin_object();
  json.member("startLine", line);
  text_member(json, "snippet", config::without_secrets(text));
  json.end_object();
}

void location(JsonWriter& json, std::string_view path, const Finding& finding) {
  const Place& place = finding.place;
  json.begin_object();
  json.key("physicalLocation").begin_object();
  artifact(json, path);
  json.key("region").begin_object();
  json.member("startLine", place.begin.line);
  json.member("startColumn", place.begin.column);
  if (const std::size_t end = end_column(place)) json.member("endColumn", end);
  json.end_object();
  line_of_context(json, place.begin.line, place.line);
  json.end_object();
  if (!finding.path.empty()) {
    json.key("logicalLocations").begin_array();
    json.begin_object();
    json.member("fullyQualifiedName", finding.path);
    json.member("kind", "element");
    json.end_object();
    json.end_array();
  }
  json.end_object();
}

// Fixes

/// Lines and columns of offsets in a file.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : bytes_(bytes) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (!is_utf8(bytes)) return;
    starts_.push_back(bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      const bool in_pair = bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
      if (bytes[at] == '\n' || (bytes[at] == '\r' && !in_pair)) starts_.push_back(at + 1);
    }
  }

  /// Nothing where the file is not UTF-8, or the line so long that looking it up again and again takes its time.
  std::optional<Position> at(std::size_t offset) const {
    constexpr std::size_t too_long = 10'000;
    const auto behind = std::upper_bound(starts_.begin(), starts_.end(), offset);
    if (behind == starts_.begin() || offset > bytes_.size()) return std::nullopt;
    const std::size_t start = *(behind - 1);
    if (offset - start > too_long) return std::nullopt;
    const std::string_view before = bytes_.substr(start, offset - start);
    const auto begins_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
    const auto column = 1 + std::count_if(before.begin(), before.end(), begins_code_point);
    return Position{offset, static_cast<std::size_t>(behind - starts_.begin()), static_cast<std::size_t>(column)};
  }

 private:
  std::string_view bytes_;
  std::vector<std::size_t> starts_;
};

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    unsigned value = 0;
    for (std::size_t i = 0; i < 3; ++i)
      value = value << 8U | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) text += i <= group.size() ? digits[value >> (18U - 6U * i) & 63U] : '=';
  }
  return text;
}

void replacement(JsonWriter& json, const Edit& edit, const Lines& lines) {
  const std::optional<Position> begin = lines.at(edit.begin);
  const std::optional<Position> end = lines.at(edit.end);
  const bool as_text = begin && end && is_utf8(edit.replacement);
  json.begin_object();
  json.key("deletedRegion").begin_object();
  if (as_text) {
    json.member("startLine", begin->line);
    json.member("startColumn", begin->column);
    json.member("endLine", end->line);
    json.member("endColumn", end->column);
  } else {
    json.member("byteOffset", edit.begin);
    json.member("byteLength", edit.end - edit.begin);
  }
  json.end_object();
  if (!edit.replacement.empty()) {
    json.key("insertedContent").begin_object();
    json.member(as_text ? "text" : "binary", as_text ? edit.replacement : base64(edit.replacement));
    json.end_object();
  }
  json.end_object();
}

/// A fix that were shown without its secrets would destroy them where it is made.
bool can_be_shown(const Edit& edit) {
  return config::without_secrets(edit.replacement) == edit.replacement;
}

void fixes(JsonWriter& json, std::string_view path, const Finding& finding, const Lines& lines) {
  const bool shown = std::all_of(finding.edits.begin(), finding.edits.end(), can_be_shown);
  if (finding.edits.empty() || !shown) return;
  json.key("fixes").begin_array();
  json.begin_object();
  text_member(json, "description", advice_of(finding));
  json.key("artifactChanges").begin_array();
  json.begin_object();
  artifact(json, path);
  json.key("replacements").begin_array();
  for (const Edit& edit : finding.edits) replacement(json, edit, lines);
  json.end_array();
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_array();
}

// Results

void suppressions(JsonWriter& json, const Suppression& suppression) {
  json.key("suppressions").begin_array();
  json.begin_object();
  json.member("kind", suppression.kind == Suppression::Kind::in_file ? "inSource" : "external");
  if (!suppression.reason.empty()) json.member("justification", config::without_secrets(suppression.reason));
  json.end_object();
  json.end_array();
}

void write(JsonWriter& json, const LintRun& run, std::string_view path, const Finding& finding,
           const std::string& print, const Lines& lines) {
  json.begin_object();
  json.member("ruleId", finding.rule);
  const auto rule = std::find_if(run.rules.begin(), run.rules.end(),
                                 [&](const RuleSummary& summary) { return summary.id == finding.rule; });
  if (rule != run.rules.end()) json.member("ruleIndex", static_cast<std::size_t>(rule - run.rules.begin()));
  json.member("level", name_of(finding.severity));
  text_member(json, "message", said(finding));
  json.key("locations").begin_array();
  location(json, path, finding);
  json.end_array();
  json.key("partialFingerprints").begin_object();
  json.member("idsxmlFinding/v1", print);
  json.end_object();
  fixes(json, path, finding, lines);
  if (finding.suppression) suppressions(json, *finding.suppression);
  json.end_object();
}

// The run

void notification(JsonWriter& json, const Error& error, std::string_view path) {
  json.begin_object();
  json.key("descriptor").begin_object();
  json.member("id", error.code);
  json.end_object();
  json.member("level", "error");
  text_member(json, "message", said(error));
  if (!path.empty()) {
    json.key("locations").begin_array();
    json.begin_object();
    json.key("physicalLocation").begin_object();
    artifact(json, path);
    if (error.where) {
      json.key("region").begin_object();
      json.member("startLine", error.where->line);
      json.member("startColumn", error.where->column);
      json.end_object();
    }
    json.end_object();
    json.end_object();
    json.end_array();
  }
  json.end_object();
}

void notification(JsonWriter& json, const Notice& notice) {
  json.begin_object();
  json.key("descriptor").begin_object();
  json.member("id", notice.code);
  json.end_object();
  json.member("level", name_of(notice.severity));
  text_member(json, "message", said(notice));
  json.end_object();
}

void invocation(JsonWriter& json, const LintRun& run, const LintTotals& totals) {
  json.begin_object();
  json.member("executionSuccessful", totals.failed == 0);
  json.member("exitCode", totals.exit_status);
  json.key("toolExecutionNotifications").begin_array();
  for (const Error& error : run.errors) notification(json, error, "");
  for (const Notice& notice : run.notices) notification(json, notice);
  for (const UnreadFile& file : totals.unread) notification(json, file.error, relative_path(run, file.path));
  json.end_array();
  json.end_object();
}

void tool(JsonWriter& json, const LintRun& run) {
  json.begin_object();
  json.key("driver").begin_object();
  json.member("name", "idsxml");
  json.member("version", run.version);
  json.member("semanticVersion", run.version);
  json.key("rules").begin_array();
  for (const RuleSummary& rule : run.rules) write(json, run, rule);
  json.end_array();
  json.end_object();
  json.end_object();
}

void line_ends(JsonWriter& json) {
  json.key("newlineSequences").begin_array();
  for (const std::string_view sequence : {"\r\n", "\n", "\r"}) json.value(sequence);
  json.end_array();
}

void base_folder(JsonWriter& json) {
  json.key("originalUriBaseIds").begin_object();
  json.key(root).begin_object();
  text_member(json, "description", "The folder that idsxml was called in.");
  json.end_object();
  json.end_object();
}

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = fmt::format("{{\n  \"$schema\": \"{}\",\n  \"version\": \"2.1.0\",\n  \"runs\": [\n    ", schema);
  JsonWriter json(text.report, 2);
  json.begin_object();
  json.key("tool");
  tool(json, run);
  json.member("columnKind", "unicodeCodePoints");
  line_ends(json);
  json.key("redactionTokens").begin_array();
  json.value("****");
  json.end_array();
  base_folder(json);
  text.report += ",\n      \"results\": [";
  return text;
}

ReportText file(const LintRun& run, const LintedFile& file, const LintTotals& before, const ReportStyle& /*style*/) {
  ReportText text;
  bool first = before.reported() + before.suppressed == 0;
  const std::string path = relative_path(run, file.path);
  const std::vector<std::string> prints = unique_fingerprints(file.findings);
  const Lines lines(file.bytes);
  for (std::size_t i = 0; i < file.findings.size(); ++i) {
    text.report += first ? "\n        " : ",\n        ";
    first = false;
    JsonWriter json(text.report, 4);
    write(json, run, path, file.findings[i], prints[i], lines);
  }
  return text;
}

ReportText end(const LintRun& run, const LintTotals& totals, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = totals.reported() + totals.suppressed == 0 ? "],\n" : "\n      ],\n";
  text.report += "      \"invocations\": [\n        ";
  JsonWriter json(text.report, 4);
  invocation(json, run, totals);
  text.report += "\n      ]\n    }\n  ]\n}\n";
  return text;
}

}  // namespace

const LintFormat lint_sarif_format{"sarif", begin, file, end};

}  // namespace idsxml::report
