#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"
#include "plan/steps.hpp"

namespace idsxml::planning {

/// Steps that were read, with the texts that they point into. Not copied: the views would point into the other.
struct OwnedSteps {
  std::deque<std::string> texts;
  std::deque<std::vector<Commands>> commands;
  std::vector<Step> steps;
  std::vector<ChartVersion> chart_versions;

  OwnedSteps() = default;
  OwnedSteps(const OwnedSteps&) = delete;
  OwnedSteps& operator=(const OwnedSteps&) = delete;
};

/// Reads a file of steps. `name` is what errors call it. Errors: RUL001 for a word or value that such files do not
/// have, XML… where the text is not well-formed; the message begins with the file's name.
Result<bool> load(const std::string& name, std::string text, OwnedSteps& steps);

/// Whether what steps name is there: their ways back, and the steps whose commands they share. Error: RUL002.
Result<bool> check(const OwnedSteps& steps);

}  // namespace idsxml::planning
