#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace idsxml::report {

/// Bytes of a file, or of a name, as a terminal can show them.
struct Shown {
  std::string text;  ///< printable UTF-8
  std::vector<std::uint32_t>
      columns;  ///< columns[i] is where byte i of the bytes stands, from 0; one more for their end
};

/// What is not a printable character becomes \xHH or \u{HHHH}, so that nothing from a file can drive the terminal or
/// turn the direction of the text; tabs go to the next multiple of four.
Shown show(std::string_view bytes);

/// The same, where only the text is wanted.
std::string printable(std::string_view bytes);
/// The same for a text whose line ends are its own.
std::string printable_lines(std::string_view text);

/// How many columns of a terminal printable UTF-8 takes.
std::size_t width_of(std::string_view text);

/// The longest part of printable UTF-8 from `text`'s begin that takes at most `columns`.
std::string_view fitting(std::string_view text, std::size_t columns);

/// The lines of printable `text`, broken at spaces: the first at most `first_width` columns, the others `width`, where
/// their words allow. A line end in `text` stays.
std::vector<std::string> wrap(std::string_view text, std::size_t first_width, std::size_t width);

/// What stands before a text: may hold escape sequences, so its width is given.
struct Lead {
  std::string_view text;
  std::size_t width;
  std::size_t indent;  ///< of the lines that follow the first
};

/// The lead and the wrapped text. Ends with a line end.
std::string hanging(const Lead& lead, std::string_view text, std::size_t width);

}  // namespace idsxml::report
