#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "idsxml/report.hpp"
#include "report/diagnostic.hpp"
#include "report/display.hpp"

namespace idsxml {
namespace {

constexpr std::size_t context = 3;

/// Some lines of the text before, and what they become; borrowed from the text and from a block. Line numbers from 0.
struct Change {
  std::size_t first;
  std::vector<std::string_view> before;
  std::vector<std::string_view> after;

  std::size_t end() const { return first + before.size(); }
};

/// A line ends with its line feed: that is what git and patch call a line, whatever the text itself means by one.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t feed = text.find('\n');
    const std::size_t size = feed == std::string_view::npos ? text.size() : feed + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

/// The lines that some edits touch: as bytes of the text before, and what is to stand there.
struct Block {
  std::size_t begin;
  std::size_t end;
  std::string after;
};

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t feed = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return feed == std::string_view::npos ? 0 : feed + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t feed = text.find('\n', at);
  return feed == std::string_view::npos ? text.size() : feed + 1;
}

/// Edits that share a line make one block.
std::vector<Block> blocks_of(std::string_view before, std::span<const Edit> edits) {
  std::vector<Block> blocks;
  std::size_t copied = 0;
  for (const Edit& edit : edits) {
    const bool apart =
        blocks.empty() || (edit.begin >= blocks.back().end && line_begin(before, edit.begin) >= blocks.back().end);
    if (apart) {
      if (!blocks.empty()) blocks.back().after += before.substr(copied, blocks.back().end - copied);
      copied = line_begin(before, edit.begin);
      blocks.push_back({copied, copied, ""});
    }
    Block& block = blocks.back();
    block.after += before.substr(copied, edit.begin - copied);
    block.after += edit.replacement;
    copied = edit.end;
    if (edit.end >= block.end) block.end = line_end(before, edit.end);
  }
  if (!blocks.empty()) blocks.back().after += before.substr(copied, blocks.back().end - copied);
  return blocks;
}

/// The block's lines without those that stay as they are at its begin and its end.
Change trimmed(std::size_t first, std::string_view before, std::string_view after) {
  Change change{first, lines_of(before), lines_of(after)};
  std::size_t shared = 0;
  const std::size_t most = std::min(change.before.size(), change.after.size());
  while (shared < most && change.before[shared] == change.after[shared]) ++shared;
  std::size_t trailing = 0;
  while (trailing < most - shared &&
         change.before[change.before.size() - 1 - trailing] == change.after[change.after.size() - 1 - trailing])
    ++trailing;
  const auto cut = [&](std::vector<std::string_view>& lines) {
    lines.resize(lines.size() - trailing);
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(shared));
  };
  cut(change.before);
  cut(change.after);
  change.first += shared;
  return change;
}

std::vector<Change> changes_of(std::string_view before, const std::vector<Block>& blocks) {
  std::vector<Change> changes;
  std::size_t line = 0;
  std::size_t counted = 0;
  for (const Block& block : blocks) {
    line += static_cast<std::size_t>(std::count(before.begin() + static_cast<std::ptrdiff_t>(counted),
                                                before.begin() + static_cast<std::ptrdiff_t>(block.begin), '\n'));
    counted = block.begin;
    Change change = trimmed(line, before.substr(block.begin, block.end - block.begin), block.after);
    if (!change.before.empty() || !change.after.empty()) changes.push_back(std::move(change));
  }
  return changes;
}

void append_line(std::string& diff, char mark, std::string_view line) {
  diff += mark;
  diff += line;
  if (line.empty() || line.back() != '\n') diff += "\n\\ No newline at end of file\n";
}

std::string range(std::size_t first, std::size_t count) {
  // An empty range is named by the line before it.
  const std::size_t number = count == 0 ? first : first + 1;
  return count == 1 ? std::to_string(number) : fmt::format("{},{}", number, count);
}

/// The changes [begin, end) as one hunk. `shift` is by how many lines the text after is ahead at its begin.
void append_hunk(std::string& diff, const std::vector<std::string_view>& lines, std::span<const Change> changes,
                 std::ptrdiff_t& shift) {
  const std::size_t first = changes.front().first - std::min(changes.front().first, context);
  const std::size_t last = std::min(changes.back().end() + context, lines.size());
  std::string body;
  std::size_t line = first;
  std::ptrdiff_t grown = 0;
  const auto keep_until = [&](std::size_t end) {
    for (; line < end; ++line) append_line(body, ' ', lines[line]);
  };
  for (const Change& change : changes) {
    keep_until(change.first);
    for (const std::string_view text : change.before) append_line(body, '-', text);
    for (const std::string_view text : change.after) append_line(body, '+', text);
    line = change.end();
    grown += static_cast<std::ptrdiff_t>(change.after.size()) - static_cast<std::ptrdiff_t>(change.before.size());
  }
  keep_until(last);
  const auto shifted = [&](std::size_t value, std::ptrdiff_t by) {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(value) + by);
  };
  diff += fmt::format("@@ -{} +{} @@\n", range(first, last - first),
                      range(shifted(first, shift), shifted(last - first, grown)));
  diff += body;
  shift += grown;
}

/// A name as git writes it: in quotes where it holds what a header line cannot.
std::string header_name(std::string_view prefix, std::string_view path) {
  const bool plain = std::all_of(path.begin(), path.end(),
                                 [](unsigned char c) { return c >= ' ' && c != 0x7F && c != '"' && c != '\\'; });
  std::string name = std::string(prefix) + std::string(path);
  if (plain) return name;
  std::string quoted = "\"";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (byte < ' ' || byte >= 0x7F) {
      quoted += fmt::format("\\{:03o}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string_view colour_of_line(std::string_view line, const report::Palette& paint) {
  if (line.empty()) return {};
  const bool header = line.substr(0, 4) == "diff" || line.substr(0, 4) == "--- " || line.substr(0, 4) == "+++ ";
  if (header) return paint.bold;
  if (line[0] == '-') return paint.red;
  if (line[0] == '+') return paint.green;
  return line[0] == '@' ? paint.cyan : std::string_view();
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::span<const Edit> edits) {
  const std::vector<Block> blocks = blocks_of(before, edits);
  const std::vector<Change> changes = changes_of(before, blocks);
  if (changes.empty()) return "";
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const std::string old_name = header_name("a/", path);
  const std::string new_name = header_name("b/", path);
  // A tab ends a name that holds spaces.
  const std::string_view end = path.find(' ') == std::string_view::npos ? "\n" : "\t\n";
  std::string diff =
      fmt::format("diff --git {} {}\n--- {}{}+++ {}{}", old_name, new_name, old_name, end, new_name, end);
  const std::vector<std::string_view> lines = lines_of(before);
  std::ptrdiff_t shift = 0;
  for (std::size_t begin = 0; begin < changes.size();) {
    std::size_t next = begin + 1;
    while (next < changes.size() && changes[next].first - changes[next - 1].end() <= 2 * context) ++next;
    append_hunk(diff, lines, std::span(changes).subspan(begin, next - begin), shift);
    begin = next;
  }
  return diff;
}

std::string shown_diff(std::string_view diff, const ReportStyle& style) {
  const report::Palette& paint = report::palette(style);
  std::string shown;
  for (std::string_view line : lines_of(diff)) {
    if (line.back() == '\n') line.remove_suffix(1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::string_view colour = colour_of_line(line, paint);
    // What a tab is worth must not depend on the mark before the line.
    shown += colour;
    shown += line.substr(0, 1);
    shown += report::printable(line.substr(std::min<std::size_t>(line.size(), 1)));
    if (!colour.empty()) shown += paint.reset;
    shown += '\n';
  }
  return shown;
}

}  // namespace idsxml
