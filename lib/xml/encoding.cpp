#include "xml/encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "xml/characters.hpp"

namespace idsxml::xml {
namespace {

constexpr char32_t first_supplementary = 0x10000;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

char32_t unit_at(std::string_view bytes, std::size_t at, Encoding encoding) {
  const char32_t first = byte_at(bytes, at);
  const char32_t second = byte_at(bytes, at + 1);
  return encoding == Encoding::utf16le ? first | second << 8U : first << 8U | second;
}

bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

Decoded decode_utf16(std::string_view bytes, Encoding encoding) {
  Decoded decoded;
  decoded.text.reserve(bytes.size() / 2);
  std::size_t at = 0;
  while (at + 1 < bytes.size()) {
    char32_t unit = unit_at(bytes, at, encoding);
    std::size_t length = 2;
    if (is_high_surrogate(unit) && at + 3 < bytes.size() && is_low_surrogate(unit_at(bytes, at + 2, encoding))) {
      unit = first_supplementary + ((unit - 0xD800) << 10U) + (unit_at(bytes, at + 2, encoding) - 0xDC00);
      length = 4;
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      decoded.bad_byte = at;
      return decoded;
    }
    append_utf8(decoded.text, unit);
    at += length;
  }
  if (at != bytes.size()) decoded.bad_byte = at;
  return decoded;
}

Decoded decode_single_byte(std::string_view bytes, char32_t limit) {
  Decoded decoded;
  decoded.text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char32_t code_point = byte_at(bytes, at);
    if (code_point >= limit) {
      decoded.bad_byte = at;
      return decoded;
    }
    append_utf8(decoded.text, code_point);
  }
  return decoded;
}

/// The code point of valid UTF-8 at `at`, which moves behind it.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const std::uint8_t lead = byte_at(text, at++);
  if (lead < 0x80) return lead;
  const std::size_t trailing = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t code_point = lead & (0x3FU >> trailing);
  for (std::size_t i = 0; i < trailing; ++i) code_point = code_point << 6U | (byte_at(text, at++) & 0x3FU);
  return code_point;
}

void append_unit(std::string& bytes, char32_t unit, Encoding encoding) {
  const char low = static_cast<char>(unit & 0xFFU);
  const char high = static_cast<char>(unit >> 8U);
  bytes.push_back(encoding == Encoding::utf16le ? low : high);
  bytes.push_back(encoding == Encoding::utf16le ? high : low);
}

void append_encoded(std::string& bytes, char32_t code_point, Encoding encoding) {
  const bool is_utf16 = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
  if (is_utf16 && code_point >= first_supplementary) {
    append_unit(bytes, 0xD800 + ((code_point - first_supplementary) >> 10U), encoding);
    append_unit(bytes, 0xDC00 + ((code_point - first_supplementary) & 0x3FFU), encoding);
    return;
  }
  if (is_utf16) return append_unit(bytes, code_point, encoding);
  const char32_t limit = encoding == Encoding::latin1 ? 0x100 : 0x80;
  if (code_point < limit) {
    bytes.push_back(static_cast<char>(code_point));
    return;
  }
  bytes.append("&#").append(std::to_string(static_cast<std::uint32_t>(code_point))).append(";");
}

}  // namespace

void append_utf8(std::string& text, char32_t code_point) {
  const auto push = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) return push(code_point);
  if (code_point < 0x800) {
    push(0xC0U | code_point >> 6U);
  } else if (code_point < first_supplementary) {
    push(0xE0U | code_point >> 12U);
    push(0x80U | (code_point >> 6U & 0x3FU));
  } else {
    push(0xF0U | code_point >> 18U);
    push(0x80U | (code_point >> 12U & 0x3FU));
    push(0x80U | (code_point >> 6U & 0x3FU));
  }
  push(0x80U | (code_point & 0x3FU));
}

std::string as_utf8(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = code_point(text, at).size;
    if (size == 0)
      result += fmt::format("\\x{:02X}", byte_at(text, at));
    else
      result += text.substr(at, size);
    at += std::max<std::size_t>(size, 1);
  }
  return result;
}

Decoded decode(std::string_view bytes, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf16le:
    case Encoding::utf16be:
      return decode_utf16(bytes, encoding);
    case Encoding::latin1:
      return decode_single_byte(bytes, 0x100);
    case Encoding::ascii:
      return decode_single_byte(bytes, 0x80);
    case Encoding::utf8:
      break;
  }
  return {.text = std::string(bytes), .bad_byte = std::nullopt};
}

std::string encode(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string(text);
  std::string bytes;
  bytes.reserve(text.size() * 2);
  for (std::size_t at = 0; at < text.size();) append_encoded(bytes, next_code_point(text, at), encoding);
  return bytes;
}

std::size_t encoded_size(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::utf8) return text.size();
  std::size_t characters = 0;
  std::size_t supplementary = 0;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    characters += (byte & 0xC0U) != 0x80U ? 1 : 0;
    supplementary += byte >= 0xF0U ? 1 : 0;
  }
  const bool is_utf16 = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
  return is_utf16 ? 2 * (characters + supplementary) : characters;
}

}  // namespace idsxml::xml
