#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/finding.hpp"

namespace idsxml::report {

/// A line of a text diff that may be shown and kept.
struct SafeDiffLine {
  char mark;         ///< ' ', '-' or '+'
  std::string text;  ///< UTF-8 without its end and without secrets
};

struct SafeHunk {
  std::size_t before;  ///< the number of its first line in the text before, from 1
  std::size_t after;   ///< likewise in the text after
  std::vector<SafeDiffLine> lines;
};

/// What unified_diff() says, of the text instead of the bytes, with stars for what is secret. `after` is what `edits`
/// make of `before`.
std::vector<SafeHunk> safe_text_diff(const Configuration& before, const Configuration& after,
                                     std::span<const Edit> edits);

}  // namespace idsxml::report
