#include "os/metadata.hpp"

#include <linux/limits.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include "os/io_error.hpp"

namespace idsxml::os {
namespace {

constexpr const char* keeping_advice =
    "run as the owner of the file or as root; or use --in-place, which leaves the file's own attributes alone";

std::vector<std::string> attribute_names(int fd) {
  const ssize_t expected = ::flistxattr(fd, nullptr, 0);
  if (expected <= 0) return {};
  std::string list(XATTR_LIST_MAX, '\0');
  const ssize_t length = ::flistxattr(fd, list.data(), list.size());
  std::vector<std::string> names;
  std::string_view rest(list.data(), length < 0 ? 0 : static_cast<std::size_t>(length));
  while (!rest.empty()) {
    names.emplace_back(rest.substr(0, rest.find('\0')));
    rest.remove_prefix(names.back().size() + 1);
  }
  return names;
}

std::optional<std::string> attribute(int fd, const std::string& name) {
  std::string value(XATTR_SIZE_MAX, '\0');
  const ssize_t length = ::fgetxattr(fd, name.c_str(), value.data(), value.size());
  if (length < 0) return {};
  value.resize(static_cast<std::size_t>(length));
  return value;
}

/// The signatures that the kernel keeps of a file's content cannot be those of another content.
bool signs_content(std::string_view name) {
  return name == "security.ima" || name == "security.evm";
}

/// ACLs (system.…) and what users stored are kept or the file is refused; labels are kept where the system lets us.
bool must_be_kept(std::string_view name) {
  return name.starts_with("user.") || name.starts_with("system.");
}

bool copy_attribute(int from, int to, const std::string& name) {
  const auto value = attribute(from, name);
  if (!value) return false;
  if (attribute(to, name) == value) return true;
  return ::fsetxattr(to, name.c_str(), value->data(), value->size(), 0) == 0;
}

std::optional<Error> keep_attributes(int from, int to, const std::string& path, std::vector<std::string>& notes) {
  const auto lost = [&](const std::string& name) -> std::optional<Error> {
    if (must_be_kept(name)) {
      return io_error("IO029", "cannot write " + quoted(path) + ": its attribute " + name + " could not be kept",
                      keeping_advice);
    }
    notes.push_back("the attribute " + name + " of " + quoted(path) + " could not be kept");
    return {};
  };
  const auto names = attribute_names(from);
  // What the folder gives to every new file, such as a default ACL, was not on the old one.
  for (const auto& name : attribute_names(to)) {
    const bool had_it = std::find(names.begin(), names.end(), name) != names.end();
    if (had_it || !must_be_kept(name) || ::fremovexattr(to, name.c_str()) == 0) continue;
    if (auto error = lost(name)) return error;
  }
  for (const auto& name : names) {
    if (signs_content(name) || copy_attribute(from, to, name)) continue;
    if (auto error = lost(name)) return error;
  }
  return {};
}

std::optional<Error> keep_owner(const struct stat& old, int to, const std::string& path) {
  struct stat now {};
  if (::fstat(to, &now) != 0) return writing_error(errno, path);
  if (now.st_uid == old.st_uid && now.st_gid == old.st_gid) return {};
  if (::fchown(to, old.st_uid, old.st_gid) == 0) return {};
  return io_error("IO028",
                  "cannot write " + quoted(path) + ": a new file could not be given to its owner, user " +
                      std::to_string(old.st_uid) + " and group " + std::to_string(old.st_gid),
                  keeping_advice);
}

std::optional<Error> keep_mode(const struct stat& old, int to, const std::string& path) {
  constexpr mode_t permissions = 07777;
  struct stat now {};
  if (::fstat(to, &now) != 0) return writing_error(errno, path);
  if ((now.st_mode & permissions) == (old.st_mode & permissions)) return {};
  if (::fchmod(to, old.st_mode & permissions) == 0) return {};
  return io_error("IO029", "cannot write " + quoted(path) + ": its permissions could not be kept", keeping_advice);
}

}  // namespace

std::optional<Error> keep_metadata(const OpenFile& from, int to, const std::string& path,
                                   std::vector<std::string>& notes) {
  if (auto error = keep_owner(from.status, to, path)) return error;
  if (auto error = keep_attributes(from.fd.get(), to, path, notes)) return error;
  return keep_mode(from.status, to, path);  // last: a change of owner or ACL changes it
}

void keep_possible_metadata(const OpenFile& from, int to, const std::string& path, std::vector<std::string>& notes) {
  struct stat status = from.status;
  if (keep_owner(status, to, path)) {
    notes.push_back("the owner of " + quoted(path) + " could not be kept");
    status.st_mode &= ~mode_t{S_ISUID | S_ISGID};
    const bool same_group = ::fchown(to, static_cast<uid_t>(-1), status.st_gid) == 0;
    // Another group may do with it what all others may.
    if (!same_group) status.st_mode &= ~mode_t{S_IRWXG} | ((status.st_mode & S_IRWXO) << 3U);
  }
  if (keep_attributes(from.fd.get(), to, path, notes))
    notes.push_back("the attributes of " + quoted(path) + " could not be kept");
  if (keep_mode(status, to, path)) notes.push_back("the permissions of " + quoted(path) + " could not be kept");
}

void keep_times(const struct stat& from, int to) {
  const std::array times{from.st_atim, from.st_mtim};
  ::futimens(to, times.data());
}

}  // namespace idsxml::os
