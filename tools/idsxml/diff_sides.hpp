#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "idsxml/diff.hpp"

namespace idsxml::cli {

/// A configuration that is compared, and what it is called in reports.
struct NamedSide {
  std::string name;
  DiffSide side;
};

/// How what is compared is read.
struct SidePlan {
  std::optional<std::string> profile;  ///< as the user names it
  std::size_t max_size = 0;            ///< of a file, in bytes
};

/// What is named by releases such as keycloak:12, by homes of servers, and by files; - is standard input. Releases and
/// servers have several configurations: that of the profile is taken, without one that which is most like the first
/// file. Errors: those of parse_release(), stock_configuration() and of reading, DIF005 where a folder is no home of a
/// server; `failed` is then the file that the error is about.
Result<std::vector<NamedSide>> sides_of(const std::vector<std::string>& names, const SidePlan& plan,
                                        std::string& failed);

}  // namespace idsxml::cli
