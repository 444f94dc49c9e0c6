#pragma once

#include <span>
#include <string>

#include "arguments.hpp"
#include "idsxml/rules.hpp"

namespace idsxml::cli {

inline constexpr Option rules_option{"rules", '\0', "DIR", "", "use the rule files (*.xml) in DIR as well"};

/// The built-in rules and those of --rules.
Result<Rules> rules_of(const Arguments& arguments);

/// An id that none of the rules has, with the one that was probably meant.
Error unknown_rule(const std::string& id, std::span<const RuleSummary> rules);

}  // namespace idsxml::cli
