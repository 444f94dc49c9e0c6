#include "report/diff_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/diff_parts.hpp"
#include "report/display.hpp"

namespace idsxml::report {
namespace {

constexpr std::string_view ellipsis = "...";
constexpr std::size_t most_lines = 4;

bool begins_code_point(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80;
}

/// The nearest begin of a code point at `at` or before it.
std::size_t rounded(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (!begins_code_point(text, at)) --at;
  return at;
}

/// The nearest begin of a code point at `at` or behind it.
std::size_t raised(std::string_view text, std::size_t at) {
  while (!begins_code_point(text, at)) ++at;
  return at;
}

std::string side_of(const std::optional<AttributeValue>& value, const std::optional<std::string>& otherwise) {
  if (value) return shown_value(*value);
  return otherwise ? fmt::format("unset (default {})", shown_value(*otherwise)) : "unset";
}

ItemLine line_of(const ItemChange& change) {
  const std::string key = change.key.empty() ? "" : printable(change.key) + " = ";
  switch (change.kind) {
    case ItemChange::Kind::added:
      return {'+', key + shown_value(change.after)};
    case ItemChange::Kind::removed:
      return {'-', key + shown_value(change.before)};
    case ItemChange::Kind::changed:
      break;
  }
  return {'~', fmt::format("{}{} -> {}", key, shown_value(change.before), shown_value(change.after))};
}

ItemLine line_of(const Move& move) {
  return {'~', fmt::format("{} now comes {}", shown_value(move.item),
                           move.behind.empty() ? "first" : "behind " + shown_value(move.behind))};
}

/// At most `room` bytes of the text, besides the dots for what is left out: what has to be seen with some before it, so
/// that two texts with the same begin stay below each other; or the ends of that where it is larger.
std::string cut(const LongText& text, std::size_t room) {
  const std::string_view all = text.text;
  const std::size_t wanted = text.end - text.begin;
  const bool fits = wanted <= room;
  const std::size_t first =
      rounded(all, text.begin - std::min(text.begin, fits ? std::min(room / 2, room - wanted) : 0));
  const std::size_t last = fits ? rounded(all, first + room) : text.end;
  std::string middle(all.substr(first, last - first));
  if (!fits) {
    const std::size_t head = rounded(middle, room / 2);
    const std::size_t tail = rounded(middle, middle.size() - room / 2);
    middle = fmt::format("{} {} {}", middle.substr(0, head), ellipsis, middle.substr(tail));
  }
  return fmt::format("{}{}{}", first == 0 ? "" : ellipsis, middle, last == all.size() ? "" : ellipsis);
}

/// How much of the text the next line takes: it ends where words or parts of a value do, if that makes it not too
/// short.
std::size_t line_size(std::string_view text, std::size_t width) {
  // What is wider than a line by itself must not stop it.
  const std::size_t most = std::max<std::size_t>(fitting(text, width).size(), std::min<std::size_t>(text.size(), 1));
  if (most == text.size()) return most;
  for (const std::string_view ends : {" ", ",;&", "/", ":"}) {
    const std::size_t last = text.substr(0, most).find_last_of(ends);
    if (last != std::string_view::npos && last + 1 > most / 2) return last + 1;
  }
  return most;
}

std::vector<std::string> broken(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  do {
    const std::size_t size = line_size(text, width);
    lines.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  } while (!text.empty());
  return lines;
}

}  // namespace

std::string shown_value(std::string_view text) {
  const bool is_plain = !text.empty() && text.front() != ' ' && text.back() != ' ' && text.front() != '"' &&
                        text != "unset" && text.find(" -> ") == std::string_view::npos;
  return is_plain ? printable(text) : fmt::format("\"{}\"", printable(text));
}

std::string shown_value(const AttributeValue& value) {
  return value.shape == AttributeValue::Shape::one ? shown_value(value.text()) : printable(value.text());
}

SidesText sides_of(const Difference& change) {
  return {side_of(change.before, change.default_value), side_of(change.after, change.default_value)};
}

std::vector<ItemLine> item_lines(const Difference& change) {
  using Shape = AttributeValue::Shape;
  if (!change.before || !change.after || change.before->shape == Shape::one || change.after->shape == Shape::one)
    return {};
  const ItemChanges found = item_changes(*change.before, *change.after);
  std::vector<ItemLine> lines;
  for (const ItemChange& each : found.changes) lines.push_back(line_of(each));
  for (const Move& move : found.moves) lines.push_back(line_of(move));
  return lines;
}

std::vector<ItemLine> order_lines(const Difference& reordered) {
  std::vector<ItemLine> lines;
  for (const Move& move : item_changes(*reordered.before, *reordered.after).moves) lines.push_back(line_of(move));
  return lines;
}

std::string namespaces_of(const Difference& schema) {
  const std::string before = schema.before->text();
  const std::string after = schema.after->text();
  const std::size_t colon = before.rfind(':');
  const bool is_version = colon != std::string::npos && after.rfind(':') == colon &&
                          std::string_view(before).substr(0, colon) == std::string_view(after).substr(0, colon);
  return fmt::format("{} -> {}", shown_value(before),
                     is_version ? printable(after.substr(colon + 1)) : shown_value(after));
}

std::pair<LongText, LongText> long_texts(const SidesText& sides) {
  const std::string_view a = sides.before;
  const std::string_view b = sides.after;
  const auto begin = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const std::size_t most = std::min(a.size(), b.size()) - begin;
  std::size_t same = 0;
  while (same < most && a[a.size() - 1 - same] == b[b.size() - 1 - same]) ++same;
  const std::size_t first = rounded(a, begin);
  return {{sides.before, first, raised(a, a.size() - same)}, {sides.after, first, raised(b, b.size() - same)}};
}

CutText lines_of(const LongText& text, std::size_t width, bool all) {
  // Bytes instead of columns: never wider, and nobody counts.
  const std::size_t size = text.text.size();
  const std::size_t dots = 2 * ellipsis.size();
  const std::size_t seen = text.end - text.begin;
  const bool is_about_a_part = seen < size && text.end > 0;
  const bool fits_a_line = is_about_a_part && seen + dots + width / 4 <= width;
  const std::size_t most = (fits_a_line ? 1 : most_lines) * width;
  if (all || size <= most) return {broken(text.text, width), false};
  return {broken(cut(text, most - dots - (fits_a_line ? 0 : dots)), width), true};
}

}  // namespace idsxml::report
