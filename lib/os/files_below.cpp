#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "idsxml/file.hpp"
#include "os/folder.hpp"
#include "os/ignore.hpp"
#include "os/io_error.hpp"

namespace idsxml::os {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_ignore_file = std::size_t{16} << 20U;

/// The patterns that hold in a folder, and those of the folders around it.
struct Level {
  std::shared_ptr<const Level> outer;
  IgnorePatterns patterns;
  fs::path folder;  ///< absolute: what the patterns' paths are relative to
};
using Levels = std::shared_ptr<const Level>;

/// The nearest pattern that speaks of a path decides.
bool is_ignored(const Levels& levels, const fs::path& path, bool is_folder) {
  for (const Level* level = levels.get(); level != nullptr; level = level->outer.get()) {
    const std::string_view name = path.native();
    const std::size_t skip = level->folder.native().size() + (level->folder.native().ends_with('/') ? 0 : 1);
    if (const std::optional<bool> said = level->patterns.ignores(name.substr(skip), is_folder)) return *said;
  }
  return false;
}

/// The levels with those that `file` adds to them, if there is such a file.
Levels with_patterns(Levels outer, const fs::path& file, const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return outer;
  const Result<InputFile> read = read_file(file.native(), largest_ignore_file);
  if (!read) return outer;
  return std::make_shared<const Level>(Level{std::move(outer), IgnorePatterns(read->bytes), folder});
}

/// What the repository says that a folder is in: .git/info/exclude, and the .gitignore of the folders above.
Levels levels_above(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> above;
  for (fs::path at = folder;; at = at.parent_path()) {
    above.push_back(at);
    if (fs::exists(at / ".git", ignored)) break;
    if (at == at.parent_path()) return nullptr;
  }
  Levels levels = with_patterns(nullptr, above.back() / ".git/info/exclude", above.back());
  for (std::size_t i = above.size(); i-- > 1;) levels = with_patterns(levels, above[i] / ".gitignore", above[i]);
  return levels;
}

class Walk {
 public:
  explicit Walk(const FileFilter& wanted) : wanted_(&wanted) {}

  Result<FolderFiles> below(const std::string& folder) {
    std::error_code error;
    root_ = fs::canonical(folder, error);
    if (error) return reading_error(error.value(), folder);
    folders_.push_back({folder, root_, levels_above(root_)});
    list();
    if (!found_.unreadable.empty()) return found_.unreadable.front();
    while (!folders_.empty()) list();
    std::sort(found_.files.begin(), found_.files.end());
    std::sort(found_.linked_folders.begin(), found_.linked_folders.end());
    return std::move(found_);
  }

 private:
  struct Folder {
    fs::path shown;  ///< as it was named
    fs::path real;
    Levels levels;
  };

  void list() {
    const Folder folder = std::move(folders_.back());
    folders_.pop_back();
    const Levels levels = with_patterns(folder.levels, folder.real / ".gitignore", folder.real);
    std::error_code error;
    for (const std::string& name : names_in(folder.shown.native(), error))
      take(folder.shown / name, folder.real / name, levels);
    if (error) found_.unreadable.push_back(reading_error(error.value(), folder.shown.native()));
  }

  void take(const fs::path& shown, const fs::path& real, const Levels& levels) {
    std::error_code ignored;
    const std::string name = real.filename().native();
    const bool is_folder = fs::is_directory(shown, ignored);
    const bool is_link = fs::is_symlink(shown, ignored);
    if (is_folder ? (name == ".git" || is_history(name)) : !(*wanted_)(name)) return;
    // To git a link is a file, wherever it leads.
    if (is_ignored(levels, real, is_folder && !is_link)) return;
    if (is_folder) {
      if (is_link) return found_.linked_folders.push_back(shown.native());
      return folders_.push_back({shown, real, levels});
    }
    if (!is_link || !is_below_root(shown)) found_.files.push_back(shown.native());
  }

  /// What a link leads to within the folder is found there.
  bool is_below_root(const fs::path& link) const {
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    return !error && target.native().starts_with((root_ / "").native());
  }

  const FileFilter* wanted_;
  fs::path root_;
  std::vector<Folder> folders_;  ///< still to be listed
  FolderFiles found_;
};

}  // namespace
}  // namespace idsxml::os

namespace idsxml {

Result<FolderFiles> files_below(const std::string& folder, const FileFilter& wanted) {
  return os::guarded([&] { return os::Walk(wanted).below(folder); });
}

}  // namespace idsxml
