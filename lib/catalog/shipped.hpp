#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "idsxml/release.hpp"

/// What releases are shipped with besides configurations: modules, and files that people change.
namespace idsxml::catalog {

/// Whether some release has a file of this path below a server's home; not of modules and docs.
bool ships_file(std::string_view path);

/// Whether some release has it with this content: its size in bytes and its CRC-32.
bool ships_file(std::string_view path, std::uint64_t size, std::uint32_t crc);

/// Whether some release has a file below the folder.
bool ships_below(std::string_view folder);

/// Whether all files of the release are known, so that one that is not just so was changed by somebody.
bool knows_files_of(const Release& release);

/// Whether the release has a module of this name, org.jboss.as.server, or the WildFly under it has.
bool ships_module(const Release& release, std::string_view name);

}  // namespace idsxml::catalog
