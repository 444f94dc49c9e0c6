#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace idsxml::xml {

/// Replace the text in [begin, end) by `replacement`; offsets in bytes from 0.
struct Edit {
  std::size_t begin;
  std::size_t end;
  std::string replacement;
  std::size_t cause;  ///< which finding asked for it
};

/// `text` with `edits` made, which are in order and do not overlap.
std::string splice(std::string_view text, const std::vector<Edit>& edits);

}  // namespace idsxml::xml
