#include "os/pending_file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "os/bytes.hpp"
#include "os/io_error.hpp"

namespace idsxml::os {
namespace {

/// Short, so that it fits wherever the file's own name does.
std::string temporary_name() {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, 0) < 0) number = static_cast<std::uint64_t>(::getpid());
  return ".idsxml-" + hexadecimal(number);
}

}  // namespace

Result<Folder> open_folder(const std::string& path) {
  Folder folder{Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), path};
  if (folder.fd) return folder;
  if (errno == ENOENT || errno == ENOTDIR) {
    return io_error("IO031", "cannot write into " + quoted(path) + ": there is no such folder",
                    "make the folder first");
  }
  return writing_error(errno, path);
}

Result<PendingFile> PendingFile::create(const Folder& folder, mode_t mode) {
  for (;;) {
    std::string name = temporary_name();
    Descriptor fd(::openat(folder.fd.get(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (fd) return PendingFile(folder, std::move(name), std::move(fd));
    if (errno == EEXIST) continue;
    if (errno == EACCES || errno == EPERM) {
      return io_error("IO022", "cannot make a file in the folder " + quoted(folder.path) + ": permission denied",
                      "run as a user who may, for example the server's own, or write elsewhere with -o OUT");
    }
    return writing_error(errno, folder.path);
  }
}

PendingFile::PendingFile(const Folder& folder, std::string name, Descriptor fd)
    : folder_(&folder), name_(std::move(name)), fd_(std::move(fd)) {}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : folder_(other.folder_), name_(std::exchange(other.name_, {})), fd_(std::move(other.fd_)) {}

PendingFile::~PendingFile() {
  if (!name_.empty()) ::unlinkat(folder_->fd.get(), name_.c_str(), 0);
}

int PendingFile::write(std::string_view bytes) {
  if (const int number = write_all(fd_.get(), bytes)) return number;
  return sync(fd_.get());
}

int PendingFile::publish_as_new(const std::string& name) {
  const int folder = folder_->fd.get();
  if (::renameat2(folder, name_.c_str(), folder, name.c_str(), RENAME_NOREPLACE) == 0) {
    name_.clear();
    return 0;
  }
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system, such as NFS, that cannot rename without replacing can link; the temporary name goes with this
  // object.
  return ::linkat(folder, name_.c_str(), folder, name.c_str(), 0) == 0 ? 0 : errno;
}

int PendingFile::publish_in_place_of(const std::string& name) {
  const int folder = folder_->fd.get();
  if (::renameat(folder, name_.c_str(), folder, name.c_str()) != 0) return errno;
  name_.clear();
  return 0;
}

}  // namespace idsxml::os
