#pragma once

#include <string_view>
#include <vector>

#include "idsxml/plan.hpp"
#include "plan/database.hpp"

namespace idsxml::planning {

/// The variables that some texts of bash use, and those that these need, in the order in which they are to be set.
std::vector<RunbookVariable> variables_of(const std::vector<std::string_view>& texts, const PlanOptions& options,
                                          const Database& database);

/// Those of `variables` that some texts use, and those that these need.
std::vector<std::string> names_used(const std::vector<std::string_view>& texts,
                                    const std::vector<RunbookVariable>& variables);

}  // namespace idsxml::planning
