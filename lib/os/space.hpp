#pragma once

#include <cstdint>
#include <string>

namespace idsxml::os {

struct Space {
  std::uint64_t free = 0;      ///< for this user, in bytes
  bool shares_blocks = false;  ///< the file system can let two files have the same blocks
};

/// Of the file system that a folder is on; nothing free where that cannot be told.
Space space_of(const std::string& folder);

/// Whether something can be moved from one to the other without being copied: mounts of one file system are apart, too.
bool is_on_one_mount(const std::string& one, const std::string& other);

bool is_on_one_file_system(const std::string& one, const std::string& other);

}  // namespace idsxml::os
