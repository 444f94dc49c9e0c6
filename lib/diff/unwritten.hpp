#pragma once

#include "diff/model.hpp"

namespace idsxml::diffing {

/// Adds what servers take for written in the versions that the nodes are written in (<unwritten> of the dialects), and
/// numbers the twins of all nodes.
void add_unwritten(Model& model, const rules::Tables& tables);

}  // namespace idsxml::diffing
