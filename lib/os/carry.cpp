#include "os/carry.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "os/bytes.hpp"
#include "os/folder.hpp"
#include "os/io_error.hpp"
#include "os/metadata.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"

namespace idsxml::os {
namespace {

std::string part_of(const std::string& path) {
  return join(folder_of(path), part_name);
}

timespec time_of(std::int64_t ns) {
  constexpr std::int64_t second = 1'000'000'000;
  const std::int64_t rest = ((ns % second) + second) % second;
  return {static_cast<time_t>((ns - rest) / second), static_cast<long>(rest)};
}

OpenFile open_any_folder(const std::string& path) {
  OpenFile folder{Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))};
  if (folder.fd && ::fstat(folder.fd.get(), &folder.status) != 0) folder.fd = Descriptor();
  return folder;
}

bool is_as(const Expected& expected, const struct stat& status) {
  return static_cast<std::uint64_t>(status.st_size) == expected.size && mtime_of(status) == expected.mtime_ns;
}

Error changed(const std::string& path) {
  return io_error("UPG011", os::quoted(path) + " was changed or removed since the upgrade was planned",
                  "stop what writes in the old home; then undo the upgrade with --undo and begin anew");
}

bool cannot_be_there(int number) {
  return number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG;
}

int fill(const OpenFile& from, int to, const std::optional<std::string>& bytes, const Advanced& advanced) {
  return bytes ? write_all(to, *bytes) : copy_content(from.fd.get(), to, advanced);
}

}  // namespace

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

std::optional<Error> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) == 0) return {};
  struct stat status {};
  const bool is_there = errno == EEXIST && ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  if (!is_there) return writing_error(errno, path);
  open_folder_to_owner(path);
  return {};
}

void open_folder_to_owner(const std::string& path) {
  constexpr mode_t permissions = 07777;
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return;
  if ((status.st_mode & S_IRWXU) == S_IRWXU) return;
  // Where it may not be changed, what is written into it fails and says so.
  ::chmod(path.c_str(), (status.st_mode & permissions) | S_IRWXU);
}

std::optional<Error> keep_folder_look(const std::string& from, const std::string& path,
                                      std::vector<std::string>& notes) {
  const OpenFile old = open_any_folder(from);
  if (!old.fd) return reading_error(errno, from);
  const OpenFile made = open_any_folder(path);
  if (!made.fd) return writing_error(errno, path);
  keep_possible_metadata(old, made.fd.get(), path, notes);
  keep_times(old.status, made.fd.get());
  return {};
}

void restore_folder_look(const std::string& path, const FolderLook& look) {
  const OpenFile folder = open_any_folder(path);
  if (!folder.fd) return;
  const int fd = folder.fd.get();
  if (folder.status.st_uid != look.user || folder.status.st_gid != look.group) {
    if (::fchown(fd, look.user, look.group) != 0) {
      // Then this user could not have changed it before.
    }
  }
  ::fchmod(fd, look.mode);
  const std::array times{folder.status.st_atim, time_of(look.mtime_ns)};
  ::futimens(fd, times.data());
}

std::optional<Error> keep_aside(const std::string& path, const std::string& kept) {
  if (exists(kept)) return {};
  if (::rename(path.c_str(), kept.c_str()) == 0) return {};
  return writing_error(errno, path);
}

std::optional<Error> write_part(const std::string& from, const Expected& expected, const std::string& path,
                                const std::optional<std::string>& bytes, const Advanced& advanced,
                                std::vector<std::string>& notes) {
  const auto old = open_regular(from, O_RDONLY);
  if (!old) return exists(from) ? old.error() : changed(from);
  if (!is_as(expected, old->status)) return changed(from);
  const std::string part = part_of(path);
  ::unlink(part.c_str());
  const Descriptor made(::open(part.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!made) return writing_error(errno, path);
  int number = fill(*old, made.get(), bytes, advanced);
  struct stat now {};
  if (number == 0 && ::fstat(old->fd.get(), &now) != 0) number = errno;
  if (number != 0 || !is_as(expected, now)) {
    ::unlink(part.c_str());
    if (number == 0) return changed(from);
    return number == EIO ? reading_error(number, from) : writing_error(number, path);
  }
  keep_possible_metadata(*old, made.get(), path, notes);
  if (!bytes) keep_times(old->status, made.get());
  return {};
}

std::optional<Error> link_part(const std::string& from, const std::string& target, const std::string& path) {
  const std::string part = part_of(path);
  ::unlink(part.c_str());
  if (::symlink(target.c_str(), part.c_str()) != 0) return writing_error(errno, path);
  struct stat old {};
  if (::lstat(from.c_str(), &old) != 0) return reading_error(errno, from);
  if (::lchown(part.c_str(), old.st_uid, old.st_gid) != 0) {
    // A link's owner decides nothing.
  }
  const std::array times{old.st_atim, old.st_mtim};
  ::utimensat(AT_FDCWD, part.c_str(), times.data(), AT_SYMLINK_NOFOLLOW);
  return {};
}

std::optional<Error> publish_part(const std::string& path) {
  if (::rename(part_of(path).c_str(), path.c_str()) == 0) return {};
  return writing_error(errno, path);
}

void remove_part(const std::string& path) {
  ::unlink(part_of(path).c_str());
}

std::optional<Error> remove_file(const std::string& path) {
  if (::unlink(path.c_str()) == 0 || cannot_be_there(errno)) return {};
  return writing_error(errno, path);
}

Result<bool> remove_empty_folder(const std::string& path) {
  if (::rmdir(path.c_str()) == 0 || cannot_be_there(errno)) return true;
  if (errno == ENOTEMPTY || errno == EEXIST) return false;
  return writing_error(errno, path);
}

std::optional<Error> put_back(const std::string& kept, const std::string& path) {
  if (!exists(kept)) return {};
  if (::rename(kept.c_str(), path.c_str()) == 0) return {};
  return writing_error(errno, path);
}

void remove_temporaries(const std::string& folder) {
  std::error_code ignored;
  for (const std::string& name : names_in(folder, ignored))
    if (name.starts_with(".idsxml-")) ::unlink(join(folder, name).c_str());
}

std::int64_t mtime_at(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? mtime_of(status) : 0;
}

void set_mtime(const std::string& path, std::int64_t mtime_ns) {
  const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, time_of(mtime_ns)};
  ::utimensat(AT_FDCWD, path.c_str(), times.data(), 0);
}

void sync_all(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder) ::syncfs(folder.get());
}

std::string boot_id() {
  const Descriptor file(::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
  constexpr std::size_t usual = 64;
  std::string id;
  if (!file || read_all(file.get(), usual, usual, id) != 0) id.clear();
  while (id.ends_with('\n')) id.pop_back();
  return id;
}

}  // namespace idsxml::os
