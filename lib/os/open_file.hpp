#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "idsxml/file.hpp"
#include "idsxml/result.hpp"
#include "os/descriptor.hpp"

namespace idsxml::os {

struct OpenFile {
  Descriptor fd;
  struct stat status {};
};

/// Opens a regular file, links followed, with `access` being O_RDONLY or O_RDWR; refuses everything else unopened.
Result<OpenFile> open_regular(const std::string& path, int access);

/// The content of a file just opened; an error where it changes meanwhile.
Result<std::string> content_of(const OpenFile& file, const std::string& path, std::size_t max_size);

FileIdentity identity_of(const struct stat& status, std::string_view bytes);

/// In nanoseconds since the epoch.
std::int64_t mtime_of(const struct stat& status);

/// The path with every link resolved.
Result<std::string> real_path(const std::string& path);

}  // namespace idsxml::os
