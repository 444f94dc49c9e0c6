#pragma once

#include "lint_policy.hpp"

namespace idsxml::cli {

/// Does what the safe rules have to say of a file, by the same path as `idsxml migrate`. Rules of which a comment in
/// the file suppresses a finding are left out. Returns whether the file was written; what was done is a notice of
/// `file`, and what stood in the way its error.
bool fix(const LintPlan& plan, LintedFile& file);

}  // namespace idsxml::cli
