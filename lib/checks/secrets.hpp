#pragma once

#include <pugixml.hpp>
#include <string_view>
#include <vector>

namespace idsxml::checks {

/// A secret that stands in a configuration in plain text. Views are into the DOM.
struct Secret {
  pugi::xml_node element;
  std::string_view attribute;  ///< empty: the element's text
  std::string_view name;
  std::string_view value;
};

/// Those of an element and of all in it, in their order.
std::vector<Secret> secrets_in(pugi::xml_node root);

}  // namespace idsxml::checks
