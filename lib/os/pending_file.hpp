#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "idsxml/result.hpp"
#include "os/descriptor.hpp"

namespace idsxml::os {

/// An open folder, so that every step happens in the same one whatever becomes of its name.
struct Folder {
  Descriptor fd;
  std::string path;  ///< for messages
};

Result<Folder> open_folder(const std::string& path);

/// A file that is being written under a temporary name in the folder where it will stand. Until it is published nobody
/// sees it under its own name; if it never is, it goes with this object. The folder must outlive it.
class PendingFile {
 public:
  static Result<PendingFile> create(const Folder& folder, mode_t mode);

  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();

  int fd() const { return fd_.get(); }

  // These return 0 or the errno.

  int write(std::string_view bytes);                 ///< to disk, not only to the cache
  int publish_as_new(const std::string& name);       ///< EEXIST where the name is taken
  int publish_in_place_of(const std::string& name);  ///< by rename: whoever opens the name gets the old or the new file

 private:
  PendingFile(const Folder& folder, std::string name, Descriptor fd);

  const Folder* folder_;
  std::string name_;  ///< empty once published
  Descriptor fd_;
};

}  // namespace idsxml::os
