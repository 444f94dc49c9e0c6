#include "xml/characters.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "xml/encoding.hpp"
#include "xml/expat_referee.hpp"

namespace idsxml::xml {
namespace {

constexpr char32_t last_code_point = 0x10FFFF;

bool is_surrogate(char32_t c) {
  return c >= 0xD800 && c <= 0xDFFF;
}

/// The first and the last character of each run that `holds`.
std::vector<char32_t> edges(bool (*holds)(char32_t)) {
  std::vector<char32_t> found;
  bool before = false;
  for (char32_t c = 0; c <= last_code_point; ++c) {
    const bool now = holds(c);
    if (now != before) found.push_back(now ? c : c - 1);
    before = now;
  }
  if (before) found.push_back(last_code_point);
  return found;
}

}  // namespace

TEST_CASE("every code point is read back from its UTF-8") {
  for (char32_t c = 0; c <= last_code_point; ++c) {
    std::string text;
    append_utf8(text, c);
    const CodePoint read = code_point(text, 0);
    const bool as_expected = is_surrogate(c) ? read.size == 0 : read.value == c && read.size == text.size();
    if (!as_expected) FAIL("U+" << static_cast<unsigned>(c));
  }
}

TEST_CASE("names are made of the characters of the fifth edition") {
  CHECK(edges(is_name_start) == std::vector<char32_t>{'A',    'Z',    '_',    '_',    'a',     'z',    0xC0,   0xD6,
                                                      0xD8,   0xF6,   0xF8,   0x2FF,  0x370,   0x37D,  0x37F,  0x1FFF,
                                                      0x200C, 0x200D, 0x2070, 0x218F, 0x2C00,  0x2FEF, 0x3001, 0xD7FF,
                                                      0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF});
  CHECK(edges(is_name_character) ==
        std::vector<char32_t>{'-',    '.',    '0',    '9',    'A',    'Z',    '_',    '_',     'a',
                              'z',    0xB7,   0xB7,   0xC0,   0xD6,   0xD8,   0xF6,   0xF8,    0x37D,
                              0x37F,  0x1FFF, 0x200C, 0x200D, 0x203F, 0x2040, 0x2070, 0x218F,  0x2C00,
                              0x2FEF, 0x3001, 0xD7FF, 0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF});
  CHECK(edges(is_legal) ==
        std::vector<char32_t>{'\t', '\n', '\r', '\r', ' ', 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF});
}

TEST_CASE("expat gives the same verdict on all short sequences of bytes") {
  const auto compare = [](const std::string& bytes) {
    const auto difference = disagreement("<a>" + bytes + "</a>");
    if (difference) FAIL(*difference);
  };
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  for (unsigned first = 0; first < 256; ++first) {
    compare({byte(first)});
    for (unsigned second = 0; second < 256; ++second) compare({byte(first), byte(second)});
  }
  const std::string followers = "\x7F\x80\x8F\x90\x9F\xA0\xBE\xBF\xC0";
  for (unsigned first = 0xE0; first < 256; ++first)
    for (const char second : followers)
      for (const char third : followers) {
        compare({byte(first), second, third});
        for (const char fourth : followers) compare({byte(first), second, third, fourth});
      }
}

}  // namespace idsxml::xml
