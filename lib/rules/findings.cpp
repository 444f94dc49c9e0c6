#include "rules/findings.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "config/safe_text.hpp"
#include "xml/encoding.hpp"
#include "xml/start_tag.hpp"

namespace idsxml::rules {
namespace {

std::size_t comments_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("<!--"); at != std::string_view::npos; at = text.find("<!--", at + 4)) ++count;
  return count;
}

/// Offsets in the text become offsets in the file's bytes; asked in ascending order, so that all of them cost one pass.
class ByteOffsets {
 public:
  explicit ByteOffsets(const xml::Document& document) : document_(document) {}

  std::size_t at(std::size_t text_offset) {
    if (document_.encoding() == xml::Encoding::utf8) return document_.byte_offset(text_offset);
    if (text_ == 0) bytes_ = document_.byte_offset(0);
    bytes_ += xml::encoded_size(document_.text().substr(text_, text_offset - text_), document_.encoding());
    text_ = text_offset;
    return bytes_;
  }

 private:
  const xml::Document& document_;
  std::size_t text_ = 0;
  std::size_t bytes_ = 0;
};

Outcome outcome_of(EventKind kind, Told told) {
  if (kind == EventKind::left) return Outcome::left;
  if (kind == EventKind::note) return Outcome::note;
  return told == Told::as_done ? Outcome::done : Outcome::fixable;
}

std::string message_of(const Event& event, Told told) {
  const std::string_view deed = told == Told::as_done ? event.deed.done : event.deed.to_do;
  if (!deed.empty()) return std::string(deed) + " " + event.message;
  const bool with_help = told == Told::as_done && !event.help.empty();
  return with_help ? event.message + ": " + event.help : event.message;
}

/// What tells an element from its siblings of the same name; for a subsystem the namespace without its version.
std::string key_of(const xml::StartTag& tag) {
  if (tag.local_name() == "subsystem") {
    std::string space = tag.attribute("xmlns").value_or("");
    space.resize(std::min(space.rfind(':'), space.size()));
    return space;
  }
  for (const char* name : {"name", "module", "category", "type"})
    if (std::optional<std::string> value = tag.attribute(name)) return *std::move(value);
  return {};
}

void append_step(const xml::StartTag& tag, std::string& path) {
  path.append("/").append(tag.local_name());
  if (const std::string key = key_of(tag); !key.empty()) path.append("[").append(key).append("]");
}

}  // namespace

Place place_of(const xml::LineIndex& lines, const Spot& spot) {
  Place place{.begin = lines.at(spot.begin),
              .length = 0,
              .line = config::quoted_line(lines, spot.begin),
              .inserted = spot.inserted};
  const std::size_t line_rest = lines.line_end(spot.begin) - spot.begin;
  place.length = std::min(spot.end - spot.begin, line_rest);
  return place;
}

std::vector<Finding> findings_of(std::span<const Event> events, const Tables& tables, const xml::Document& document,
                                 Told told) {
  std::vector<Finding> findings;
  if (events.empty()) return findings;
  findings.reserve(events.size());
  const xml::LineIndex lines(document);
  std::optional<ElementPaths> paths = told == Told::as_to_do ? std::optional<ElementPaths>(document) : std::nullopt;
  for (const Event& event : events) {
    Finding& finding = findings.emplace_back();
    finding.rule = tables.text(event.rule->id);
    finding.severity = event.severity.value_or(event.rule->severity);
    finding.outcome = outcome_of(event.kind, told);
    finding.title = tables.text(event.rule->title);
    finding.message = config::without_secrets(message_of(event, told));
    if (told == Told::as_to_do) finding.help = config::without_secrets(event.help);
    finding.place = place_of(lines, event.spot);
    if (paths) finding.path = config::without_secrets(paths->at(event.spot.begin));
  }
  return findings;
}

std::vector<Edit> attach(std::span<const xml::Edit> edits, const xml::Document& document,
                         std::vector<Finding>& findings) {
  std::vector<Edit> all;
  ByteOffsets offsets(document);
  for (const xml::Edit& edit : edits) {
    const std::size_t begin = offsets.at(edit.begin);
    const Edit own{begin, offsets.at(edit.end), xml::encode(edit.replacement, document.encoding())};
    all.push_back(own);
    Finding& finding = findings[edit.cause];
    finding.edits.push_back(own);
    finding.comments_removed += comments_in(document.text().substr(edit.begin, edit.end - edit.begin));
  }
  std::erase_if(findings, [](const Finding& f) {
    return (f.outcome == Outcome::done || f.outcome == Outcome::fixable) && f.edits.empty();
  });
  return all;
}

void sort_by_place(std::vector<Finding>& findings) {
  std::vector<std::size_t> order(findings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return findings[i].place.begin.offset; });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (const std::size_t i : order) sorted.push_back(std::move(findings[i]));
  findings = std::move(sorted);
}

ElementPaths::ElementPaths(const xml::Document& document) : document_(&document) {
  const std::vector<xml::ElementSpan>& spans = document.spans();
  std::vector<std::size_t> open;
  parents_.reserve(spans.size());
  for (std::size_t i = 0; i < spans.size(); ++i) {
    while (!open.empty() && spans[open.back()].end <= spans[i].begin) open.pop_back();
    parents_.push_back(open.empty() ? i : open.back());
    open.push_back(i);
  }
}

std::string ElementPaths::at(std::size_t text_offset) {
  const std::vector<xml::ElementSpan>& spans = document_->spans();
  const auto behind = std::upper_bound(spans.begin(), spans.end(), text_offset,
                                       [](std::size_t at, const xml::ElementSpan& span) { return at < span.begin; });
  if (behind == spans.begin()) return "/";
  std::size_t element = static_cast<std::size_t>(behind - spans.begin()) - 1;
  while (spans[element].end <= text_offset && parents_[element] != element) element = parents_[element];
  return to(element);
}

const std::string& ElementPaths::to(std::size_t element) {
  const auto known = paths_.find(element);
  if (known != paths_.end()) return known->second;
  std::string path = parents_[element] == element ? std::string() : to(parents_[element]);
  append_step(xml::StartTag(document_->text(), document_->spans()[element]), path);
  return paths_.emplace(element, std::move(path)).first->second;
}

}  // namespace idsxml::rules
