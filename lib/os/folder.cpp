#include "os/folder.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "idsxml/file.hpp"
#include "os/io_error.hpp"
#include "os/path.hpp"

namespace idsxml::os {
namespace {

namespace fs = std::filesystem;

/// standalone.xml and its like; not standalone.xml.bak, standalone.xml.1.xml or standalone.bak.xml.
bool is_configuration(std::string_view name, std::string_view kind) {
  return name.starts_with(kind) && name.ends_with(".xml") && name.find(".bak") == std::string_view::npos &&
         name.find(".xml") == name.size() - 4;
}

bool is_real_folder(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

class Listing {
 public:
  Result<FolderContent> below(const std::string& folder) {
    list(folder);
    if (!content_.unreadable.empty()) return content_.unreadable.front();
    while (!folders_.empty()) {
      const std::string subfolder = std::move(folders_.back());
      folders_.pop_back();
      list(subfolder);
    }
    keep_one_name_each();
    for (auto* names : {&content_.standalone, &content_.domain, &content_.linked_folders}) {
      std::sort(names->begin(), names->end());
    }
    return std::move(content_);
  }

 private:
  void list(const std::string& folder) {
    std::error_code error;
    for (const std::string& name : names_in(folder, error)) take(join(folder, name), name);
    if (error) content_.unreadable.push_back(reading_error(error.value(), folder));
  }

  void take(const std::string& path, const std::string& name) {
    std::error_code ignored;
    const bool is_link = fs::is_symlink(path, ignored);
    if (fs::is_directory(path, ignored)) {
      if (is_history(name)) return;
      (is_link ? content_.linked_folders : folders_).push_back(path);
    } else if (is_configuration(name, "standalone")) {
      (is_link ? links_ : content_.standalone).push_back(path);
    } else if (is_configuration(name, "domain") || is_configuration(name, "host")) {
      content_.domain.push_back(path);
    }
  }

  /// A file's own name goes before a link to it. What cannot be looked at stays, for its reader to say why.
  void keep_one_name_each() {
    std::sort(content_.standalone.begin(), content_.standalone.end());
    std::sort(links_.begin(), links_.end());
    std::vector<std::string> names = std::exchange(content_.standalone, {});
    names.insert(names.end(), links_.begin(), links_.end());
    std::map<std::pair<dev_t, ino_t>, bool> seen;
    for (auto& name : names) {
      struct stat status {};
      if (::stat(name.c_str(), &status) == 0 && std::exchange(seen[{status.st_dev, status.st_ino}], true)) continue;
      content_.standalone.push_back(std::move(name));
    }
  }

  std::vector<std::string> folders_;  ///< still to be listed
  std::vector<std::string> links_;    ///< to standalone files
  FolderContent content_;
};

}  // namespace

std::vector<std::string> names_in(const std::string& folder, std::error_code& error) {
  error.clear();
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
  errno = open ? 0 : errno;
  while (open) {
    const dirent* entry = ::readdir(open.get());  // NOLINT(concurrency-mt-unsafe): nobody else has this stream
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  const int problem = errno;
  if (problem == ENOMEM) throw std::bad_alloc();
  error.assign(problem, std::generic_category());
  return names;
}

std::vector<std::string> files_ending_in(std::string_view ending, const std::string& folder, std::error_code& error) {
  std::vector<std::string> files;
  std::vector<std::string> folders{folder};
  while (!folders.empty()) {
    const std::string next = std::move(folders.back());
    folders.pop_back();
    for (const std::string& name : names_in(next, error)) {
      std::string path = join(next, name);
      if (is_real_folder(path))
        folders.push_back(std::move(path));
      else if (name.ends_with(ending))
        files.push_back(std::move(path));
    }
    if (error) return {};
  }
  return files;
}

}  // namespace idsxml::os

namespace idsxml {

Result<FolderContent> standalone_files(const std::string& folder) {
  return os::guarded([&] { return os::Listing().below(folder); });
}

}  // namespace idsxml
