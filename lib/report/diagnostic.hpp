#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "idsxml/report.hpp"

namespace idsxml::report {

/// The escape sequences of a style; all empty without colour.
struct Palette {
  std::string_view bold, dim, red, yellow, green, cyan, reset;
};
const Palette& palette(const ReportStyle& style);

std::string_view colour_of(Severity severity, const Palette& palette);

/// Where a column counted in code points begins, in bytes of `line`.
std::size_t byte_of_column(std::string_view line, std::size_t column);

/// One thing to say about one place, the way compilers do.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string_view code;
  std::string_view path;  ///< empty where the message says it
  std::optional<Position> where;
  std::string_view message;
  std::string_view line;   ///< the source line; empty where there is none to show
  std::size_t length = 0;  ///< of what the carets mark, in bytes of `line`; 0 for the word that begins there
  std::string_view advice;
  std::string_view link = {};  ///< what the code leads to, where the style has hyperlinks; empty for nothing
};

/// `text` as a hyperlink of a terminal (OSC 8); `text` itself where the style has none, or `link` is no plain URL.
std::string linked(std::string_view text, std::string_view link, const ReportStyle& style);

/// path:line:column: error[CODE]: message, the source line with carets, and what to do. Ends with a line end.
std::string render(const Diagnostic& diagnostic, const ReportStyle& style);

/// An Error of the library, about the file at `path`, or about none.
std::string render(const Error& error, std::string_view path, const ReportStyle& style);
std::string render(const Notice& notice, std::string_view path, const ReportStyle& style);

}  // namespace idsxml::report
