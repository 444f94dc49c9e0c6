#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "xml/document.hpp"

namespace idsxml::config {

/// A place's line that may be shown to people and kept in logs.
struct SafeLine {
  std::string text;
  std::size_t begin;  ///< where the place stands in `text`, in bytes
  std::size_t end;
};

/// Masks what a line of a configuration may hold of secrets: the values of attributes and elements that are named like
/// a password, a secret, a credential or a token, values of properties named so, and passwords within URLs. [begin,
/// end) is carried along. Judges one line by itself; it rather masks too much than too little.
SafeLine without_secrets(std::string_view line, std::size_t begin, std::size_t end);

/// The same for a text without a place in it.
std::string without_secrets(std::string_view text);

/// The same with a star for each character of a secret, so that columns stay what they are.
std::string with_stars(std::string_view line);

/// The line as `LineIndex::line_at` has it, with a star for each letter of the secrets in it, also of those that only
/// the lines around it give away: a value whose property is named in the line above. Empty where that takes too long to
/// find out.
std::string quoted_line(const xml::LineIndex& lines, std::size_t text_offset);

}  // namespace idsxml::config
