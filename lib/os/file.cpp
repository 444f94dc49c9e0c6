#include "idsxml/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "os/backup.hpp"
#include "os/bytes.hpp"
#include "os/io_error.hpp"
#include "os/journal.hpp"
#include "os/metadata.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"
#include "os/pending_file.hpp"
#include "os/torn.hpp"

namespace idsxml::os {
namespace {

Result<InputFile> read(const std::string& path, std::size_t max_size) {
  const auto file = open_regular(path, O_RDONLY);
  if (!file) return file.error();
  auto bytes = content_of(*file, path, max_size);
  if (!bytes) return std::move(bytes).error();
  const auto real = real_path(path);
  if (!real) return real.error();
  if (auto error = refuse_torn(*real)) return *std::move(error);
  const FileIdentity identity = identity_of(file->status, *bytes);
  constexpr mode_t permissions = 0777;
  return InputFile{*std::move(bytes), identity, file->status.st_mode & permissions};
}

/// The file that will be replaced, with what it holds now.
struct Target {
  std::string named;  ///< as the user did
  std::string real;   ///< without links
  OpenFile file;
  std::string bytes;
};

Error changed_since_read(const std::string& path) {
  return io_error("IO020", "cannot write " + quoted(path) + ": it was changed by someone else since it was read",
                  "run again, to start from what it holds now");
}

/// What stands under the path now; an error where that is not what was read.
Result<Target> open_as_read(const std::string& path, const FileIdentity& read_as, int access) {
  auto real = real_path(path);
  if (!real && (real.error().code == "IO001" || real.error().code == "IO007")) return changed_since_read(path);
  if (!real) return std::move(real).error();
  auto file = open_regular(*real, access);
  if (!file) return std::move(file).error();
  if (static_cast<std::uint64_t>(file->status.st_size) != read_as.size) return changed_since_read(path);
  auto bytes = content_of(*file, path, read_as.size);
  if (!bytes) return std::move(bytes).error();
  if (identity_of(file->status, *bytes) != read_as) return changed_since_read(path);
  return Target{path, *std::move(real), *std::move(file), *std::move(bytes)};
}

/// Looks once more, as late as possible.
std::optional<Error> refuse_changed(const Target& target, const FileIdentity& read_as) {
  const auto now = open_as_read(target.named, read_as, O_RDONLY);
  if (!now) return now.error();
  if (now->real != target.real) return changed_since_read(target.named);
  return {};
}

/// A rename asks for no permission to write the file itself; whoever took that permission away meant it.
std::optional<Error> refuse_protected(const std::string& path) {
  if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0) return {};
  return writing_error(errno, path);
}

std::optional<Error> refuse_hard_links(const OpenFile& file, const std::string& path, nlink_t backups) {
  struct stat now {};
  if (::fstat(file.fd.get(), &now) != 0) return writing_error(errno, path);
  if (now.st_nlink < 2 + backups) return {};
  return io_error("IO025",
                  "cannot write " + quoted(path) + ": it has " + std::to_string(now.st_nlink - backups) +
                      " names (hard links), and a new file would take the place of only one",
                  "use --in-place, which changes it under all of its names");
}

/// A new file, complete and on disk, that looks like the old one but for its content.
Result<PendingFile> make_successor(const OpenFile& old, const std::string& path, const Folder& folder,
                                   std::string_view bytes, std::vector<std::string>& notes) {
  auto successor = PendingFile::create(folder, S_IRUSR | S_IWUSR);
  if (!successor) return successor;
  if (auto error = keep_metadata(old, successor->fd(), path, notes)) return *std::move(error);
  if (const int number = successor->write(bytes)) return writing_error(number, path);
  return successor;
}

struct Backup {
  std::string path;     ///< empty where none was asked for
  nlink_t is_link = 0;  ///< 1 where it is a second name of the file itself
};

Result<Backup> make_backup(const Target& target, const ReplaceOptions& options, std::vector<std::string>& notes) {
  if (!options.backup) return Backup{};
  const BackupName name{target.named, options.backup_directory, options.backup_label};
  if (auto path = link_as_backup(name, target.file, target.real)) return Backup{*std::move(path), 1};
  auto path = copy_as_backup(name, target.file, target.bytes, notes);
  if (!path) return std::move(path).error();
  return Backup{*std::move(path), 0};
}

std::optional<Error> put_in_place(PendingFile& successor, const Folder& folder, const Target& target,
                                  const FileIdentity& read_as, const Backup& backup) {
  const std::string name = name_of(target.real);
  if (auto error = refuse_hard_links(target.file, target.named, backup.is_link)) return error;
  remove_journal(folder, name);  // a leftover of a file that is whole; it would take the new one for torn
  if (auto error = refuse_changed(target, read_as)) return error;
  if (const int number = successor.publish_in_place_of(name)) return writing_error(number, target.named);
  return {};
}

Result<Replaced> replace_by_rename(const Target& target, const FileIdentity& read_as, std::string_view bytes,
                                   const ReplaceOptions& options) {
  if (auto error = refuse_protected(target.real)) return *std::move(error);
  const auto folder = open_folder(folder_of(target.real));
  if (!folder) return folder.error();
  Replaced done{true, {}, {}};
  auto successor = make_successor(target.file, target.named, *folder, bytes, done.notes);
  if (!successor) return std::move(successor).error();
  auto backup = make_backup(target, options, done.notes);
  if (!backup) return std::move(backup).error();
  if (auto error = put_in_place(*successor, *folder, target, read_as, *backup)) {
    if (options.backup) ::unlink(backup->path.c_str());
    return *std::move(error);
  }
  done.backup_path = std::move(backup->path);
  if (sync(folder->fd.get()) != 0) {
    done.notes.push_back("the system could not confirm that " + quoted(target.named) +
                         " would survive a power cut now");
  }
  return done;
}

/// So that a full disk is found before the first byte is overwritten, not in the middle.
int reserve_space(const OpenFile& file, std::size_t size) {
  if (size <= static_cast<std::uint64_t>(file.status.st_size)) return 0;
  const bool reserved = ::fallocate(file.fd.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size)) == 0;
  const int number = reserved ? 0 : errno;
  keep_times(file.status, file.fd.get());  // nothing that a reader sees has changed
  return number == ENOSPC || number == EDQUOT || number == EFBIG ? number : 0;
}

Error put_back(const Target& target, const Folder& folder, int number, const std::string& backup_path) {
  Error error = writing_error(number, target.named);
  if (overwrite(target.file.fd.get(), target.bytes) == 0) {
    remove_journal(folder, name_of(target.real));
    return error;
  }
  error.code = "IO013";
  error.message += "; the write stopped halfway, and the old content could not be put back";
  error.advice = "the old content is in " + quoted(backup_path) + "; run again to restore it";
  return error;
}

/// What the file was read as, with the time that it has now that room was reserved in it: where the file is not ours to
/// give its time back, the content alone must tell that nobody else has changed it.
FileIdentity as_reserved(const OpenFile& file, FileIdentity read_as) {
  struct stat now {};
  if (::fstat(file.fd.get(), &now) == 0) read_as.mtime_ns = mtime_of(now);
  return read_as;
}

/// The backup's path, but not before backup and journal are on disk.
Result<std::string> prepare_in_place(const Target& target, const Folder& folder, std::string_view bytes,
                                     const ReplaceOptions& options, std::vector<std::string>& notes) {
  auto backup =
      copy_as_backup({target.named, options.backup_directory, options.backup_label}, target.file, target.bytes, notes);
  if (!backup) return backup;
  const auto real_backup = real_path(*backup);
  if (!real_backup) return real_backup.error();
  const Journal journal{fingerprint_of(target.bytes), fingerprint_of(bytes), *real_backup};
  if (auto error = write_journal(folder, name_of(target.real), journal)) {
    ::unlink(backup->c_str());
    return *std::move(error);
  }
  return backup;
}

Result<Replaced> replace_in_place(const Target& target, const FileIdentity& read_as, std::string_view bytes,
                                  const ReplaceOptions& options, const BackupReady& backup_ready) {
  if (auto error = lock_for_writing(target.file, target.named)) return *std::move(error);
  const auto folder = open_folder(folder_of(target.real));
  if (!folder) return folder.error();
  if (const int number = reserve_space(target.file, bytes.size())) return writing_error(number, target.named);
  const FileIdentity expected = as_reserved(target.file, read_as);
  Replaced done{true, {}, {}};
  auto backup = prepare_in_place(target, *folder, bytes, options, done.notes);
  if (!backup) return std::move(backup).error();
  if (backup_ready) backup_ready(*backup);
  if (auto error = refuse_changed(target, expected)) {
    remove_journal(*folder, name_of(target.real));
    return *std::move(error);
  }
  if (const int number = overwrite(target.file.fd.get(), bytes)) return put_back(target, *folder, number, *backup);
  remove_journal(*folder, name_of(target.real));
  if (options.backup) {
    done.backup_path = *std::move(backup);
  } else {
    ::unlink(backup->c_str());  // it was for the time of the writing only
  }
  return done;
}

Result<Replaced> replace(const std::string& path, const FileIdentity& read_as, std::string_view bytes,
                         const ReplaceOptions& options, const BackupReady& backup_ready) {
  const auto target = open_as_read(path, read_as, O_RDONLY);
  if (!target) return target.error();
  if (target->bytes == bytes) return Replaced{};
  if (auto error = refuse_torn(target->real)) return *std::move(error);
  if (!options.in_place) return replace_by_rename(*target, read_as, bytes, options);
  const auto writable = open_as_read(path, read_as, O_RDWR);
  if (!writable) return writable.error();
  return replace_in_place(*writable, read_as, bytes, options, backup_ready);
}

}  // namespace
}  // namespace idsxml::os

namespace idsxml {

struct NewFile::State {
  explicit State(std::string named) : path(std::move(named)) {}

  std::string path;  ///< as it was named
  std::string name;  ///< that it gets in its folder
  os::Folder folder;
  std::optional<os::PendingFile> file;
  os::Descriptor stream;  ///< of a device or a FIFO, instead of a file
  bool replaces = false;  ///< a file that is there
};

namespace os {
namespace {

using NewState = std::unique_ptr<NewFile::State>;

Result<NewState> open_stream_file(NewState state) {
  state->stream = Descriptor(::open(state->path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (!state->stream) return writing_error(errno, state->path);
  return state;
}

/// The folder is opened before the state has its place, which the pending file then points into.
std::optional<Error> open_folder_of(NewFile::State& state, const std::string& real) {
  auto folder = open_folder(folder_of(real));
  if (!folder) return std::move(folder).error();
  state.folder = *std::move(folder);
  state.name = name_of(real);
  return {};
}

Result<NewState> begin_new(NewState state, mode_t mode) {
  if (auto error = open_folder_of(*state, state->path)) return *std::move(error);
  auto file = PendingFile::create(state->folder, mode);
  if (!file) return std::move(file).error();
  state->file.emplace(*std::move(file));
  return state;
}

// What is written beside the configuration is whole or absent, but its name need not outlive a power cut at once: the
// folder is not forced to disk, since what it was made from is still there.
Result<NewState> begin_over(NewState state) {
  const auto real = real_path(state->path);
  if (!real) return real.error();
  if (auto error = refuse_protected(*real)) return *std::move(error);
  const auto old = open_regular(*real, O_RDONLY);
  if (!old) return old.error();
  if (auto error = refuse_hard_links(*old, state->path, 0)) return *std::move(error);
  if (auto error = open_folder_of(*state, *real)) return *std::move(error);
  std::vector<std::string> notes;
  auto successor = make_successor(*old, state->path, state->folder, "", notes);
  if (!successor) return std::move(successor).error();
  state->file.emplace(*std::move(successor));
  state->replaces = true;
  return state;
}

/// Where a new file cannot take the old one's place, an input is written in place; an output can be redirected.
Error for_output(Error error) {
  const bool would_go_in_place = error.advice.find("--in-place") != std::string::npos;
  if (would_go_in_place) error.advice = "write to standard output with -o -, and redirect that into the file";
  return error;
}

Result<NewState> open_output(const std::string& path, const NewFileOptions& options) {
  auto state = std::make_unique<NewFile::State>(path);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) return writing_error(errno, path);
    return begin_new(std::move(state), options.mode);  // a dangling link counts as existing there
  }
  if (S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode)) return open_stream_file(std::move(state));
  if (S_ISDIR(status.st_mode)) return writing_error(EISDIR, path);
  if (!options.overwrite) return writing_error(EEXIST, path);
  auto over = begin_over(std::move(state));
  if (!over) return for_output(std::move(over).error());
  return over;
}

std::optional<Error> append(NewFile::State& state, std::string_view bytes) {
  const int fd = state.stream ? state.stream.get() : state.file->fd();
  if (const int number = write_all(fd, bytes)) return writing_error(number, state.path);
  return {};
}

std::optional<Error> publish(NewFile::State& state) {
  if (state.stream) return {};
  int number = sync(state.file->fd());
  if (number == 0)
    number = state.replaces ? state.file->publish_in_place_of(state.name) : state.file->publish_as_new(state.name);
  if (number == 0) return {};
  Error error = writing_error(number, state.path);
  return state.replaces ? for_output(std::move(error)) : error;
}

std::optional<Error> write_output(const std::string& path, std::string_view bytes, const NewFileOptions& options) {
  auto state = open_output(path, options);
  if (!state) return std::move(state).error();
  if (auto error = append(**state, bytes)) return error;
  return publish(**state);
}

}  // namespace
}  // namespace os

Result<InputFile> read_file(const std::string& path, std::size_t max_size) {
  return os::guarded([&] { return os::read(path, max_size); });
}

Result<Replaced> replace_file(const std::string& path, const FileIdentity& read_as, std::string_view bytes,
                              const ReplaceOptions& options, const BackupReady& backup_ready) {
  return os::guarded([&] { return os::replace(path, read_as, bytes, options, backup_ready); });
}

std::optional<Error> write_new_file(const std::string& path, std::string_view bytes, const NewFileOptions& options) {
  return os::guarded([&] { return os::write_output(path, bytes, options); });
}

Result<NewFile> NewFile::create(const std::string& path, const NewFileOptions& options) {
  return os::guarded([&]() -> Result<NewFile> {
    auto state = os::open_output(path, options);
    if (!state) return std::move(state).error();
    return NewFile(*std::move(state));
  });
}

NewFile::NewFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
NewFile::NewFile(NewFile&&) noexcept = default;
NewFile::~NewFile() = default;

std::optional<Error> NewFile::write(std::string_view bytes) {
  return os::guarded([&] { return os::append(*state_, bytes); });
}

std::optional<Error> NewFile::publish() {
  return os::guarded([&] { return os::publish(*state_); });
}

}  // namespace idsxml
