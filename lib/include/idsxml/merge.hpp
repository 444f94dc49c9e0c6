#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/rules.hpp"

namespace idsxml {

/// How a conflict is marked, as git does it.
struct MergeOptions {
  std::size_t marker_size = 7;  ///< how many '<' begin one; at least 1
  std::string mine = "ours";    ///< what stands behind the markers
  std::string base = "base";
  std::string theirs = "theirs";
};

/// What a merge came to.
struct Merged {
  std::string bytes;
  std::vector<std::size_t> conflicts;  ///< the lines of `bytes`, from 1, on which they begin

  bool is_clean() const { return conflicts.empty(); }
};

/// Merges what `theirs` changed of `base` into `mine`. All three are the bytes of files.
///
/// Configurations are merged by their elements: those of one name, or one management address, belong together wherever
/// they stand among their siblings, and what only one side changed, an attribute or a comment, is taken from that side
/// byte for byte. What both changed differently is a conflict and stands in the result between markers on lines of
/// their own, with the text of both sides and of the base. A clean result is a configuration again, in which a server
/// sees what either side changed and nothing else; where it would not be, there is a conflict.
///
/// Encoding and line ends are those of `mine`, unless only `theirs` changed them. What is no configuration of one kind
/// on all three sides is merged line by line.
Merged merge(std::string_view base, std::string_view mine, std::string_view theirs, const Rules& rules,
             const MergeOptions& options = {});

}  // namespace idsxml
