#include "os/open_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "os/bytes.hpp"
#include "os/io_error.hpp"

namespace idsxml::os {
namespace {

struct Unreadable {
  mode_t type;
  const char* code;
  const char* what;
  const char* advice;
};

constexpr const char* stream_advice = "to read a stream, name the file - and pass it as standard input";

constexpr std::array unreadable_types{
    Unreadable{S_IFDIR, "IO003", "it is a folder", "name a file in it"},
    Unreadable{S_IFCHR, "IO004", "it is a device", stream_advice},
    Unreadable{S_IFBLK, "IO004", "it is a device", "name a file"},
    Unreadable{S_IFIFO, "IO005", "it is a pipe", stream_advice},
    Unreadable{S_IFSOCK, "IO006", "it is a socket", "name a file"},
};

std::optional<Error> refuse_type(const struct stat& status, const std::string& path) {
  const auto* found = std::find_if(unreadable_types.begin(), unreadable_types.end(),
                                   [&](const Unreadable& type) { return type.type == (status.st_mode & S_IFMT); });
  if (found == unreadable_types.end()) return {};
  return io_error(found->code, "cannot read " + quoted(path) + ": " + found->what, found->advice);
}

Error too_large(const std::string& path, std::size_t max_size) {
  return io_error(
      "IO009",
      "cannot read " + quoted(path) + ": it is larger than the limit of " + std::to_string(max_size) + " bytes",
      "raise the limit with --max-size, if this is the right file");
}

}  // namespace

Result<OpenFile> open_regular(const std::string& path, int access) {
  OpenFile file;
  // Before it is opened: to open a device may already do something, and a socket cannot be.
  if (::stat(path.c_str(), &file.status) != 0) return reading_error(errno, path);
  if (auto error = refuse_type(file.status, path)) return *std::move(error);
  file.fd = Descriptor(::open(path.c_str(), access | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.fd) return access == O_RDONLY ? reading_error(errno, path) : writing_error(errno, path);
  // And again, since the name may lead elsewhere by now.
  if (::fstat(file.fd.get(), &file.status) != 0) return reading_error(errno, path);
  if (auto error = refuse_type(file.status, path)) return *std::move(error);
  return file;
}

Result<std::string> content_of(const OpenFile& file, const std::string& path, std::size_t max_size) {
  const auto size = static_cast<std::size_t>(file.status.st_size);
  if (size > max_size) return too_large(path, max_size);
  std::string bytes;
  if (::lseek(file.fd.get(), 0, SEEK_SET) < 0) return reading_error(errno, path);
  const int number = read_all(file.fd.get(), size, max_size, bytes);
  if (number == EFBIG) return too_large(path, max_size);
  if (number != 0) return reading_error(number, path);
  struct stat now {};
  if (::fstat(file.fd.get(), &now) != 0) return reading_error(errno, path);
  if (now.st_size != file.status.st_size || mtime_of(now) != mtime_of(file.status)) {
    return io_error("IO012", "cannot read " + quoted(path) + ": another program is writing it",
                    "wait until it has finished, then run again");
  }
  return bytes;
}

std::int64_t mtime_of(const struct stat& status) {
  return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

FileIdentity identity_of(const struct stat& status, std::string_view bytes) {
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size), mtime_of(status), hash_of(bytes)};
}

Result<std::string> real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
  if (!resolved) return reading_error(errno, path);
  return std::string(resolved.get());
}

}  // namespace idsxml::os

namespace idsxml {

Result<std::string> read_stream(int fd, std::size_t max_size) {
  return os::guarded([&]() -> Result<std::string> {
    const auto error = [&](int number) -> Error {
      if (number == EFBIG) return os::too_large("standard input", max_size);
      return os::reading_error(number, "standard input");
    };
    struct stat status {};
    if (::fstat(fd, &status) != 0) return error(errno);
    const bool sized = S_ISREG(status.st_mode);
    if (sized && static_cast<std::uint64_t>(status.st_size) > max_size) return error(EFBIG);
    constexpr std::size_t usual_size = 65536;
    std::string bytes;
    const int number = os::read_all(fd, sized ? static_cast<std::size_t>(status.st_size) : usual_size, max_size, bytes);
    if (number != 0) return error(number);
    return bytes;
  });
}

std::optional<Error> write_stream(int fd, std::string_view bytes) {
  return os::guarded([&]() -> std::optional<Error> {
    if (const int number = os::write_all(fd, bytes)) return os::writing_error(number, "standard output");
    return {};
  });
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace idsxml
