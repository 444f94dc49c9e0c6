#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "report/diagnostic.hpp"
#include "report/diff_parts.hpp"
#include "report/diff_values.hpp"
#include "report/display.hpp"
#include "report/format.hpp"
#include "report/wording.hpp"

// For people: what changed first, subsystem by subsystem, with the lines of both files; then what it came to.
namespace idsxml::report {
namespace {

using Kind = Difference::Kind;

constexpr std::size_t step = 2;        // columns that what is below is further right
constexpr std::size_t most_name = 32;  // columns that a name may push all values to the right

/// How the lines of one report are written.
struct Page {
  const DiffReport& report;
  const ReportStyle& style;
  const Palette& paint;
  std::string text = {};
  bool was_cut = false;  ///< a value is not shown whole

  std::size_t room(std::size_t indent) const { return std::max<std::size_t>(style.width, indent + 20) - indent; }

  void line(std::size_t indent, std::string_view colour, std::string_view content) {
    text.append(indent, ' ');
    text += colour;
    text += content;
    if (!colour.empty()) text += paint.reset;
    text += '\n';
  }

  /// Of two parts; the second where it fits beside the first, else below it.
  void line(std::size_t indent, std::string_view colour, std::string_view first, std::string_view second) {
    if (second.empty()) return line(indent, colour, first);
    if (indent + width_of(first) + step + width_of(second) <= style.width) {
      text.append(indent, ' ');
      text += fmt::format("{}{}{}  {}{}{}\n", colour, first, colour.empty() ? "" : paint.reset, paint.dim, second,
                          paint.reset);
      return;
    }
    line(indent, colour, first);
    paragraph(indent + 2 * step, paint.dim, second);
  }

  /// Wrapped at its words.
  void paragraph(std::size_t indent, std::string_view colour, std::string_view content) {
    const std::string lead = std::string(indent, ' ').append(colour);
    text += hanging({lead, indent, indent}, content, style.width);
    text.insert(text.size() - 1, colour.empty() ? std::string_view() : paint.reset);
  }
};

std::string_view colour_of(char mark, const Palette& paint) {
  if (mark == '+') return paint.green;
  return mark == '-' ? paint.red : paint.yellow;
}

std::string shown_path(std::string_view path) {
  return path == "-" ? "standard input" : printable(path);
}

/// standard.xml:35 -> new.xml:40; editors and terminals open what looks like that.
std::string places_of(const Difference& difference, const DiffReport& report) {
  const auto place = [](std::string_view path, const Place& where) {
    return fmt::format("{}:{}", shown_path(path), where.begin.line);
  };
  const std::string before = difference.place_before ? place(report.before, *difference.place_before) : "";
  const std::string after = difference.place_after ? place(report.after, *difference.place_after) : "";
  return before.empty() || after.empty() ? before + after : fmt::format("{} -> {}", before, after);
}

std::optional<std::size_t> line_of(const std::optional<AttributeValue>& value) {
  return value && value->place ? std::optional(value->place->begin.line) : std::nullopt;
}

/// Where the attribute stands, if that is not where the resource begins: (line 36 -> 41).
std::string lines_of(const Difference& difference) {
  const std::optional<std::size_t> before = line_of(difference.before);
  const std::optional<std::size_t> after = line_of(difference.after);
  const auto is_told = [](const std::optional<std::size_t>& line, const std::optional<Place>& place) {
    return !line || (place && place->begin.line == *line);
  };
  if (is_told(before, difference.place_before) && is_told(after, difference.place_after)) return {};
  if (before && after) return fmt::format("(line {} -> {})", *before, *after);
  return fmt::format("(line {})", before ? *before : *after);
}

/// A value that does not stand beside its name: on lines of its own.
void put_long(Page& page, std::size_t indent, std::string_view colour, std::string_view mark, const LongText& value) {
  const std::size_t begin = indent + mark.size();
  const CutText shown = lines_of(value, page.room(begin), page.style.verbose);
  page.was_cut = page.was_cut || shown.was_cut;
  for (std::size_t i = 0; i < shown.lines.size(); ++i)
    page.line(indent, colour, (i == 0 ? std::string(mark) : std::string(mark.size(), ' ')) + shown.lines[i]);
}

void put_items(Page& page, std::size_t indent, std::string_view name, std::string_view where,
               const std::vector<ItemLine>& items) {
  std::string all;
  for (const ItemLine& item : items) all += fmt::format("{}{} {}", all.empty() ? "" : ", ", item.mark, item.text);
  const bool is_short =
      items.size() <= 3 && indent + width_of(name) + width_of(all) + width_of(where) + 2 * step <= page.style.width;
  if (is_short) return page.line(indent, "", fmt::format("{}  {}", name, all), where);
  page.line(indent, "", name, where);
  for (const ItemLine& item : items)
    put_long(page, indent + step, colour_of(item.mark, page.paint), fmt::format("{} ", item.mark), {item.text});
}

void put_change(Page& page, std::size_t indent, const Difference& difference, std::size_t name_width) {
  const std::string name = printable(difference.attribute);
  const std::string where = lines_of(difference);
  const std::string padded = name + std::string(name_width - std::min(name_width, width_of(name)), ' ');
  if (const std::vector<ItemLine> items = item_lines(difference); !items.empty())
    return put_items(page, indent, padded, where, items);
  const SidesText sides = sides_of(difference);
  const std::string line = sides.is_same() ? fmt::format("{}  {} changed", padded, sides.before)
                                           : fmt::format("{}  {} -> {}", padded, sides.before, sides.after);
  const bool fits = indent + width_of(line) + (where.empty() ? 0 : step + where.size()) <= page.style.width;
  if (fits) return page.line(indent, "", line, where);
  page.line(indent, "", name, where);
  if (sides.is_same())
    return put_long(page, indent + step, page.paint.yellow, "~ ", {"changed in its secret: " + sides.before});
  const auto [before, after] = long_texts(sides);
  put_long(page, indent + step, page.paint.red, "- ", before);
  put_long(page, indent + step, page.paint.green, "+ ", after);
}

void put_order(Page& page, std::size_t indent, const Difference& difference) {
  page.line(indent, "", fmt::format("order of {}, which a server keeps", printable(difference.attribute)));
  for (const ItemLine& item : order_lines(difference))
    put_long(page, indent + step, page.paint.yellow, fmt::format("{} ", item.mark), {item.text});
}

void put_attributes(Page& page, std::size_t indent, const std::vector<NamedValue>& attributes) {
  std::size_t width = 0;
  for (const NamedValue& each : attributes) width = std::max(width, width_of(printable(each.name)));
  width = std::min<std::size_t>(width, most_name);
  for (const NamedValue& each : attributes) {
    std::string name = printable(each.name);
    name.append(width - std::min(width, width_of(name)), ' ');
    put_long(page, indent, "", name + "  ", {shown_value(each.value)});
  }
}

void put_body(Page& page, std::size_t indent, DiffBlock block) {
  std::size_t width = 0;
  for (const Difference* each : block) width = std::max(width, width_of(printable(each->attribute)));
  width = std::min<std::size_t>(width, most_name);
  for (const Difference* each : block) {
    if (each->kind == Kind::changed)
      put_change(page, indent, *each, width);
    else if (each->kind == Kind::reordered)
      put_order(page, indent, *each);
    else
      put_attributes(page, indent, each->attributes);
  }
}

/// How deep a resource is that came, or went, with those around it.
class Nesting {
 public:
  std::size_t depth(const Difference& difference) {
    while (!around_.empty() && !is_below(difference, *around_.back())) around_.pop_back();
    const std::size_t depth = around_.size();
    if (difference.kind == Kind::added || difference.kind == Kind::removed) around_.push_back(&difference);
    return depth;
  }
  /// The one around the last that was asked for; nullptr where it is none.
  const Difference* around(std::size_t depth) const { return depth == 0 ? nullptr : around_[depth - 1]; }

 private:
  static bool is_below(const Difference& inner, const Difference& outer) {
    return inner.kind == outer.kind && inner.address.size() > outer.address.size() &&
           std::equal(outer.address.begin(), outer.address.end(), inner.address.begin());
  }
  std::vector<const Difference*> around_;
};

std::string heading_of(const DiffGroup& group, const Difference& difference, const Difference* around) {
  if (around == nullptr) return printable(address_in(group, difference));
  const Address& address = difference.address;
  const auto begin = address.begin() + static_cast<std::ptrdiff_t>(around->address.size());
  return printable(to_string({begin, address.end()}).substr(1));
}

void put_group(Page& page, const DiffGroup& group) {
  const std::vector<DiffBlock> blocks = blocks_of(group);
  const Difference& first = *blocks.front().front();
  const bool is_own = address_in(group, first).empty();
  const char mark = is_own ? mark_of(first.kind) : '~';
  const std::string title = fmt::format("{} {}", mark, printable(group.title()));
  const std::string colour = std::string(colour_of(mark, page.paint)) + std::string(page.paint.bold);
  page.line(0, colour, title, is_own ? places_of(first, page.report) : "");
  if (const std::string note = note_on_elements(group); !note.empty()) page.paragraph(2 * step, "", printable(note));
  Nesting nesting;
  for (const DiffBlock& block : blocks) {
    const Difference& difference = *block.front();
    const std::size_t depth = nesting.depth(difference);
    const std::size_t indent = step * (depth + (is_own && depth > 0 ? 0 : 1));
    if (&difference == &first && is_own) {
      put_body(page, 2 * step, block);
      continue;
    }
    const char own_mark = mark_of(difference.kind);
    page.line(indent, colour_of(own_mark, page.paint),
              fmt::format("{} {}", own_mark, heading_of(group, difference, nesting.around(depth))),
              places_of(difference, page.report));
    put_body(page, indent + 2 * step, block);
  }
  page.text += '\n';
}

void put_schemas(Page& page, const std::vector<const Difference*>& schemas) {
  if (schemas.empty()) return;
  page.line(0, page.paint.bold, "  namespaces, which are no difference by themselves");
  for (const Difference* schema : schemas) put_long(page, 2 * step, "", "", {namespaces_of(*schema)});
  page.text += '\n';
}

void put_summary(Page& page, const std::vector<DiffGroup>& groups) {
  const Diff& diff = page.report.diff;
  const bool is_same = diff.means_the_same();
  const std::string what = is_same ? "no difference that a server would see" : counted(counts_of(diff));
  page.paragraph(0, is_same ? page.paint.green : page.paint.bold, what);
  page.paragraph(0, "", fmt::format("compared with the defaults of {}", full_name_of(diff.release)));
  if (const std::string note = note_on_other_elements(diff, groups); !note.empty())
    page.paragraph(0, "", printable(note));
  if (page.was_cut) page.paragraph(0, "", "long values are cut: --verbose shows them whole");
}

ReportText write(const DiffReport& report, const ReportStyle& style) {
  ReportText text;
  if (style.quiet) return text;
  for (const Notice& notice : report.notices) text.errors += render(notice, "idsxml", style);
  Page page{report, style, palette(style)};
  const std::vector<DiffGroup> groups = groups_of(report.diff);
  if (!report.diff.differences.empty()) {
    page.line(0, page.paint.bold, "--- " + shown_path(report.before));
    page.line(0, page.paint.bold, "+++ " + shown_path(report.after));
    page.text += '\n';
  }
  for (const DiffGroup& group : groups) put_group(page, group);
  put_schemas(page, schemas_of(report.diff));
  put_summary(page, groups);
  text.report = std::move(page.text);
  return text;
}

/// What one side did: 60 -> 90, removed, added with a = 1.
std::string deed_of(const Difference& difference) {
  switch (difference.kind) {
    case Kind::removed:
      return "removed";
    case Kind::added: {
      std::string attributes;
      for (const NamedValue& each : difference.attributes)
        attributes += fmt::format("{} {} = {}", attributes.empty() ? " with" : ",", printable(each.name),
                                  shown_value(each.value));
      return "added" + attributes;
    }
    case Kind::reordered:
      return fmt::format("order of {}: {}", printable(difference.attribute), shown_value(*difference.after));
    case Kind::changed:
    case Kind::schema:
      break;
  }
  const SidesText sides = sides_of(difference);
  return sides.is_same() ? sides.before + " changed" : fmt::format("{} -> {}", sides.before, sides.after);
}

std::string place_after_of(const Difference& difference, std::string_view path) {
  const std::optional<Place>& place =
      difference.after && difference.after->place ? difference.after->place : difference.place_after;
  return place ? fmt::format("{}:{}", shown_path(path), place->begin.line) : std::string();
}

void put_collision(Page& page, const Collision& collision, const ThreeWayReport& report) {
  const Difference& mine = collision.mine;
  const bool is_of_attribute = mine.address == collision.theirs.address &&
                               mine.attribute == collision.theirs.attribute && !mine.attribute.empty();
  std::string title = "! " + printable(to_string(mine.address));
  if (is_of_attribute) title += "  " + printable(mine.attribute);
  page.line(0, page.paint.red, title);
  const auto put = [&](std::string_view side, const Difference& difference, std::string_view path) {
    std::string deed = fmt::format("{:<6}  ", side);
    if (difference.address != mine.address) deed += printable(to_string(difference.address)) + " ";
    if (difference.kind == Kind::changed && !is_of_attribute) deed += printable(difference.attribute) + " ";
    deed += deed_of(difference);
    const std::string place = place_after_of(difference, path);
    if (2 * step + width_of(deed) <= page.style.width) return page.line(2 * step, "", deed, place);
    page.paragraph(2 * step, "", deed);
    if (!place.empty()) page.line(4 * step, page.paint.dim, place);
  };
  put("mine", mine, report.mine);
  put("theirs", collision.theirs, report.theirs);
  page.text += '\n';
}

/// What one side alone did, or both, under a heading.
void put_part(std::string& text, std::string_view heading, const ThreeWayReport& report, std::string_view after,
              const std::vector<Difference>& differences, const ReportStyle& style) {
  if (differences.empty()) return;
  DiffReport part{report.version, report.base, std::string(after), {}};
  part.diff.release = report.three_way.release;
  part.diff.differences = differences;
  Page page{part, style, palette(style)};
  page.line(0, page.paint.bold, fmt::format("== {}: {}", heading, counted(counts_of(part.diff))));
  page.text += '\n';
  for (const DiffGroup& group : groups_of(part.diff)) put_group(page, group);
  put_schemas(page, schemas_of(part.diff));
  text += page.text;
}

ReportText write_three_way(const ThreeWayReport& report, const ReportStyle& style) {
  ReportText text;
  if (style.quiet) return text;
  const ThreeWay& found = report.three_way;
  const DiffReport nothing{};
  Page page{nothing, style, palette(style)};
  page.line(0, page.paint.bold, "base    " + shown_path(report.base));
  page.line(0, page.paint.bold, "mine    " + shown_path(report.mine));
  page.line(0, page.paint.bold, "theirs  " + shown_path(report.theirs));
  page.text += '\n';
  if (!found.collisions.empty()) {
    page.line(0, page.paint.bold, "== collisions: both changed it, each in another way");
    page.text += '\n';
  }
  for (const Collision& collision : found.collisions) put_collision(page, collision, report);
  put_part(page.text, "only mine", report, report.mine, found.mine, style);
  put_part(page.text, "only theirs", report, report.theirs, found.theirs, style);
  put_part(page.text, "the same in both", report, report.mine, found.both, style);
  const std::size_t count = found.collisions.size();
  page.paragraph(0, count == 0 ? page.paint.green : page.paint.bold,
                 count == 0 ? "no collisions" : fmt::format("{} collision{}", count, count == 1 ? "" : "s"));
  page.paragraph(0, "", fmt::format("compared with the defaults of {}", full_name_of(found.release)));
  text.report = std::move(page.text);
  return text;
}

}  // namespace

const DiffFormat diff_text_format{.name = "text", .write = write, .three_way = write_three_way};

}  // namespace idsxml::report
