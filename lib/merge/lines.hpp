#pragma once

#include <string_view>
#include <vector>

#include "idsxml/finding.hpp"
#include "merge/pieces.hpp"
#include "merge/three.hpp"

namespace idsxml::merging {

/// Merges any texts line by line.
Pieces merged_lines(const Texts& texts);

/// Whole lines of `before` to be replaced, so that it becomes `after`.
std::vector<Edit> line_edits(std::string_view before, std::string_view after);

}  // namespace idsxml::merging
