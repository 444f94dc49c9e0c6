#pragma once

#include <set>
#include <string>

#include "merge/pieces.hpp"
#include "merge/side.hpp"
#include "merge/three.hpp"

namespace idsxml::merging {

/// What else is known of a merge.
struct Plan {
  /// Whose XML declaration is kept, mine or theirs, where the encodings differ; nullptr where they do not.
  const Side* encoding = nullptr;
  /// The subsystems that are a conflict as a whole where both sides changed them; "" stands for each element at the top
  /// but the profile.
  std::set<std::string> undivided = {};
};

/// Merges three documents element by element.
Pieces merged_documents(const Three<const Side*>& sides, const Plan& plan);

}  // namespace idsxml::merging
