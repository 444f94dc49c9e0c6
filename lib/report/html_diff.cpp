#include "report/html_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "report/diff_parts.hpp"
#include "report/html_page.hpp"
#include "report/wording.hpp"

namespace idsxml::report::html {
namespace {

using Kind = Difference::Kind;
using Shape = AttributeValue::Shape;

Badge badge_of(Kind kind) {
  if (kind == Kind::added) return {"added", "+", "added"};
  if (kind == Kind::removed) return {"removed", "\xE2\x88\x92", "removed"};
  return {"changed", "~", "changed"};
}

std::string line_note(const std::optional<Place>& place) {
  return place ? fmt::format(" <span class=\"aside\">line {}</span>", place->begin.line) : "";
}

/// Where a resource stands: line 12, line 12 before and 14 after.
std::string lines_note(const Difference& difference) {
  const std::optional<Place>& before = difference.place_before;
  const std::optional<Place>& after = difference.place_after;
  if (!before || !after) return line_note(before ? before : after);
  return fmt::format(" <span class=\"aside\">line {} before, {} after</span>", before->begin.line, after->begin.line);
}

/// How much of both ends two texts share, in whole characters.
struct Shared {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
}

Shared shared_ends(std::string_view a, std::string_view b) {
  Shared shared;
  const std::size_t most = std::min(a.size(), b.size());
  while (shared.begin < most && a[shared.begin] == b[shared.begin]) ++shared.begin;
  while (shared.begin > 0 && (is_inside_character(a, shared.begin) || is_inside_character(b, shared.begin)))
    --shared.begin;
  while (shared.end < most - shared.begin && a[a.size() - 1 - shared.end] == b[b.size() - 1 - shared.end]) ++shared.end;
  while (shared.end > 0 && is_inside_character(a, a.size() - shared.end)) --shared.end;
  return shared;
}

/// A value with a mark on that part in which it differs from the other one, where they have something in common.
std::string marked(std::string_view value, std::string_view other) {
  const Shared shared = shared_ends(value, other);
  const std::size_t size = value.size() - shared.begin - shared.end;
  if (size == 0 || size == value.size()) return code(value);
  return fmt::format("<code><bdi>{}<mark>{}</mark>{}</bdi></code>", text(value.substr(0, shared.begin)),
                     text(value.substr(shared.begin, size)), text(value.substr(value.size() - shared.end)));
}

std::string one(std::string_view value, std::string_view other) {
  return value.empty() ? "<span class=\"hint\">empty</span>" : marked(value, other);
}

std::string text_of(const ValueItem& item, Shape shape) {
  return shape == Shape::map ? item.key + " = " + item.text : item.text;
}

/// A list or a map, item by item; those that the other side has not have a mark.
std::string items(const AttributeValue& value, const AttributeValue* other) {
  if (value.items.empty()) return "<span class=\"hint\">empty</span>";
  std::multiset<std::string> others;
  if (other != nullptr)
    for (const ValueItem& item : other->items) others.insert(text_of(item, other->shape));
  std::string list;
  for (const ValueItem& item : value.items) {
    const std::string shown = text_of(item, value.shape);
    const auto known = others.find(shown);
    const bool is_new = other != nullptr && known == others.end();
    if (known != others.end()) others.erase(known);
    list += fmt::format("<li>{}{}{}</li>", is_new ? "<mark>" : "", code(shown), is_new ? "</mark>" : "");
  }
  const std::string_view tag = value.shape == Shape::list && value.items.size() > 1 ? "ol" : "ul";
  return fmt::format("<{0}>{1}</{0}>", tag, list);
}

std::string shown(const AttributeValue& value, const AttributeValue* other) {
  if (value.shape != Shape::one) return items(value, other);
  const std::string own = value.text();
  return one(own, other == nullptr ? own : other->text());
}

std::string not_written(const std::optional<std::string>& default_value) {
  if (!default_value) return "<span class=\"hint\">not set</span>";
  return fmt::format("<span class=\"hint\">not set; the default is</span> {}", one(*default_value, *default_value));
}

/// One of the two cells of a change.
std::string cell(const Difference& change, const std::optional<AttributeValue>& value,
                 const std::optional<AttributeValue>& other, std::string_view side) {
  if (!value) return fmt::format("<td>{}</td>", not_written(change.default_value));
  std::string content = shown(*value, other ? &*other : nullptr);
  if (value->is_secret && other && value->text() == other->text())
    content += " <span class=\"hint\">a secret, and another one</span>";
  return fmt::format("<td class=\"{}\">{}{}</td>", side, content, line_note(value->place));
}

std::string name_of_row(const Difference& change) {
  if (change.kind == Kind::reordered) return "order of " + code(change.attribute);
  return code(change.attribute);
}

std::string row_of_change(const Difference& change) {
  return fmt::format("<tr><th scope=\"row\">{}</th>{}{}</tr>\n", name_of_row(change),
                     cell(change, change.before, change.after, "old"),
                     cell(change, change.after, change.before, "new"));
}

/// The rows of a resource that only one side has; the other side's cell is none at all.
std::string rows_of_attributes(const Difference& difference) {
  const bool is_new = difference.kind == Kind::added;
  std::string rows;
  for (const NamedValue& attribute : difference.attributes) {
    const std::string value = fmt::format("<td class=\"{}\">{}{}</td>", is_new ? "new" : "old",
                                          shown(attribute.value, nullptr), line_note(attribute.value.place));
    constexpr std::string_view absent = "<td class=\"absent\"></td>";
    rows += fmt::format("<tr><th scope=\"row\">{}</th>{}{}</tr>\n", code(attribute.name),
                        is_new ? absent : std::string_view(value), is_new ? std::string_view(value) : absent);
  }
  return rows;
}

std::string body_of(const DiffGroup& group, DiffBlock block) {
  const Difference& first = *block.front();
  const std::string address = address_in(group, first);
  const std::string name = address.empty() ? code(group.title()) : code(address);
  std::string rows;
  for (const Difference* each : block) {
    const bool is_change = each->kind == Kind::changed || each->kind == Kind::reordered;
    rows += is_change ? row_of_change(*each) : rows_of_attributes(*each);
  }
  return fmt::format("<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"3\">{} {}{}</th></tr>\n{}</tbody>\n",
                     badge(badge_of(first.kind)), name, lines_note(first), rows);
}

std::string bodies_of(const DiffGroup& group) {
  std::string bodies;
  for (const DiffBlock& block : blocks_of(group)) bodies += body_of(group, block);
  return bodies;
}

std::string table(std::string_view caption, std::string_view of_rows, std::string_view bodies) {
  return fmt::format(
      "<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">Old</th>"
      "<th scope=\"col\">New</th></tr></thead>\n{}</table>\n",
      caption, of_rows, bodies);
}

std::string counts_of(const DiffGroup& group) {
  Diff part;
  for (const Difference* each : group.differences) part.differences.push_back({.kind = each->kind});
  return report::counted(report::counts_of(part));
}

/// The head of a table that can be closed.
std::string summary(std::size_t level, std::string_view title, std::string_view beside) {
  return fmt::format("{} <span class=\"aside\">{}</span>", heading(level, title), beside);
}

void add_group(DiffPart& part, const DiffGroup& group, std::size_t level, const std::string& id) {
  const std::string title = code(group.title());
  const std::string counts = counts_of(group);
  const std::string note = note_on_elements(group);
  std::string content = note.empty() ? "" : fmt::format("<p class=\"soft\">{}.</p>\n", text(note));
  content += table("Differences in " + title, "Attribute", bodies_of(group));
  part.content += fold({"group", id, summary(level, title, counts), content});
  part.links += link(id, title, counts);
}

std::string row_of_schema(const Difference& difference) {
  return fmt::format("<tr><th scope=\"row\">{}</th>{}{}</tr>\n", code(to_string(difference.address)),
                     cell(difference, difference.before, difference.after, "old"),
                     cell(difference, difference.after, difference.before, "new"));
}

void add_schemas(DiffPart& part, const std::vector<const Difference*>& schemas, std::size_t level,
                 const std::string& id) {
  if (schemas.empty()) return;
  std::string rows;
  for (const Difference* each : schemas) rows += row_of_schema(*each);
  constexpr std::string_view title = "Versions of schemas";
  const std::string counts = counted(schemas.size(), "namespace") + " changed";
  part.content += fold({"group", id, summary(level, title, counts + "; a server sees no difference in that alone"),
                        table(title, "Subsystem", "<tbody>\n" + rows + "</tbody>\n")});
  part.links += link(id, title, counts);
}

}  // namespace

DiffPart diff_part(const Diff& diff, std::size_t level, std::string_view prefix) {
  DiffPart part;
  std::size_t number = 0;
  for (const DiffGroup& group : groups_of(diff)) add_group(part, group, level, fmt::format("{}{}", prefix, ++number));
  add_schemas(part, schemas_of(diff), level, fmt::format("{}schemas", prefix));
  if (diff.means_the_same()) {
    const std::string_view but = diff.differences.empty() ? "" : " Only the versions of schemas differ.";
    part.content = fmt::format("<p>No difference: both mean the same to a server.{}</p>\n", but) + part.content;
  }
  return part;
}

std::string note_on_defaults(const Diff& diff) {
  return fmt::format("A value that is the default of {} counts as if it were not written.",
                     text(full_name_of(diff.release)));
}

}  // namespace idsxml::report::html
