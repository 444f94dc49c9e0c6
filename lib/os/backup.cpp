#include "os/backup.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/bytes.hpp"
#include "os/io_error.hpp"
#include "os/metadata.hpp"
#include "os/path.hpp"
#include "os/pending_file.hpp"

namespace idsxml::os {
namespace {

Result<Folder> folder_for(const BackupName& name) {
  return open_folder(name.directory.empty() ? folder_of(name.named) : name.directory);
}

/// The path of the backup under the first name that `publish`, which returns 0 or the errno, finds free.
template <class Publish>
Result<std::string> publish_backup(const BackupName& name, const Publish& publish) {
  constexpr int most = 10000;
  const std::string suffix = name.label.empty() ? ".bak" : std::string(".").append(name.label).append(".bak");
  const auto path_of = [&](const std::string& candidate) {
    return name.directory.empty() ? beside(name.named, candidate) : join(name.directory, candidate);
  };
  for (int i = 0; i < most; ++i) {
    const std::string candidate = with_suffix(name_of(name.named), i == 0 ? suffix : suffix + '.' + std::to_string(i));
    const int number = publish(candidate);
    if (number == 0) return path_of(candidate);
    if (number != EEXIST) return writing_error(number, path_of(candidate));
  }
  return io_error("IO033", "no name is left for a backup of " + quoted(name.named),
                  "move old backups away, or name another folder with --backup-dir");
}

/// The copy holds the same passwords as the file, so nobody else may read it.
void look_like(const OpenFile& file, const std::string& named, const PendingFile& copy,
               std::vector<std::string>& notes) {
  std::vector<std::string> small_losses;  // the file itself has the same ones, and tells
  if (!keep_metadata(file, copy.fd(), named, small_losses)) return;
  ::fchmod(copy.fd(), file.status.st_mode & S_IRWXU);
  notes.emplace_back("the backup is for you alone, since the owner and permissions of the file could not be copied");
}

bool same_folder(const Folder& one, const std::string& other) {
  struct stat first {};
  struct stat second {};
  return ::fstat(one.fd.get(), &first) == 0 && ::stat(other.c_str(), &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

bool is_name_of(const Folder& folder, const std::string& name, const OpenFile& file) {
  struct stat status {};
  return ::fstatat(folder.fd.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         status.st_dev == file.status.st_dev && status.st_ino == file.status.st_ino;
}

}  // namespace

Result<std::string> copy_as_backup(const BackupName& name, const OpenFile& file, std::string_view bytes,
                                   std::vector<std::string>& notes) {
  const auto folder = folder_for(name);
  if (!folder) return folder.error();
  auto copy = PendingFile::create(*folder, S_IRUSR | S_IWUSR);
  if (!copy) return std::move(copy).error();
  look_like(file, name.named, *copy, notes);
  if (const int number = copy->write(bytes)) return writing_error(number, folder->path);
  keep_times(file.status, copy->fd());
  auto path = publish_backup(name, [&](const std::string& candidate) { return copy->publish_as_new(candidate); });
  if (!path) return path;
  if (const int number = sync(folder->fd.get())) return writing_error(number, folder->path);
  return path;
}

Result<std::string> link_as_backup(const BackupName& name, const OpenFile& file, const std::string& real_path) {
  const auto folder = folder_for(name);
  if (!folder) return folder.error();
  if (const int number = sync(file.fd.get())) return writing_error(number, name.named);
  auto path = publish_backup(name, [&](const std::string& candidate) {
    if (::linkat(AT_FDCWD, real_path.c_str(), folder->fd.get(), candidate.c_str(), 0) == 0) return 0;
    return errno == EEXIST && is_name_of(*folder, candidate, file) ? 0 : errno;
  });
  // Changes to one folder reach the disk in their order, so that there the name is never missing after the rename.
  if (path && !same_folder(*folder, folder_of(real_path))) {
    if (const int number = sync(folder->fd.get())) return writing_error(number, folder->path);
  }
  return path;
}

}  // namespace idsxml::os
