#pragma once

#include <string>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/finding.hpp"
#include "idsxml/release.hpp"
#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"

namespace idsxml {

/// What the findings of a rule are taken for, whatever the rule says.
struct RuleSeverity {
  std::string rule;
  Severity severity;
};

struct LintOptions {
  Release to;                          ///< the release that shall read the configuration
  std::vector<std::string> only = {};  ///< only these rules; empty for all
  std::vector<std::string> skip = {};  ///< not these
  std::vector<RuleSeverity> severities = {};
};

/// What a release would say of a configuration.
struct Lint {
  std::vector<Finding> findings;  ///< in the order of their places
};

/// Everything that the target release would refuse or silently change, all at once: a finding of severity error means
/// that the server does not boot with it, or boots without that part. A finding with edits is one that migrate() fixes.
/// A comment in the configuration, <!-- idsxml ignore=KC1301 and the reason -->, suppresses findings: they are marked.
/// Nothing but the configuration and the catalog is looked at. Errors: RUL… for an unknown id in `options`.
Result<Lint> lint(const Configuration& configuration, const Rules& rules, const LintOptions& options);

}  // namespace idsxml
