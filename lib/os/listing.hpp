#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"

namespace idsxml::os {

enum class EntryKind : std::uint8_t {
  file,
  folder,
  link,   ///< symbolic
  other,  ///< a device, a socket or a pipe
};

/// Something below a folder, as it was when it was looked at.
struct Entry {
  std::string path;             ///< relative to the folder
  std::string source;           ///< where it lies; another place than under `path` where a link was followed
  std::string target;           ///< of a link: its text
  std::uint64_t size = 0;       ///< of a file, in bytes
  std::uint64_t allocated = 0;  ///< of a file: what it takes on its disk, in bytes
  std::int64_t mtime_ns = 0;    ///< since the epoch
  std::uint32_t mode = 0;       ///< its permission bits
  std::uint32_t user = 0;
  std::uint32_t group = 0;
  EntryKind kind = EntryKind::file;
  bool followed = false;    ///< it is what a link led to
  bool unreadable = false;  ///< a file that this user may not read
};

enum class Visit {
  take,    ///< with what is below, if it is a folder
  alone,   ///< without what is below
  skip,    ///< leave it out
  follow,  ///< of a link: what it leads to in its place
};

/// What to do with an entry, which has no mtime and size yet where it is a link.
using Choose = std::function<Visit(const Entry& entry)>;

/// All that lies below a folder, in the order of the paths' bytes: each folder before what is in it. Memory grows
/// with the number of entries alone. Errors: IO… where a folder cannot be listed, or links that are followed go in a
/// circle.
Result<std::vector<Entry>> list_below(const std::string& folder, const Choose& choose);

}  // namespace idsxml::os
