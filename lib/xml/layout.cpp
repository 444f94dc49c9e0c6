#include "xml/layout.hpp"

#include <algorithm>

#include "xml/tree.hpp"

namespace idsxml::xml {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// The line end that stands just before `at`.
std::string_view line_end_before(std::string_view text, std::size_t at) {
  if (at == 0) return {};
  if (at >= 2 && text.substr(at - 2, 2) == "\r\n") return text.substr(at - 2, 2);
  return is_line_end(text[at - 1]) ? text.substr(at - 1, 1) : std::string_view{};
}

std::size_t line_end_length(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "\r\n") return 2;
  return at < text.size() && is_line_end(text[at]) ? 1 : 0;
}

std::string_view first_line_end(std::string_view text) {
  const std::size_t at = text.find_first_of("\r\n");
  return at == std::string_view::npos ? std::string_view{} : text.substr(at, line_end_length(text, at));
}

std::string_view line_end_near(std::string_view text, std::size_t line_begin) {
  const std::string_view before = line_end_before(text, line_begin);
  return before.empty() ? first_line_end(text) : before;
}

/// The first child element's begin, found as text: the first '<' behind the start tag that opens an element.
std::size_t first_child_begin(std::string_view text, const ElementSpan& parent) {
  std::size_t at = parent.open_end;
  while (at < parent.close_begin) {
    at = text.find('<', at);
    if (at == std::string_view::npos || at >= parent.close_begin) break;
    if (text.substr(at, 4) == "<!--") {
      at = text.find("-->", at);
    } else if (text[at + 1] != '!' && text[at + 1] != '?') {
      return at;
    } else {
      ++at;
    }
  }
  return std::string_view::npos;
}

char quote_of(std::string_view text, const ElementSpan& span) {
  const std::vector<AttributeSpan> attributes = attributes_of(text, span);
  return attributes.empty() ? '\0' : text[attributes.front().value_end];
}

std::string unit_between(std::string_view outer, std::string_view inner) {
  return inner.size() > outer.size() && inner.starts_with(outer) ? std::string(inner.substr(outer.size()))
                                                                 : std::string();
}

std::string document_unit(std::string_view text, const ElementSpan& root) {
  const std::size_t child = first_child_begin(text, root);
  if (child == std::string_view::npos) return {};
  const Indent inner = indent_at(text, child);
  return inner.own_line ? unit_between(indent_at(text, root.begin).text, inner.text) : std::string();
}

/// What a character has to be written as within these quotes, or as text without one; empty where it stands for itself.
std::string_view reference_for(char c, char quote) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return quote == '\0' ? "&gt;" : "";
    case '"':
      return quote == '"' ? "&quot;" : "";
    case '\'':
      return quote == '\'' ? "&apos;" : "";
    case '\t':
      return quote != '\0' ? "&#9;" : "";
    case '\n':
      return quote != '\0' ? "&#10;" : "";
    case '\r':
      return quote != '\0' ? "&#13;" : "";
    default:
      return "";
  }
}

void append_attributes(std::string& out, pugi::xml_node element, const Layout& layout) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    out.append(" ").append(attribute.name()).append("=");
    out.push_back(layout.quote);
    out.append(escape(attribute.value(), layout.quote));
    out.push_back(layout.quote);
  }
}

void append_line_break(std::string& out, const Layout& layout, const std::string& indent) {
  if (layout.own_lines) out.append(layout.newline).append(indent);
}

void append_element(std::string& out, pugi::xml_node element, const Layout& layout, const std::string& indent) {
  out.append("<").append(element.name());
  append_attributes(out, element, layout);
  const std::string_view content = text_of(element);
  const pugi::xml_node first_child =
      element.find_child([](pugi::xml_node n) { return n.type() == pugi::node_element; });
  if (content.empty() && !first_child) {
    out.append(layout.empty_end);
    return;
  }
  out.append(">").append(escape(content, '\0'));
  for (const pugi::xml_node child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    append_line_break(out, layout, indent + layout.unit);
    append_element(out, child, layout, indent + layout.unit);
  }
  if (first_child) append_line_break(out, layout, indent);
  out.append("</").append(element.name()).append(">");
}

}  // namespace

Indent indent_at(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  const bool own_line = begin == 0 || is_line_end(text[begin - 1]);
  return {own_line, own_line ? text.substr(begin, at - begin) : std::string_view{}};
}

Range removal_range(std::string_view text, const ElementSpan& span) {
  const Indent indent = indent_at(text, span.begin);
  std::size_t end = span.end;
  while (end < text.size() && is_blank(text[end])) ++end;
  const std::size_t line_end = line_end_length(text, end);
  if (!indent.own_line || line_end == 0) return {span.begin, span.end};
  return {span.begin - indent.text.size(), end + line_end};
}

Layout layout_for_child(std::string_view text, const ElementSpan& parent, const ElementSpan* sibling,
                        const ElementSpan& root) {
  Layout layout;
  const Indent outer = indent_at(text, parent.begin);
  std::size_t example = sibling != nullptr ? sibling->begin : std::string_view::npos;
  if (example == std::string_view::npos || !indent_at(text, example).own_line) {
    const std::size_t first = first_child_begin(text, parent);
    if (first != std::string_view::npos) example = first;
  }
  std::string unit = document_unit(text, root);
  if (example != std::string_view::npos) {
    const Indent inner = indent_at(text, example);
    layout.own_lines = inner.own_line;
    layout.indent = inner.text;
    layout.newline = line_end_near(text, example - inner.text.size());
    if (const std::string own = unit_between(outer.text, inner.text); !own.empty()) unit = own;
  } else {
    layout.own_lines = outer.own_line;
    layout.newline = line_end_near(text, parent.begin - outer.text.size());
  }
  if (!unit.empty()) layout.unit = unit;
  if (example == std::string_view::npos) layout.indent = std::string(outer.text) + layout.unit;
  if (layout.newline.empty()) layout.own_lines = false;

  for (const ElementSpan* near : {sibling, &parent, &root}) {
    const char quote = near == nullptr ? '\0' : quote_of(text, *near);
    if (quote == '\0') continue;
    layout.quote = quote;
    break;
  }
  const bool spaced = sibling != nullptr && sibling->is_empty_tag() && is_blank(text[sibling->end - 3]);
  if (spaced) layout.empty_end = " />";
  return layout;
}

std::string render(pugi::xml_node element, const Layout& layout) {
  std::string out;
  append_element(out, element, layout, layout.indent);
  return out;
}

std::string escape(std::string_view value, char quote) {
  std::string escaped;
  escaped.reserve(value.size());
  std::size_t copied = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string_view reference = reference_for(value[i], quote);
    if (reference.empty()) continue;
    escaped.append(value.substr(copied, i - copied)).append(reference);
    copied = i + 1;
  }
  return escaped.append(value.substr(copied));
}

}  // namespace idsxml::xml
