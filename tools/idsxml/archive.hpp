#pragma once

#include <optional>
#include <string>

#include "idsxml/result.hpp"

namespace idsxml::cli {

/// Makes a tar archive of a folder, with all that belongs to its files; compressed as the name of `file` says: .tar,
/// .tar.gz, .tar.xz and what else tar knows. The file is whole or absent. Errors: UPG016, IO030 where it is there.
std::optional<Error> make_archive(const std::string& folder, const std::string& file);

}  // namespace idsxml::cli
