#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"

/// Files, read and written so that a crash, a full disk or another program never costs anybody a configuration.
/// Paths are bytes as the system knows them. Errors carry an IO… code and name the path they speak of; where a name is
/// not printable UTF-8, the message shows its bytes in hexadecimal: \\xE4. See docs/files.md for what happens in which
/// situation.
namespace idsxml {

/// Tells a file as it was read from whatever stands under its name later.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;     ///< in bytes
  std::int64_t mtime_ns = 0;  ///< since the epoch
  std::uint64_t hash = 0;     ///< of the content; not cryptographic

  bool operator==(const FileIdentity&) const = default;
};

/// A file as it was read.
struct InputFile {
  std::string bytes;
  FileIdentity identity;
  unsigned mode = 0;  ///< its permission bits, for a copy that shall be no more open than it
};

/// The whole regular file, links followed. `max_size` in bytes is checked before the first byte is read.
/// Never hangs on a FIFO, touches no device, and refuses a file that an interrupted write in place has torn (IO013).
Result<InputFile> read_file(const std::string& path, std::size_t max_size);

/// Everything up to the end of an open descriptor, such as standard input, which stays the caller's.
Result<std::string> read_stream(int fd, std::size_t max_size);

/// All of `bytes` to an open descriptor, such as standard output, which stays the caller's.
std::optional<Error> write_stream(int fd, std::string_view bytes);

/// How a file is replaced.
struct ReplaceOptions {
  bool backup = true;
  std::string backup_directory;  ///< must exist; empty: the folder of the path that was named
  std::string backup_label;      ///< "keycloak-12" makes FILE.keycloak-12.bak; without '/'
  bool in_place = false;         ///< overwrite the file instead of renaming a new one over it
};

/// What became of a file that was to be replaced.
struct Replaced {
  bool changed = false;            ///< false where the file held these bytes already; then nothing was touched
  std::string backup_path;         ///< empty where none was made
  std::vector<std::string> notes;  ///< what could not be kept, in sentences for a person
};

/// Called in place only, with the path of the finished backup, before the first byte of the file is overwritten.
using BackupReady = std::function<void(std::string_view backup_path)>;

/// Replaces the content of `path`, which was read as `read_as`, by `bytes`: whole or not at all.
/// Mode, owner, ACLs and other attributes stay; a symlink stays and its target is replaced. An earlier backup is never
/// overwritten: FILE.LABEL.bak, then FILE.LABEL.bak.1 and so on. After an error the file is as it was, and so is its
/// folder, except for IO013 and for a backup that was announced.
Result<Replaced> replace_file(const std::string& path, const FileIdentity& read_as, std::string_view bytes,
                              const ReplaceOptions& options, const BackupReady& backup_ready = {});

/// How a new file is made.
struct NewFileOptions {
  bool overwrite = false;  ///< without it an existing file is refused (IO030)
  unsigned mode = 0666;    ///< of a file that did not exist, less the umask
};

/// Writes `bytes` to `path`, whole or not at all. A character device or a FIFO is written to as it is.
std::optional<Error> write_new_file(const std::string& path, std::string_view bytes, const NewFileOptions& options);

/// A file that is written piece by piece and stands under its name whole, or not at all: until it is published, what
/// was written stands beside it under another name, and goes with this object. A character device or a FIFO gets every
/// piece at once.
class NewFile {
 public:
  /// Finds out early what would stand in the way of publish(). Errors: IO….
  static Result<NewFile> create(const std::string& path, const NewFileOptions& options);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&& other) = delete;
  ~NewFile();

  std::optional<Error> write(std::string_view bytes);
  /// Once, after the last write().
  std::optional<Error> publish();

  struct State;

 private:
  explicit NewFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What an interrupted write in place has left behind.
struct TornFile {
  enum class State {
    old_whole,      ///< not a byte was written yet
    new_whole,      ///< every byte was written
    torn,           ///< part old, part new; or changed by someone else since
    being_written,  ///< the other run is still at it
  };
  State state = State::torn;
  std::string journal_path;  ///< removing it says: this file is as it shall be
  std::string backup_path;   ///< holds the old content
};

/// Nothing where no write in place of `path` was interrupted.
Result<std::optional<TornFile>> torn(const std::string& path);

/// What became of a torn file.
struct Restored {
  bool restored = false;  ///< false where the file was whole, so that only the journal had to go
  std::string torn_copy;  ///< where the torn content was saved to, should anybody miss something in it
};

/// Puts the old content of a torn file back from its backup and removes the journal.
Result<Restored> restore_torn(const std::string& path);

/// Whether it is a folder, links followed.
bool is_folder(const std::string& path);

/// The server configurations below a folder, each list sorted.
struct FolderContent {
  std::vector<std::string> standalone;      ///< standalone*.xml that are no backups, outside of *_xml_history
  std::vector<std::string> domain;          ///< domain*.xml and host*.xml, which are not migrated
  std::vector<std::string> linked_folders;  ///< links to folders, which are not followed
  std::vector<Error> unreadable;            ///< one for each folder that could not be listed
};

/// Looks into subfolders, too. A file that is reached by several names is listed once.
Result<FolderContent> standalone_files(const std::string& folder);

/// The files below a folder.
struct FolderFiles {
  std::vector<std::string> files;           ///< sorted
  std::vector<std::string> linked_folders;  ///< links to folders, which are not followed; sorted
  std::vector<Error> unreadable;            ///< one for each folder that could not be listed
};

/// Whether a file of this name is asked for.
using FileFilter = std::function<bool(std::string_view name)>;

/// Looks into subfolders, except for .git, *_xml_history, and what git ignores: the .gitignore in each folder and, in a
/// repository, those above and .git/info/exclude. A link to a file is left out where it leads to one below the folder.
Result<FolderFiles> files_below(const std::string& folder, const FileFilter& wanted);

/// A WildFly server that is running, with the configuration that it runs from, and will overwrite.
struct RunningServer {
  int process = 0;
  std::uint64_t device = 0;  ///< of the configuration, as in FileIdentity
  std::uint64_t inode = 0;
};

/// The standalone servers whose command line this user may see, those in containers included. Looks at every process:
/// a few microseconds each.
std::vector<RunningServer> running_servers();

/// The process id of a running server that holds this file; ask running_servers() once instead where there are many.
std::optional<int> held_by_running_server(const std::string& path);

}  // namespace idsxml
