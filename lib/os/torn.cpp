#include "os/torn.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <limits>
#include <utility>

#include "os/backup.hpp"
#include "os/bytes.hpp"
#include "os/io_error.hpp"
#include "os/path.hpp"

namespace idsxml::os {
namespace {

/// A file system without locks takes no part in this.
bool locked_by_another(const OpenFile& file, int operation) {
  return ::flock(file.fd.get(), operation | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

Error being_written(const std::string& path) {
  return io_error("IO014", "another run of idsxml is writing " + quoted(path) + " in place",
                  "wait until it has finished, then run again");
}

Result<TornFile::State> state_of(const OpenFile& file, const std::string& path, const Journal& journal) {
  const auto size = static_cast<std::uint64_t>(file.status.st_size);
  if (size != journal.old_content.size && size != journal.new_content.size) return TornFile::State::torn;
  const auto bytes = content_of(file, path, size);
  if (!bytes) return bytes.error();
  const Fingerprint content = fingerprint_of(*bytes);
  if (content == journal.old_content) return TornFile::State::old_whole;
  if (content == journal.new_content) return TornFile::State::new_whole;
  return TornFile::State::torn;
}

Result<std::optional<TornFile>> find_torn(const std::string& real_path) {
  const auto journal = read_journal(real_path);
  if (!journal) return journal.error();
  if (!*journal) return std::optional<TornFile>{};
  TornFile found{TornFile::State::being_written, beside(real_path, journal_name(name_of(real_path))),
                 (*journal)->backup_path};
  const auto file = open_regular(real_path, O_RDONLY);
  if (!file) return file.error();
  if (locked_by_another(*file, LOCK_SH)) return std::optional(found);
  const auto state = state_of(*file, real_path, **journal);
  if (!state) return state.error();
  found.state = *state;
  return std::optional(found);
}

/// The old content out of the backup; an error where that is not what the journal says it was.
Result<std::string> old_content(const Journal& journal) {
  const auto refused = [&](const std::string& why) {
    return io_error("IO041", "cannot restore from the backup " + quoted(journal.backup_path) + ": " + why,
                    "restore the file by hand from another copy, then remove its journal");
  };
  const auto file = open_regular(journal.backup_path, O_RDONLY);
  if (!file) return refused(file.error().message);
  const auto bytes = content_of(*file, journal.backup_path, std::numeric_limits<std::size_t>::max());
  if (!bytes) return refused(bytes.error().message);
  if (fingerprint_of(*bytes) != journal.old_content) return refused("it was changed since it was made");
  return *bytes;
}

Result<Restored> restore(const std::string& path) {
  const auto real = real_path(path);
  if (!real) return real.error();
  const auto journal = read_journal(*real);
  if (!journal) return journal.error();
  if (!*journal) return Restored{};

  const auto file = open_regular(*real, O_RDWR);
  if (!file) return file.error();
  if (auto error = lock_for_writing(*file, path)) return *error;
  const auto folder = open_folder(folder_of(*real));
  if (!folder) return folder.error();
  const auto state = state_of(*file, *real, **journal);
  if (!state) return state.error();
  if (*state != TornFile::State::torn) {
    remove_journal(*folder, name_of(*real));
    return Restored{};
  }

  const auto old = old_content(**journal);
  if (!old) return old.error();
  // What looks torn may have been changed by a person since; nothing is lost for good.
  const auto torn_bytes = content_of(*file, path, std::numeric_limits<std::size_t>::max());
  if (!torn_bytes) return torn_bytes.error();
  std::vector<std::string> notes;
  const auto torn_copy = copy_as_backup({path, {}, "torn"}, *file, *torn_bytes, notes);
  if (!torn_copy) return torn_copy.error();
  if (const int number = overwrite(file->fd.get(), *old)) return writing_error(number, path);
  remove_journal(*folder, name_of(*real));
  return Restored{true, *torn_copy};
}

}  // namespace

std::optional<Error> lock_for_writing(const OpenFile& file, const std::string& path) {
  if (locked_by_another(file, LOCK_EX)) return being_written(path);
  return {};
}

std::optional<Error> refuse_torn(const std::string& real_path) {
  const auto found = find_torn(real_path);
  if (!found) return found.error();
  if (!*found) return {};
  const TornFile& torn = **found;
  if (torn.state == TornFile::State::being_written) return being_written(real_path);
  if (torn.state != TornFile::State::torn) return {};
  return io_error("IO013", "cannot read " + quoted(real_path) + ": an interrupted write has left it part old, part new",
                  "restore it from " + quoted(torn.backup_path) + "; or, if it is as it shall be, remove " +
                      quoted(torn.journal_path));
}

}  // namespace idsxml::os

namespace idsxml {

Result<std::optional<TornFile>> torn(const std::string& path) {
  return os::guarded([&]() -> Result<std::optional<TornFile>> {
    const auto real = os::real_path(path);
    if (!real) return real.error();
    return os::find_torn(*real);
  });
}

Result<Restored> restore_torn(const std::string& path) {
  return os::guarded([&] { return os::restore(path); });
}

}  // namespace idsxml
