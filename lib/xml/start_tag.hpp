#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "xml/scan.hpp"

namespace idsxml::xml {

/// A start tag of a text that scan() accepted: to ask a few elements something without a DOM of all. Borrows the text.
class StartTag {
 public:
  StartTag(std::string_view text, const ElementSpan& span) : text_(text), span_(span) {}

  /// The name without its prefix.
  std::string_view local_name() const;
  /// The value of the attribute of that qualified name as a processor reports it.
  std::optional<std::string> attribute(std::string_view name) const;
  /// The namespace that the element is in, of which `ancestors` are the elements around it, the innermost first.
  std::string name_space(std::initializer_list<const StartTag*> ancestors) const;

 private:
  std::string_view qualified_name() const;

  std::string_view text_;
  ElementSpan span_;
};

}  // namespace idsxml::xml
