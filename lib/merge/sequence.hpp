#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "merge/three.hpp"

/// Sequences of things that are told apart by numbers: lines, or elements among their siblings.
namespace idsxml::merging {

using Ids = std::vector<std::uint32_t>;

struct Run {
  std::size_t begin;
  std::size_t end;

  std::span<const std::uint32_t> of(const Ids& ids) const { return std::span(ids).subspan(begin, end - begin); }
  bool is_empty() const { return begin == end; }
};

/// A stretch of all three sequences. Where it is stable, they are equal in it.
struct Region {
  bool is_stable;
  Three<Run> runs;
};

/// All of three sequences in regions, in order.
std::vector<Region> regions(const Three<Ids>& sequences);

/// What diff3 makes of three sequences; nothing where both sides changed one region differently.
std::optional<Ids> merged_sequence(const Three<Ids>& sequences);

/// All that is in `mine` or in `theirs`, no number twice in one of them. What only one of them has stands behind what
/// it stood behind there. Where one side alone moved something, its order counts, else that of `mine`.
Ids woven(const Three<Ids>& sequences);

}  // namespace idsxml::merging
