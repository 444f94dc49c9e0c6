#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/merge.hpp"
#include "merge/three.hpp"

namespace idsxml::merging {

/// A stretch of a result: a text, or a conflict.
struct Piece {
  bool is_conflict = false;
  std::string mine;  ///< of a text: the text
  std::string base;
  std::string theirs;
};

/// A result from its begin to its end.
class Pieces {
 public:
  void add(std::string_view text);
  void add_conflict(const Texts& sides);
  void add(Pieces more);

  bool is_empty() const { return pieces_.empty(); }
  bool is_clean() const;
  /// The text where every conflict is decided for one side.
  std::string decided(std::string Piece::*side) const;

  /// The same with each conflict on lines of its own, as small as can be: what all sides have in common at its begin
  /// and its end is text.
  Pieces on_own_lines() const;
  /// The result with markers, of pieces on lines of their own.
  Merged marked(const MergeOptions& options) const;

 private:
  std::vector<Piece> pieces_;  ///< no two texts in a row, none empty
};

}  // namespace idsxml::merging
