#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "idsxml/release.hpp"

/// What stands in a configuration where the release reads something else: elements, attributes and values, compared
/// with the schemas of that release as the catalog has them.
namespace idsxml::checks {

struct Violation {
  enum class Kind : std::uint8_t {
    unknown_element,    ///< not in this schema
    misplaced_element,  ///< in this schema, but not here
    unknown_attribute,
    missing_attribute,
    missing_element,
    wrong_value,   ///< not of the type
    wrong_choice,  ///< not one of the words that it can be
    repeated_element,
    wrong_order,
    stray_text,  ///< where only elements may stand
  };
  Kind kind;
  pugi::xml_node element;
  std::string attribute;  ///< its name as written; empty where it is about the start tag, or about the text for values
  std::string message;    ///< what is wrong here, one line
  std::string help;       ///< what is allowed, or probably meant; one line, may be empty
};

/// Of the whole configuration, in its order. What has a schema that the catalog does not know, or that the release does
/// not read, is left out. A value with an expression is judged by what it is without any property set; one whose
/// expression has no default, or that holds a template's placeholder, is right.
std::vector<Violation> content_violations(pugi::xml_node root, const Release& target);

}  // namespace idsxml::checks
