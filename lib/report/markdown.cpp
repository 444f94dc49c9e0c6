#include "report/markdown.hpp"

#include "report/display.hpp"

namespace idsxml::report {

std::string markdown_text(std::string_view bytes) {
  constexpr std::string_view markup = "\\`*_{}[]<>()#+!|~&$";
  std::string text;
  for (const char c : printable(bytes)) {
    if (markup.find(c) != std::string_view::npos) text += '\\';
    text += c;
    if (c == '@') text += "<!-- -->";
  }
  return text;
}

}  // namespace idsxml::report
