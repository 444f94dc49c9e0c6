#include "xml/start_tag.hpp"

#include <algorithm>

#include "xml/characters.hpp"
#include "xml/tree.hpp"

namespace idsxml::xml {

std::string_view StartTag::qualified_name() const {
  const std::size_t begin = span_.begin + 1;
  const auto ends_name = [](char c) { return is(CharClass::space, c) || c == '/' || c == '>'; };
  const auto* const end = std::find_if(text_.begin() + begin, text_.end(), ends_name);
  return text_.substr(begin, static_cast<std::size_t>(end - text_.begin()) - begin);
}

std::string_view StartTag::local_name() const {
  return xml::local_name(qualified_name());
}

std::optional<std::string> StartTag::attribute(std::string_view name) const {
  AttributeSpans rest(text_, span_);
  while (const std::optional<AttributeSpan> each = rest.next())
    if (text_.substr(each->name_begin, each->name_end - each->name_begin) == name)
      return attribute_value(text_.substr(each->value_begin, each->value_end - each->value_begin));
  return std::nullopt;
}

std::string StartTag::name_space(std::initializer_list<const StartTag*> ancestors) const {
  const std::string_view name = qualified_name();
  const std::size_t colon = name.find(':');
  const std::string declaration =
      colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
  std::optional<std::string> found = attribute(declaration);
  for (const StartTag* ancestor : ancestors)
    if (!found) found = ancestor->attribute(declaration);
  return found.value_or("");
}

}  // namespace idsxml::xml
