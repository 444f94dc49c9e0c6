#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "xml/scan.hpp"

namespace idsxml::xml {

/// How the text around a place is laid out, for what is inserted there to look as if it had always been there.
struct Layout {
  bool own_lines = true;  ///< elements stand on lines of their own
  std::string newline = "\n";
  std::string indent;         ///< of the inserted element
  std::string unit = "    ";  ///< what one level adds
  char quote = '"';
  std::string_view empty_end = "/>";  ///< or " />"
};

/// The white space from the line's begin to `at`, or nothing where something else stands there.
struct Indent {
  bool own_line;
  std::string_view text;
};
Indent indent_at(std::string_view text, std::size_t at);

/// The range that goes with an element: its own line with indentation and line end where it has one to itself, else
/// just its bytes.
struct Range {
  std::size_t begin;
  std::size_t end;
};
Range removal_range(std::string_view text, const ElementSpan& span);

/// The layout for a child of `parent`, next to `sibling` where there is one.
Layout layout_for_child(std::string_view text, const ElementSpan& parent, const ElementSpan* sibling,
                        const ElementSpan& root);

/// The element as text, without white space before or behind it.
std::string render(pugi::xml_node element, const Layout& layout);

/// `value` as it stands between the given quotes, or with '\0' as element content.
std::string escape(std::string_view value, char quote);

}  // namespace idsxml::xml
