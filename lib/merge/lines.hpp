#pragma once

#include "merge/pieces.hpp"
#include "merge/three.hpp"

namespace idsxml::merging {

/// Merges any texts line by line.
Pieces merged_lines(const Texts& texts);

}  // namespace idsxml::merging
