#pragma once

#include <optional>
#include <string>
#include <vector>

#include "idsxml/result.hpp"

namespace idsxml::cli {

/// What git hands to an external diff driver.
struct GitCall {
  struct Version {
    std::string file;  ///< that holds it
    std::string mode;  ///< 100644
    std::string path;  ///< in the repository

    bool is_there() const { return file != "/dev/null"; }
  };
  Version before;
  Version after;
  bool is_unmerged = false;  ///< then there is no more than the path

  /// Which file it is about, and what became of it, as git writes it.
  std::string heading() const;
};

/// Errors: CLI004 where git would not have called like that.
Result<GitCall> git_call(const std::vector<std::string>& operands);

}  // namespace idsxml::cli
