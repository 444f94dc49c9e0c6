#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "idsxml/diff.hpp"

/// In what two configurations differ, as a part of a page: a table for each subsystem, old and new side by side.
namespace idsxml::report::html {

struct DiffPart {
  std::string content;
  std::string links;  ///< to the tables
};

/// `level` is that of the tables' headings; `prefix` tells their ids from those of other parts of the page.
DiffPart diff_part(const Diff& diff, std::size_t level, std::string_view prefix);

/// Whose defaults made no difference.
std::string note_on_defaults(const Diff& diff);

}  // namespace idsxml::report::html
