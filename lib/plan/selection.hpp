#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "idsxml/plan.hpp"
#include "plan/steps.hpp"

namespace idsxml::planning {

/// The installation that steps are selected for.
struct Installation {
  const PlanOptions& options;
  DatabaseKind database = DatabaseKind::other;
};

/// Those of `all` that are for an installation: of several with one id the last, at the place of the first of that id,
/// which may be for others.
std::vector<const Step*> steps_for(const Installation& installation, std::span<const Step> all);

/// Whether a release is one of a set, as parse_release_set() reads it; every release is one of an empty set.
bool holds(std::string_view set, const Release& release);

}  // namespace idsxml::planning
