#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "xml/document.hpp"

namespace idsxml::xml {

/// Appends the code point as UTF-8.
void append_utf8(std::string& text, char32_t code_point);

/// The text with bytes that are no UTF-8 as \xHH: whoever reads it, in whatever language, takes it for text.
std::string as_utf8(std::string_view text);

/// What `bytes` say in UTF-8, or the offset of the first byte that does not belong to the encoding. Byte order marks
/// are the caller's to take off. UTF-8 is returned as it is: the scanner judges it.
struct Decoded {
  std::string text;
  std::optional<std::size_t> bad_byte;
};
Decoded decode(std::string_view bytes, Encoding encoding);

/// UTF-8 text in `encoding`. A character that the encoding cannot hold becomes a character reference, which is right
/// wherever an edit may put one: in attribute values and element content.
std::string encode(std::string_view text, Encoding encoding);

/// How many bytes of the encoding `text` takes; `text` came from decode().
std::size_t encoded_size(std::string_view text, Encoding encoding);

}  // namespace idsxml::xml
