#include <fmt/format.h>

#include "report/diff_parts.hpp"
#include "report/diff_values.hpp"
#include "report/format.hpp"
#include "report/markdown.hpp"

// A table for each subsystem, for the comment of a merge request.
namespace idsxml::report {
namespace {

constexpr std::size_t most_bytes = 240;  // of a value

std::string shown(const LongText& text, const ReportStyle& style) {
  std::string all;
  for (const std::string& line : lines_of(text, most_bytes / 3, style.verbose).lines) all += line;
  return markdown_text(all);
}

void append_line(std::string& cell, const std::string& line) {
  cell += cell.empty() ? line : "<br>" + line;
}

std::string bold(const std::string& name) {
  return name.empty() ? "" : fmt::format("**{}**", markdown_text(name));
}

void append_items(std::string& cell, const std::vector<ItemLine>& items, const ReportStyle& style) {
  for (const ItemLine& item : items) append_line(cell, fmt::format("\\{} {}", item.mark, shown({item.text}, style)));
}

void append_change(std::string& cell, const Difference& difference, const ReportStyle& style) {
  const std::string name = bold(difference.attribute);
  if (const std::vector<ItemLine> items = item_lines(difference); !items.empty()) {
    append_line(cell, name);
    return append_items(cell, items, style);
  }
  const SidesText sides = sides_of(difference);
  if (sides.is_same()) return append_line(cell, fmt::format("{} {} changed", name, markdown_text(sides.before)));
  const auto [before, after] = long_texts(sides);
  append_line(cell, fmt::format("{} {} → {}", name, shown(before, style), shown(after, style)));
}

void append_difference(std::string& cell, const Difference& difference, const ReportStyle& style) {
  if (difference.kind == Difference::Kind::changed) return append_change(cell, difference, style);
  if (difference.kind == Difference::Kind::reordered) {
    append_line(cell, fmt::format("order of {}, which a server keeps", bold(difference.attribute)));
    return append_items(cell, order_lines(difference), style);
  }
  for (const NamedValue& each : difference.attributes)
    append_line(cell, fmt::format("{} {}", bold(each.name), shown({shown_value(each.value)}, style)));
}

std::string lines_cell(const Difference& difference) {
  const auto number = [](const std::optional<Place>& place) {
    return place ? std::to_string(place->begin.line) : std::string();
  };
  const std::string before = number(difference.place_before);
  const std::string after = number(difference.place_after);
  return before.empty() || after.empty() ? before + after : fmt::format("{} → {}", before, after);
}

std::string row(const DiffGroup& group, DiffBlock block, const ReportStyle& style) {
  const Difference& first = *block.front();
  std::string cell;
  for (const Difference* each : block) append_difference(cell, *each, style);
  return fmt::format("| \\{} | {} | {} | {} |\n", mark_of(first.kind), markdown_text(address_in(group, first)), cell,
                     lines_cell(first));
}

std::string section(const DiffGroup& group, const ReportStyle& style) {
  std::string text = fmt::format("\n### {}\n", markdown_text(group.title()));
  if (const std::string note = note_on_elements(group); !note.empty())
    text += fmt::format("\n{}\n", markdown_text(note));
  text += "\n| | resource | | line |\n|---|---|---|---:|\n";
  for (const DiffBlock& block : blocks_of(group)) text += row(group, block, style);
  return text;
}

std::string schemas(const Diff& diff) {
  const std::vector<const Difference*> all = schemas_of(diff);
  if (all.empty()) return {};
  std::string text = "\n### Namespaces\n\nThey are no difference by themselves.\n\n";
  for (const Difference* schema : all) text += fmt::format("- {}\n", markdown_text(namespaces_of(*schema)));
  return text;
}

ReportText write(const DiffReport& report, const ReportStyle& style) {
  const Diff& diff = report.diff;
  const std::string what = diff.means_the_same() ? "No difference that a server would see" : counted(counts_of(diff));
  ReportText text;
  text.report =
      fmt::format("## idsxml diff: {} → {}\n\n{}; compared with the defaults of {}.\n", markdown_text(report.before),
                  markdown_text(report.after), what, full_name_of(diff.release));
  for (const Notice& notice : report.notices) text.report += fmt::format("\n{}\n", markdown_text(notice.message));
  const std::vector<DiffGroup> groups = groups_of(diff);
  if (const std::string note = note_on_other_elements(diff, groups); !note.empty())
    text.report += fmt::format("\n{}\n", markdown_text(note));
  for (const DiffGroup& group : groups) text.report += section(group, style);
  text.report += schemas(diff);
  return text;
}

}  // namespace

const DiffFormat diff_markdown_format{"markdown", write};

}  // namespace idsxml::report
