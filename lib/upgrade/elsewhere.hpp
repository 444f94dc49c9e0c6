#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace idsxml::upgrading {

/// A folder that a server is told to run in.
struct NamedFolder {
  std::string path;
  std::size_t line = 0;  ///< where the script says so, from 1
};

/// The folders that a bin/standalone.conf or bin/domain.conf names by their whole path: for all that a server writes,
/// for its configuration, its data, its deployments.
std::vector<NamedFolder> folders_named_in(std::string_view script);

}  // namespace idsxml::upgrading
