#pragma once

#include <vector>

#include "idsxml/lint.hpp"

namespace idsxml::linting {

/// Gives findings the severities that a user has set for their rules.
inline void overrule(const std::vector<RuleSeverity>& severities, std::vector<Finding>& findings) {
  for (Finding& finding : findings)
    for (const RuleSeverity& own : severities)
      if (own.rule == finding.rule) finding.severity = own.severity;
}

}  // namespace idsxml::linting
