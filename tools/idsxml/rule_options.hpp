#pragma once

#include "arguments.hpp"
#include "idsxml/rules.hpp"

namespace idsxml::cli {

inline constexpr Option rules_option{"rules", '\0', "DIR", "", "use the rule files (*.xml) in DIR as well"};

/// The built-in rules and those of --rules.
Result<Rules> rules_of(const Arguments& arguments);

}  // namespace idsxml::cli
