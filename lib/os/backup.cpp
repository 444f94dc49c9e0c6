#include "os/backup.hpp"

#include <sys/stat.h>

#include <cerrno>

#include "os/bytes.hpp"
#include "os/io_error.hpp"
#include "os/metadata.hpp"
#include "os/path.hpp"
#include "os/pending_file.hpp"

namespace idsxml::os {
namespace {

/// The copy holds the same passwords as the original, so nobody else may read it.
void look_like(const Original& original, const PendingFile& copy, std::vector<std::string>& notes) {
  std::vector<std::string> small_losses;  // the file itself has the same ones, and tells
  if (keep_metadata(original.file, copy.fd(), original.named, small_losses)) {
    ::fchmod(copy.fd(), original.file.status.st_mode & S_IRWXU);
    notes.emplace_back("the backup is for you alone, since the owner and permissions of the file could not be copied");
  }
}

/// The name under which the copy was published.
Result<std::string> publish(PendingFile& copy, const std::string& name, const std::string& suffix,
                            const std::string& folder) {
  constexpr int most = 10000;
  for (int i = 0; i < most; ++i) {
    const std::string candidate = with_suffix(name, i == 0 ? suffix : suffix + '.' + std::to_string(i));
    const int number = copy.publish_as_new(candidate);
    if (number == 0) return candidate;
    if (number != EEXIST) return writing_error(number, join(folder, candidate));
  }
  return io_error("IO033", "no name is left for a backup of " + quoted(name) + " in " + quoted(folder),
                  "move old backups away, or name another folder with --backup-dir");
}

}  // namespace

Result<std::string> make_backup(const Original& original, const std::string& directory, std::string_view label,
                                std::vector<std::string>& notes) {
  const auto folder = open_folder(directory.empty() ? folder_of(original.named) : directory);
  if (!folder) return folder.error();
  auto copy = PendingFile::create(*folder, S_IRUSR | S_IWUSR);
  if (!copy) return std::move(copy).error();
  look_like(original, *copy, notes);
  const std::string suffix = label.empty() ? ".bak" : '.' + std::string(label) + ".bak";
  const std::string name = name_of(original.named);
  if (const int number = copy->write(original.bytes)) return writing_error(number, join(folder->path, name + suffix));
  keep_times(original.file.status, copy->fd());
  const auto published = publish(*copy, name, suffix, folder->path);
  if (!published) return published.error();
  if (const int number = sync(folder->fd.get())) return writing_error(number, folder->path);
  return directory.empty() ? beside(original.named, *published) : join(directory, *published);
}

}  // namespace idsxml::os
