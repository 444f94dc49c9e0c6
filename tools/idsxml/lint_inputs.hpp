#pragma once

#include <string>
#include <vector>

#include "idsxml/report.hpp"

namespace idsxml::cli {

struct LintInput {
  std::string path;       ///< "-" is standard input
  bool is_found = false;  ///< in a folder, by its name: it may turn out to be something else
};

/// What the operands of lint come down to.
struct LintInputs {
  std::vector<LintInput> files;  ///< in the order of the operands, each once
  std::vector<Error> errors;
  std::vector<Notice> notices;
};

LintInputs lint_inputs(const std::vector<std::string>& operands);

/// Whether this is why a file that was found in a folder is not lint's business after all.
bool is_none_of_ours(const LintInput& input, const Error& error);

}  // namespace idsxml::cli
