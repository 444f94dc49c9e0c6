#pragma once

#include <string>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/diff.hpp"
#include "merge/three.hpp"

namespace idsxml::merging {

/// Something that is another way in a configuration than it was.
struct Fact {
  std::string subsystem;  ///< empty outside of subsystems
  std::string text;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 finds a null pointer in every defaulted comparison
  friend auto operator<=>(const Fact&, const Fact&) = default;
};

/// Where a result holds what nobody asked for, or has lost something: what a server sees changed from mine to the
/// result is what theirs changed of the base, and the other way round. The results are that with every conflict decided
/// for mine, and for theirs.
std::vector<Fact> surprises(const Three<Configuration>& sides, const Configuration& with_mine,
                            const Configuration& with_theirs, const Rules& rules);

}  // namespace idsxml::merging
