#include "os/listing.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "os/descriptor.hpp"
#include "os/io_error.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"

namespace idsxml::os {
namespace {

constexpr std::size_t deepest = 1000;

EntryKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::file;
  if (S_ISDIR(mode)) return EntryKind::folder;
  return S_ISLNK(mode) ? EntryKind::link : EntryKind::other;
}

std::string text_of_link(int folder, const char* name) {
  std::string text(PATH_MAX, '\0');
  const ssize_t length = ::readlinkat(folder, name, text.data(), text.size());
  text.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  return text;
}

void describe(const struct stat& status, Entry& entry) {
  constexpr std::uint64_t block = 512;
  constexpr mode_t permissions = 07777;
  entry.kind = kind_of(status.st_mode);
  entry.mtime_ns = mtime_of(status);
  entry.mode = status.st_mode & permissions;
  entry.user = status.st_uid;
  entry.group = status.st_gid;
  if (entry.kind != EntryKind::file) return;
  entry.size = static_cast<std::uint64_t>(status.st_size);
  entry.allocated = static_cast<std::uint64_t>(status.st_blocks) * block;
}

class Walk {
 public:
  explicit Walk(const Choose& choose) : choose_(&choose) {}

  std::optional<Error> below(const std::string& path, const std::string& source, std::size_t depth) {
    if (depth > deepest) return reading_error(ELOOP, source);
    using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;
    const Directory directory(::opendir(source.c_str()), ::closedir);
    if (!directory) return reading_error(errno, source);
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* found = ::readdir(directory.get())) {  // NOLINT(concurrency-mt-unsafe): a stream of its own
      const std::string_view name = found->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    if (errno != 0) return reading_error(errno, source);
    const int fd = ::dirfd(directory.get());
    for (const std::string& name : names) {
      Entry entry;
      entry.path = path.empty() ? name : join(path, name);
      entry.source = join(source, name);
      if (auto error = take(fd, name, std::move(entry), depth)) return error;
    }
    return {};
  }

  std::vector<Entry> entries;

 private:
  std::optional<Error> take(int folder, const std::string& name, Entry entry, std::size_t depth) {
    struct stat status {};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) return {};  // it has gone since its folder was read
      return reading_error(errno, entry.source);
    }
    describe(status, entry);
    if (entry.kind == EntryKind::link) entry.target = text_of_link(folder, name.c_str());
    Visit visit = (*choose_)(entry);
    if (visit == Visit::follow) {
      if (::fstatat(folder, name.c_str(), &status, 0) != 0) return reading_error(errno, entry.source);
      describe(status, entry);
      entry.followed = true;
      visit = Visit::take;
    }
    if (visit == Visit::skip) return {};
    entry.unreadable = entry.kind == EntryKind::file && ::faccessat(folder, name.c_str(), R_OK, AT_EACCESS) != 0;
    const bool enter = entry.kind == EntryKind::folder && visit == Visit::take;
    const std::string path = entry.path;
    const std::string source = entry.source;
    entries.push_back(std::move(entry));
    return enter ? below(path, source, depth + 1) : std::nullopt;
  }

  const Choose* choose_;
};

}  // namespace

Result<std::vector<Entry>> list_below(const std::string& folder, const Choose& choose) {
  Walk walk(choose);
  if (auto error = walk.below("", folder, 0)) return *std::move(error);
  std::sort(walk.entries.begin(), walk.entries.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
  return std::move(walk.entries);
}

}  // namespace idsxml::os
