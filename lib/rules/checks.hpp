#pragma once

#include <functional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "idsxml/release.hpp"
#include "rules/tables.hpp"

namespace idsxml::rules {

/// What a check found: where, what a person should know, and whether something is left to do.
struct Remark {
  pugi::xml_node element;
  std::string_view attribute;  ///< of the element; empty for its start tag
  std::string message;
  bool left;
};
using Report = std::function<void(const Remark&)>;

/// Looks at a server configuration with the eyes of a release. Reads the catalog, changes nothing.
void run_check(CheckName check, pugi::xml_node server, const Release& target, const Report& report);

}  // namespace idsxml::rules
