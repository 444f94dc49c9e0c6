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

namespace idsxml::os {
namespace {

namespace fs = std::filesystem;

/// standalone.xml and its like; not standalone.xml.bak, standalone.xml.1.xml or standalone.bak.xml.
bool is_configuration(std::string_view name, std::string_view kind) {
  return name.starts_with(kind) && name.ends_with(".xml") && name.find(".bak") == std::string_view::npos &&
         name.find(".xml") == name.size() - 4;
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
    fs::directory_iterator entries(folder, error);
    while (!error && entries != fs::directory_iterator()) {
      take(*entries);
      entries.increment(error);
    }
    if (error) content_.unreadable.push_back(reading_error(error.value(), folder));
  }

  void take(const fs::directory_entry& entry) {
    std::error_code ignored;
    const std::string& path = entry.path().native();
    const std::string name = entry.path().filename().native();
    const bool is_link = entry.is_symlink(ignored);
    if (entry.is_directory(ignored)) {
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

bool is_real_folder(const std::string& path, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// Returns what is in the folder, as paths, and whether each is a folder; what errno says where it cannot be read.
int list(const std::string& folder, std::vector<std::pair<std::string, bool>>& entries) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
  if (!open) return errno;
  const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
  errno = 0;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody else has this stream
  while (const dirent* entry = ::readdir(open.get())) {
    const std::string_view name = entry->d_name;
    std::string path = prefix + entry->d_name;
    const bool is_folder = is_real_folder(path, *entry);
    if (name != "." && name != "..") entries.emplace_back(std::move(path), is_folder);
    errno = 0;
  }
  return errno;
}

}  // namespace

std::vector<std::string> files_ending_in(std::string_view ending, const std::string& folder, std::error_code& error) {
  std::vector<std::string> files;
  std::vector<std::string> folders{folder};
  while (!folders.empty()) {
    const std::string next = std::move(folders.back());
    folders.pop_back();
    std::vector<std::pair<std::string, bool>> entries;
    const int problem = list(next, entries);
    if (problem == ENOMEM) throw std::bad_alloc();
    error.assign(problem, std::generic_category());
    if (error) return {};
    for (auto& [path, is_folder] : entries)
      if (is_folder)
        folders.push_back(std::move(path));
      else if (path.ends_with(ending))
        files.push_back(std::move(path));
  }
  return files;
}

}  // namespace idsxml::os

namespace idsxml {

Result<FolderContent> standalone_files(const std::string& folder) {
  return os::guarded([&] { return os::Listing().below(folder); });
}

}  // namespace idsxml
