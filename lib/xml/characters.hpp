#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace idsxml::xml {

/// What an ASCII character may be part of. A class is one bit, so that a table tells in one look-up.
enum class CharClass : std::uint8_t {
  space = 1,
  name_start = 2,  ///< without the colon, which is looked at apart
  name = 4,        ///< likewise
  text = 8,        ///< needs no second look between tags
  value = 16,      ///< needs no second look in an attribute's value
  section = 32,    ///< needs no second look in a comment, a processing instruction, a CDATA section
};

namespace detail {

constexpr bool within(unsigned c, std::string_view set) {
  return set.find(static_cast<char>(c)) != std::string_view::npos;
}

constexpr std::array<std::uint8_t, 256> ascii_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool space = within(c, " \t\r\n");
    const bool legal = c >= ' ' || space;
    unsigned bits = 0;
    const auto set = [&bits](CharClass which, bool member) { bits |= member ? static_cast<unsigned>(which) : 0U; };
    set(CharClass::space, space);
    set(CharClass::name_start, letter);
    set(CharClass::name, letter || (c >= '0' && c <= '9') || within(c, "-."));
    set(CharClass::text, legal && !within(c, "<&]"));
    set(CharClass::value, legal && !within(c, "<&\"'"));
    set(CharClass::section, legal && !within(c, "-?]"));
    classes.at(c) = static_cast<std::uint8_t>(bits);
  }
  return classes;
}

inline constexpr auto classes = ascii_classes();

}  // namespace detail

constexpr bool is(CharClass which, char c) {
  return (detail::classes[static_cast<unsigned char>(c)] & static_cast<std::uint8_t>(which)) != 0;
}

/// Of the letters of ASCII; all else stays.
constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

inline bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii(c); });
}

/// The first offset from `at` on whose character is not of this class; the size of the text where all are.
inline std::size_t run_end(CharClass which, std::string_view text, std::size_t at) {
  while (at < text.size() && is(which, text[at])) ++at;
  return at;
}

/// One character of a UTF-8 text.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< in bytes; 0 where the bytes are not UTF-8
};

/// The character at `at`, which is inside of the text. Overlong forms and surrogates are not UTF-8.
CodePoint code_point(std::string_view text, std::size_t at);

/// The productions Char, NameStartChar and NameChar of XML 1.0, fifth edition; the latter two without the colon.
bool is_legal(char32_t c);
bool is_name_start(char32_t c);
bool is_name_character(char32_t c);

}  // namespace idsxml::xml
