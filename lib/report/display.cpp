#include "report/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/width_table.hpp"
#include "xml/characters.hpp"

namespace idsxml::report {
namespace {

constexpr std::size_t tab_width = 4;

template <std::size_t count>
bool within(const std::array<CodePointRange, count>& ranges, char32_t c) {
  const auto* found =
      std::lower_bound(std::begin(ranges), std::end(ranges), c,
                       [](const CodePointRange& range, char32_t wanted) { return range.last < wanted; });
  return found != std::end(ranges) && found->first <= c;
}

std::size_t columns_of(char32_t c) {
  if (c < 0x300) return 1;
  if (within(zero_width, c)) return 0;
  return within(double_width, c) ? 2 : 1;
}

/// Controls, and the characters that are invisible or change the direction of what follows.
bool is_unsafe(char32_t c) {
  const auto between = [c](char32_t first, char32_t last) { return first <= c && c <= last; };
  return c < 0x20 || between(0x7F, 0x9F) || c == 0xAD || c == 0x61C || between(0x200B, 0x200F) ||
         between(0x2028, 0x202E) || between(0x2060, 0x206F) || c == 0xFEFF || between(0xFFF9, 0xFFFB) ||
         between(0xE0000, 0xE0FFF);
}

std::string escaped(char32_t c) {
  const auto value = static_cast<unsigned>(c);
  return c < 0x80 ? fmt::format("\\x{:02X}", value) : fmt::format("\\u{{{:04X}}}", value);
}

}  // namespace

Shown show(std::string_view bytes) {
  Shown shown;
  shown.text.reserve(bytes.size());
  shown.columns.reserve(bytes.size() + 1);
  std::size_t column = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const xml::CodePoint character = xml::code_point(bytes, at);
    const std::size_t size = std::max<std::size_t>(character.size, 1);
    shown.columns.insert(shown.columns.end(), size, static_cast<std::uint32_t>(column));
    const std::size_t before = shown.text.size();
    if (character.size == 0) {
      shown.text += fmt::format("\\x{:02X}", static_cast<unsigned char>(bytes[at]));
    } else if (character.value == '\t') {
      shown.text.append(tab_width - column % tab_width, ' ');
    } else if (is_unsafe(character.value)) {
      shown.text += escaped(character.value);
    } else {
      shown.text += bytes.substr(at, size);
      column += columns_of(character.value);
      at += size;
      continue;
    }
    column += shown.text.size() - before;
    at += size;
  }
  shown.columns.push_back(static_cast<std::uint32_t>(column));
  return shown;
}

std::string printable(std::string_view bytes) {
  const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c < 0x7F; });
  return plain ? std::string(bytes) : show(bytes).text;
}

std::string printable_lines(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += printable(text.substr(0, end));
    if (end == text.size()) return result;
    result += '\n';
    text.remove_prefix(end + 1);
  }
}

std::size_t width_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const xml::CodePoint character = xml::code_point(text, at);
    columns += columns_of(character.value);
    at += std::max<std::size_t>(character.size, 1);
  }
  return columns;
}

std::string_view fitting(std::string_view text, std::size_t columns) {
  std::size_t taken = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const xml::CodePoint character = xml::code_point(text, at);
    taken += columns_of(character.value);
    if (taken > columns) break;
    at += std::max<std::size_t>(character.size, 1);
  }
  return text.substr(0, at);
}

std::vector<std::string> wrap(std::string_view text, std::size_t first_width, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t taken = 0;
  bool at_begin = true;
  const auto room = [&] { return lines.size() == 1 ? first_width : width; };
  const auto break_line = [&] {
    lines.emplace_back();
    taken = 0;
    at_begin = true;
  };
  while (!text.empty()) {
    const std::size_t size = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, size);
    const std::size_t columns = width_of(word);
    const bool fits = taken + (at_begin ? 0 : 1) + columns <= room();
    // A long word stays in one piece; on a first line that is shorter than the others it is better off on the next.
    if (!fits && (!at_begin || room() < width)) break_line();
    if (!at_begin && !word.empty()) {
      lines.back() += ' ';
      ++taken;
    }
    lines.back() += word;
    taken += columns;
    at_begin = at_begin && word.empty();
    if (size < text.size() && text[size] == '\n') break_line();
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return lines;
}

std::string hanging(const Lead& lead, std::string_view text, std::size_t width) {
  const std::size_t room = std::max<std::size_t>(width, lead.indent + 20);
  std::string result(lead.text);
  bool first = true;
  for (const std::string& line : wrap(text, room - std::min(room, lead.width), room - lead.indent)) {
    if (!first) result += '\n' + std::string(line.empty() ? 0 : lead.indent, ' ');
    result += line;
    first = false;
  }
  result.erase(result.find_last_not_of(' ') + 1);
  return result + '\n';
}

}  // namespace idsxml::report
