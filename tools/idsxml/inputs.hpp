#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "idsxml/report.hpp"

namespace idsxml::cli {

/// What the operands of a command come down to.
struct Inputs {
  std::vector<std::string> files;  ///< in the order of the operands, each once; "-" is standard input
  std::vector<Error> errors;
  std::vector<Notice> notices;
};

/// Folders become the standalone*.xml in them.
Inputs expand(const std::vector<std::string>& operands);

/// Where a path leads, links followed; the path itself where that cannot be told.
std::string real_path(const std::string& path);

/// Why a report cannot be written to `path`: it is one of `others`.
std::optional<Error> overwrites(const std::string& path, const std::vector<std::string>& others);

/// A link to a folder was found in one, and is not followed.
Notice linked_folder(const std::string& path);

/// How large a file may be, in bytes.
inline constexpr Option max_size_option{"max-size", '\0', "SIZE", "", "refuse larger files; 256M without it"};
Result<std::size_t> max_size_of(const Arguments& arguments);

/// The whole content of a file, or of standard input for "-".
Result<std::string> bytes_of(const std::string& path, std::size_t max_size);

/// What it holds.
Result<Configuration> configuration_of(const std::string& path, std::size_t max_size);

}  // namespace idsxml::cli
