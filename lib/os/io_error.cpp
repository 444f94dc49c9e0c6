#include "os/io_error.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <system_error>
#include <utility>

#include "os/path.hpp"

namespace idsxml::os {
namespace {

struct Cause {
  int number;
  const char* code;
  const char* what;
  const char* advice;
};

constexpr std::array reading_causes{
    Cause{EACCES, "IO002", "permission denied", "run as a user who may read it, for example the server's own user"},
    Cause{EPERM, "IO002", "the system does not permit it", "run as a user who may read it"},
    Cause{EISDIR, "IO003", "it is a folder", "name a file"},
    Cause{ELOOP, "IO008", "it is a link that leads in a circle", "name the file itself"},
    Cause{ENAMETOOLONG, "IO011", "its name is too long", "use a shorter name, or run from inside its folder"},
    Cause{ENOTDIR, "IO011", "a part of its path is a file, not a folder", "check the path"},
};

constexpr const char* in_place_advice =
    "use --in-place, which overwrites the content after a backup; should it be interrupted, the next run offers to "
    "restore the file";

constexpr std::array writing_causes{
    Cause{EACCES, "IO021", "permission denied", "run as a user who may write it, for example the server's own user"},
    Cause{EPERM, "IO021", "the system does not permit it",
          "look for a protection such as the immutable flag: lsattr FILE"},
    Cause{ETXTBSY, "IO021", "it is being executed", "stop the program that uses it"},
    Cause{EROFS, "IO023", "its file system is mounted read-only",
          "write the result elsewhere with -o OUT, or mount the file system for writing"},
    Cause{ENOSPC, "IO024", "no space is left on its file system", "make room, or write elsewhere with -o OUT"},
    Cause{EDQUOT, "IO024", "the disk quota is used up", "make room, or write elsewhere with -o OUT"},
    Cause{EFBIG, "IO024", "the result is larger than a file may be here", "look at ulimit -f"},
    Cause{EBUSY, "IO026", "it is a mount point, such as a single file mounted into a container", in_place_advice},
    Cause{EXDEV, "IO027", "its file system does not let a new file take its place", in_place_advice},
    Cause{EEXIST, "IO030", "it exists already", "name another file, or say that it may be overwritten"},
    Cause{ENOENT, "IO031", "its folder does not exist", "make the folder first"},
    Cause{ENOTDIR, "IO031", "a part of its path is a file, not a folder", "check the path"},
    Cause{ENAMETOOLONG, "IO011", "its name is too long", "use a shorter name, or run from inside its folder"},
    Cause{ELOOP, "IO008", "it is a link that leads in a circle", "name the file itself"},
    Cause{EISDIR, "IO003", "it is a folder", "name a file"},
    Cause{EPIPE, "IO032", "nobody reads it any more", ""},
};

/// How many bytes the printable UTF-8 character at the start of `text` has; 0 where there is none.
std::size_t printable_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned lead = byte(0);
  if (lead >= 0x20 && lead < 0x7F) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return continues(1) && (lead > 0xC2 || byte(1) >= 0xA0) ? 2 : 0;
  if (lead >= 0xE0 && lead < 0xF0) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead < 0xF0 || lead > 0xF4) return 0;
  const bool out_of_range = (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90);
  return continues(1) && continues(2) && continues(3) && !out_of_range ? 4 : 0;
}

template <std::size_t count>
Error explain(const std::array<Cause, count>& causes, Cause otherwise, const char* doing, const std::string& path) {
  const auto* cause = std::find_if(causes.begin(), causes.end(),
                                   [&](const Cause& candidate) { return candidate.number == otherwise.number; });
  if (cause != causes.end()) {
    return io_error(cause->code, doing + quoted(path) + ": " + cause->what, cause->advice);
  }
  return io_error(otherwise.code, doing + quoted(path) + ": " + std::generic_category().message(otherwise.number),
                  otherwise.advice);
}

std::string link_target(const std::string& path) {
  std::string target(PATH_MAX, '\0');
  const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
  target.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  return target;
}

Error missing(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode)) {
    return io_error(
        "IO007",
        "cannot read " + quoted(path) + ": it is a link to " + quoted(link_target(path)) + ", which does not exist",
        "repair the link, or name the file itself");
  }
  const std::string folder = folder_of(path);
  const bool folder_missing = ::stat(folder.c_str(), &status) != 0 && errno == ENOENT;
  return io_error(
      "IO001", "cannot read " + quoted(path) + ": it does not exist",
      folder_missing ? "the folder " + quoted(folder) + " does not exist either; check the path" : "check the name");
}

}  // namespace

std::string quoted(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text = "'";
  while (!path.empty()) {
    const std::size_t length = printable_length(path);
    if (length > 0) {
      text += path.substr(0, length);
    } else {
      const auto byte = static_cast<unsigned char>(path.front());
      text += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    }
    path.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text + "'";
}

Error io_error(const char* code, std::string message, std::string advice) {
  return Error{code, std::move(message), std::move(advice), {}, {}};
}

Error reading_error(int number, const std::string& path) {
  if (number == ENOENT) return missing(path);
  if (number == ENOMEM) return out_of_memory();
  return explain(reading_causes, {number, "IO010", "", "look for trouble with the disk or the network"}, "cannot read ",
                 path);
}

Error writing_error(int number, const std::string& path) {
  if (number == ENOMEM) return out_of_memory();
  return explain(writing_causes, {number, "IO032", "", "look for trouble with the disk or the network"},
                 "cannot write ", path);
}

Error out_of_memory() {
  return io_error("IO050", "out of memory", "give idsxml more memory, or fewer files at once");
}

}  // namespace idsxml::os
