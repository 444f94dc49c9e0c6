#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace idsxml::report {

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

}  // namespace idsxml::report
