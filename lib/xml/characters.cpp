#include "xml/characters.hpp"

#include <algorithm>
#include <span>

namespace idsxml::xml {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array<Range, 12> wide_name_starts{{
    {0xC0, 0xD6},
    {0xD8, 0xF6},
    {0xF8, 0x2FF},
    {0x370, 0x37D},
    {0x37F, 0x1FFF},
    {0x200C, 0x200D},
    {0x2070, 0x218F},
    {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF},
    {0xF900, 0xFDCF},
    {0xFDF0, 0xFFFD},
    {0x10000, 0xEFFFF},
}};

constexpr std::array<Range, 3> wide_name_followers{{{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

bool any_holds(std::span<const Range> ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](Range range) { return c >= range.first && c <= range.last; });
}

// The lead byte of a form of n bytes, the bits it gives, and the least value that needs so many bytes.
struct Form {
  unsigned char mark;
  unsigned char mask;
  char32_t least;
};

constexpr std::array<Form, 4> forms{{{0x00, 0x80, 0}, {0xC0, 0xE0, 0x80}, {0xE0, 0xF0, 0x800}, {0xF0, 0xF8, 0x10000}}};

}  // namespace

CodePoint code_point(std::string_view text, std::size_t at) {
  const auto byte = [text, at](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto* const form = std::find_if(forms.begin(), forms.end(), [lead = byte(0)](const Form& candidate) {
    return (lead & candidate.mask) == candidate.mark;
  });
  if (form == forms.end()) return {};
  const auto size = static_cast<std::size_t>(form - forms.begin()) + 1;
  if (size > text.size() - at) return {};
  char32_t value = byte(0) & static_cast<unsigned char>(~form->mask);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    value = value << 6U | (byte(i) & 0x3FU);
  }
  if (value < form->least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, size};
}

bool is_legal(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c < 0xD800 || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_name_start(char32_t c) {
  return c < 0x80 ? is(CharClass::name_start, static_cast<char>(c)) : any_holds(wide_name_starts, c);
}

bool is_name_character(char32_t c) {
  if (c < 0x80) return is(CharClass::name, static_cast<char>(c));
  return any_holds(wide_name_starts, c) || any_holds(wide_name_followers, c);
}

}  // namespace idsxml::xml
