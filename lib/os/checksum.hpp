#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace idsxml::os {

/// Tells one content of a file from another, as the directory of a zip does.
struct Checksum {
  std::uint64_t size = 0;  ///< in bytes
  std::uint32_t crc = 0;   ///< CRC-32

  friend bool operator==(const Checksum&, const Checksum&) = default;
};

/// Of a regular file; nothing where it cannot be read.
std::optional<Checksum> checksum_of(const std::string& path);

}  // namespace idsxml::os
