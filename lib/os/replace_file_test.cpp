#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <limits>

#include "idsxml/file.hpp"
#include "os/testing.hpp"

using idsxml::read_file;
using idsxml::Replaced;
using idsxml::ReplaceOptions;
using idsxml::os::testing::become_nobody;
using idsxml::os::testing::get;
using idsxml::os::testing::in_child;
using idsxml::os::testing::put;
using idsxml::os::testing::Scratch;
using Names = std::vector<std::string>;

namespace {

ReplaceOptions with_label(const std::string& label, bool in_place = false) {
  return {true, "", label, in_place};
}

/// Reads the file and replaces it at once.
idsxml::Result<Replaced> replace(const std::string& path, std::string_view bytes, const ReplaceOptions& options = {}) {
  const auto file = read_file(path, std::numeric_limits<std::size_t>::max());
  if (!file) return file.error();
  return idsxml::replace_file(path, file->identity, bytes, options);
}

std::string code_of_replacing(const std::string& path, const ReplaceOptions& options = {}) {
  const auto done = replace(path, "new", options);
  if (!done) return done.error().code;
  return done->changed ? "changed" : "unchanged";
}

std::string code_of_writing(const std::string& path, const idsxml::NewFileOptions& options = {}) {
  const auto error = idsxml::write_new_file(path, "new", options);
  return error ? error->code : "written";
}

struct stat status_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status;
}

std::string attribute(const std::string& path, const char* name) {
  std::array<char, 256> value{};
  const ssize_t length = ::getxattr(path.c_str(), name, value.data(), value.size());
  return length < 0 ? "none" : std::string(value.data(), static_cast<std::size_t>(length));
}

void set_attribute(const std::string& path, const char* name, const std::string& value) {
  REQUIRE(::setxattr(path.c_str(), name, value.data(), value.size(), 0) == 0);
}

/// An ACL as the kernel stores it: rw for the owner and for user 4242, r for the group, nothing for others.
std::string access_list() {
  return {
      "\x02\0\0\0"
      "\x01\0\x06\0\xFF\xFF\xFF\xFF"
      "\x02\0\x06\0\x92\x10\0\0"
      "\x04\0\x04\0\xFF\xFF\xFF\xFF"
      "\x10\0\x06\0\xFF\xFF\xFF\xFF"
      "\x20\0\0\0\xFF\xFF\xFF\xFF",
      44};
}

}  // namespace

TEST_CASE("a file is replaced, after a backup with its old content") {
  const Scratch scratch;
  const std::string path = scratch / "standalone.xml";
  for (const bool in_place : {false, true}) {
    put(path, "old");
    const auto done = replace(path, "new content", with_label("keycloak-12", in_place));
    REQUIRE(done);
    CHECK(done->changed);
    CHECK(done->notes.empty());
    CHECK(done->backup_path == path + ".keycloak-12.bak");
    CHECK(get(path) == "new content");
    CHECK(get(done->backup_path) == "old");
    CHECK(scratch.names() == Names{"standalone.xml", "standalone.xml.keycloak-12.bak"});
    std::filesystem::remove(done->backup_path);
  }
}

TEST_CASE("without a label the backup is FILE.bak; without a backup there is none") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  const auto first = replace(scratch / "a.xml", "1");
  REQUIRE(first);
  CHECK(first->backup_path == scratch / "a.xml.bak");
  std::filesystem::remove(scratch / "a.xml.bak");
  for (const bool in_place : {false, true}) {
    const auto done = replace(scratch / "a.xml", in_place ? "2" : "3", {false, "", "", in_place});
    REQUIRE(done);
    CHECK(done->backup_path.empty());
    CHECK(scratch.names() == Names{"a.xml"});
  }
}

TEST_CASE("a backup is never overwritten: the next one has a number") {
  const Scratch scratch;
  const std::string path = scratch / "a.xml";
  put(path, "0");
  put(scratch / "a.xml.kc.bak", "precious");
  std::filesystem::create_symlink("nowhere", scratch / "a.xml.kc.bak.1");
  for (const std::string& next : {std::string("1"), std::string("2")}) REQUIRE(replace(path, next, with_label("kc")));
  CHECK(get(scratch / "a.xml.kc.bak") == "precious");
  CHECK(get(scratch / "a.xml.kc.bak.2") == "0");
  CHECK(get(scratch / "a.xml.kc.bak.3") == "1");
  CHECK(scratch.names() == Names{"a.xml", "a.xml.kc.bak", "a.xml.kc.bak.1", "a.xml.kc.bak.2", "a.xml.kc.bak.3"});
}

TEST_CASE("backups go to another folder where one is named, and it must exist") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  CHECK(code_of_replacing(scratch / "a.xml", {true, scratch / "backups", "kc", false}) == "IO031");
  CHECK(code_of_replacing(scratch / "a.xml", {true, scratch / "a.xml", "kc", false}) == "IO031");
  CHECK(get(scratch / "a.xml") == "old");
  std::filesystem::create_directory(scratch / "backups");
  const auto done = replace(scratch / "a.xml", "new", {true, scratch / "backups", "kc", false});
  REQUIRE(done);
  CHECK(done->backup_path == scratch / "backups/a.xml.kc.bak");
  CHECK(get(done->backup_path) == "old");
  CHECK(scratch.names() == Names{"a.xml", "backups"});
}

TEST_CASE("a file that holds the bytes already is not touched, and needs no backup") {
  const Scratch scratch;
  put(scratch / "a.xml", "new");
  const auto before = status_of(scratch / "a.xml");
  for (const bool in_place : {false, true}) {
    CHECK(code_of_replacing(scratch / "a.xml", with_label("kc", in_place)) == "unchanged");
    const auto after = status_of(scratch / "a.xml");
    CHECK(after.st_ino == before.st_ino);
    CHECK(after.st_mtim.tv_sec == before.st_mtim.tv_sec);
    CHECK(after.st_mtim.tv_nsec == before.st_mtim.tv_nsec);
    CHECK(after.st_ctim.tv_nsec == before.st_ctim.tv_nsec);
    CHECK(scratch.names() == Names{"a.xml"});
  }
}

TEST_CASE("a file that someone else changed since it was read is refused") {
  const Scratch scratch;
  const std::string path = scratch / "a.xml";
  const auto refused = [&](const auto& change) {
    std::filesystem::remove_all(path);
    put(path, "old");
    const auto file = read_file(path, 100);
    REQUIRE(file);
    change();
    for (const bool in_place : {false, true}) {
      const auto done = idsxml::replace_file(path, file->identity, "new", with_label("kc", in_place));
      CHECK((done ? "replaced" : done.error().code) == "IO020");
    }
    CHECK(scratch.names().size() == (std::filesystem::exists(path) ? 1 : 0));
  };
  refused([&] { put(path, "other"); });
  refused([&] { put(path, "odd"); });
  refused([&] { std::filesystem::remove(path); });
  refused([&] { std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now()); });
  refused([&] {  // same size, same mtime, another content
    const auto mtime = std::filesystem::last_write_time(path);
    put(path, "odd");
    std::filesystem::last_write_time(path, mtime);
  });
  refused([&] {  // same content, another file
    std::filesystem::remove(path);
    put(path, "old");
  });
}

TEST_CASE("in place, a change in the last moment is refused too, and the announced backup stays") {
  const Scratch scratch;
  const std::string path = scratch / "a.xml";
  put(path, "old");
  const auto file = read_file(path, 100);
  REQUIRE(file);
  const auto done = idsxml::replace_file(path, file->identity, "new", with_label("kc", true),
                                         [&](std::string_view) { put(path, "their"); });
  REQUIRE_FALSE(done);
  CHECK(done.error().code == "IO020");
  CHECK(get(path) == "their");
  CHECK(get(path + ".kc.bak") == "old");
  CHECK(scratch.names() == Names{"a.xml", "a.xml.kc.bak"});
}

TEST_CASE("in place, the backup is announced while every byte of the file is still the old one") {
  const Scratch scratch;
  const std::string path = scratch / "a.xml";
  put(path, "old");
  const auto file = read_file(path, 100);
  REQUIRE(file);
  std::string announced;
  std::string content_then;
  std::string backup_then;
  const auto done =
      idsxml::replace_file(path, file->identity, "new", with_label("kc", true), [&](std::string_view backup) {
        announced = backup;
        content_then = get(path);
        backup_then = get(announced);
      });
  REQUIRE(done);
  CHECK(announced == done->backup_path);
  CHECK(content_then == "old");
  CHECK(backup_then == "old");
}

TEST_CASE("in place, the file stays the same file, whether it grows or shrinks") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  const auto inode = status_of(scratch / "a.xml").st_ino;
  for (const std::string& bytes : {std::string(100'000, 'n'), std::string("n"), std::string()}) {
    REQUIRE(replace(scratch / "a.xml", bytes, with_label("kc", true)));
    CHECK(get(scratch / "a.xml") == bytes);
    CHECK(status_of(scratch / "a.xml").st_ino == inode);
  }
}

TEST_CASE("the mode is kept, by the file and by its backup") {
  const Scratch scratch;
  for (const mode_t mode : {0600U, 0640U, 0664U, 0444U, 0777U}) {
    for (const bool in_place : {false, true}) {
      if (mode == 0444 && ::geteuid() != 0) continue;  // see the test of write protection
      const std::string path = scratch / std::to_string(mode);
      std::filesystem::remove(path);
      put(path, "old");
      REQUIRE(::chmod(path.c_str(), mode) == 0);
      const auto done = replace(path, "new", with_label("kc", in_place));
      REQUIRE(done);
      CHECK((status_of(path).st_mode & 07777U) == mode);
      CHECK((status_of(done->backup_path).st_mode & 07777U) == mode);
      std::filesystem::remove(done->backup_path);
    }
  }
}

TEST_CASE("the backup has the time of the file that it holds") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  const auto before = status_of(scratch / "a.xml");
  const auto done = replace(scratch / "a.xml", "new");
  REQUIRE(done);
  CHECK(status_of(done->backup_path).st_mtim.tv_nsec == before.st_mtim.tv_nsec);
  CHECK(status_of(done->backup_path).st_mtim.tv_sec == before.st_mtim.tv_sec);
}

TEST_CASE("owner and group are kept") {
  REQUIRE_MESSAGE(::geteuid() == 0, "this test needs root");
  for (const bool in_place : {false, true}) {
    const Scratch scratch;
    put(scratch / "a.xml", "old");
    REQUIRE(::chown((scratch / "a.xml").c_str(), 4242, 4343) == 0);
    REQUIRE(::chmod((scratch / "a.xml").c_str(), 0640) == 0);
    const auto done = replace(scratch / "a.xml", "new", with_label("kc", in_place));
    REQUIRE(done);
    for (const auto& path : {scratch / "a.xml", done->backup_path}) {
      CHECK(status_of(path).st_uid == 4242);
      CHECK(status_of(path).st_gid == 4343);
      CHECK((status_of(path).st_mode & 07777U) == 0640);
    }
  }
}

TEST_CASE(
    "a file whose owner cannot be kept is refused; in place it can be written, and its backup is for the writer "
    "alone") {
  REQUIRE_MESSAGE(::geteuid() == 0, "this test needs root");
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  REQUIRE(::chown((scratch / "a.xml").c_str(), 4242, 4343) == 0);
  REQUIRE(::chmod((scratch / "a.xml").c_str(), 0666) == 0);
  REQUIRE(::chmod(scratch.path().c_str(), 0777) == 0);
  const auto as_nobody = [&](bool in_place) {
    return in_child([&] {
      become_nobody();
      return code_of_replacing(scratch / "a.xml", with_label("kc", in_place));
    });
  };
  CHECK(as_nobody(false) == "IO028");
  CHECK(get(scratch / "a.xml") == "old");
  CHECK(scratch.names() == Names{"a.xml"});
  CHECK(as_nobody(true) == "changed");
  CHECK(status_of(scratch / "a.xml").st_uid == 4242);
  CHECK((status_of(scratch / "a.xml.kc.bak").st_mode & 07777U) == 0600);
}

TEST_CASE("extended attributes and ACLs are kept, by the file and by its backup") {
  for (const bool in_place : {false, true}) {
    const Scratch scratch;
    put(scratch / "a.xml", "old");
    set_attribute(scratch / "a.xml", "user.origin", "puppet");
    set_attribute(scratch / "a.xml", "system.posix_acl_access", access_list());
    const auto done = replace(scratch / "a.xml", "new", with_label("kc", in_place));
    REQUIRE(done);
    for (const auto& path : {scratch / "a.xml", done->backup_path}) {
      CHECK(attribute(path, "user.origin") == "puppet");
      CHECK(attribute(path, "system.posix_acl_access") == access_list());
      CHECK((status_of(path).st_mode & 07777U) == 0660);
    }
  }
}

TEST_CASE("the default ACL of the folder does not open a file that had none") {
  for (const bool in_place : {false, true}) {
    const Scratch scratch;
    put(scratch / "a.xml", "old");
    REQUIRE(::chmod((scratch / "a.xml").c_str(), 0600) == 0);
    set_attribute(scratch.path(), "system.posix_acl_default", access_list());
    const auto done = replace(scratch / "a.xml", "new", with_label("kc", in_place));
    REQUIRE(done);
    for (const auto& path : {scratch / "a.xml", done->backup_path}) {
      CHECK(attribute(path, "system.posix_acl_access") == "none");
      CHECK((status_of(path).st_mode & 07777U) == 0600);
    }
  }
}

TEST_CASE("a link stays a link, its target is replaced, and the backup stands beside the name that was given") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "real");
  put(scratch / "real/a.xml", "old");
  std::filesystem::create_symlink("real/a.xml", scratch / "second.xml");
  std::filesystem::create_symlink("second.xml", scratch / "first.xml");
  for (const bool in_place : {false, true}) {
    const std::string bytes = in_place ? "2" : "1";
    const auto done = replace(scratch / "first.xml", bytes, with_label("kc", in_place));
    REQUIRE(done);
    CHECK(std::filesystem::read_symlink(scratch / "first.xml") == "second.xml");
    CHECK(std::filesystem::read_symlink(scratch / "second.xml") == "real/a.xml");
    CHECK(std::filesystem::is_regular_file(std::filesystem::symlink_status(scratch / "real/a.xml")));
    CHECK(get(scratch / "real/a.xml") == bytes);
    CHECK(done->backup_path == scratch / (in_place ? "first.xml.kc.bak.1" : "first.xml.kc.bak"));
    CHECK(std::filesystem::is_regular_file(std::filesystem::symlink_status(done->backup_path)));
  }
}

TEST_CASE("a link that is turned elsewhere after reading is refused") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  std::filesystem::create_symlink("a.xml", scratch / "link.xml");
  const auto file = read_file(scratch / "link.xml", 100);
  REQUIRE(file);
  put(scratch / "b.xml", "old");
  std::filesystem::remove(scratch / "link.xml");
  std::filesystem::create_symlink("b.xml", scratch / "link.xml");
  const auto done = idsxml::replace_file(scratch / "link.xml", file->identity, "new", {});
  CHECK((done ? "replaced" : done.error().code) == "IO020");
  CHECK(get(scratch / "a.xml") + get(scratch / "b.xml") == "oldold");
}

TEST_CASE("a file with several names is refused, since they would part; in place it changes under all of them") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  std::filesystem::create_hard_link(scratch / "a.xml", scratch / "b.xml");
  CHECK(code_of_replacing(scratch / "a.xml") == "IO025");
  CHECK(code_of_writing(scratch / "a.xml", {true, 0666}) == "IO025");
  CHECK(scratch.names() == Names{"a.xml", "b.xml"});
  CHECK(code_of_replacing(scratch / "a.xml", with_label("kc", true)) == "changed");
  CHECK(get(scratch / "b.xml") == "new");
  CHECK(status_of(scratch / "a.xml").st_nlink == 2);
}

TEST_CASE("the second name that a killed run gave the file, to be its backup, becomes the backup of the next") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  std::filesystem::create_hard_link(scratch / "a.xml", scratch / "a.xml.kc.bak");
  const auto done = replace(scratch / "a.xml", "new", with_label("kc"));
  REQUIRE(done);
  CHECK(done->backup_path == scratch / "a.xml.kc.bak");
  CHECK(get(done->backup_path) == "old");
  CHECK(get(scratch / "a.xml") == "new");
  CHECK(scratch.names() == Names{"a.xml", "a.xml.kc.bak"});
}

TEST_CASE("a write-protected file is refused, although a rename would get round it") {
  const Scratch scratch;
  put(scratch / "a.xml", "new");
  put(scratch / "b.xml", "old");
  REQUIRE(::chmod((scratch / "b.xml").c_str(), 0444) == 0);
  REQUIRE(::chmod(scratch.path().c_str(), 0777) == 0);
  for (const bool in_place : {false, true}) {
    CHECK(in_child([&] {
            become_nobody();
            return code_of_replacing(scratch / "b.xml", {true, "", "kc", in_place});
          }) == "IO021");
  }
  CHECK(get(scratch / "b.xml") == "old");
  CHECK(scratch.names() == Names{"a.xml", "b.xml"});
}

TEST_CASE("a folder that takes no new file is refused, in place too, since the journal needs it") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "backups");
  put(scratch / "a.xml", "old");
  REQUIRE(::chmod((scratch / "a.xml").c_str(), 0666) == 0);
  REQUIRE(::chmod((scratch / "backups").c_str(), 0777) == 0);
  REQUIRE(::chmod(scratch.path().c_str(), 0555) == 0);
  for (const bool in_place : {false, true}) {
    CHECK(in_child([&] {
            become_nobody();
            return code_of_replacing(scratch / "a.xml", {true, scratch / "backups", "kc", in_place});
          }) == "IO022");
  }
  CHECK(get(scratch / "a.xml") == "old");
  CHECK(std::filesystem::is_empty(scratch / "backups"));
  REQUIRE(::chmod(scratch.path().c_str(), 0755) == 0);
}

TEST_CASE("names may hold anything, and be as long as the system lets them") {
  const Scratch scratch;
  for (const std::string& name : {std::string("with space.xml"), std::string("k\xF6nig\xFF.xml"),
                                  std::string("a\nb.xml"), std::string("-"), std::string(255, 'n')}) {
    for (const bool in_place : {false, true}) {
      put(scratch / name, "old");
      const auto done = replace(scratch / name, "new", with_label("kc", in_place));
      REQUIRE(done);
      CHECK(get(scratch / name) == "new");
      CHECK(get(done->backup_path) == "old");
      std::filesystem::remove(done->backup_path);
    }
    std::filesystem::remove(scratch / name);
    CHECK(scratch.names().empty());
  }
}

TEST_CASE("relative paths stay relative, in the backup's path too") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "sub");
  const auto backup_of = [&](const std::string& folder, const std::string& path) {
    put(scratch / "a.xml", "old");
    std::filesystem::remove(scratch / "a.xml.kc.bak");
    return in_child([&] {
      if (::chdir(folder.c_str()) != 0) return std::string("chdir");
      const auto done = replace(path, "new", with_label("kc"));
      return done ? done->backup_path : done.error().message;
    });
  };
  CHECK(backup_of(scratch.path(), "a.xml") == "a.xml.kc.bak");
  CHECK(backup_of(scratch.path(), "./a.xml") == "./a.xml.kc.bak");
  CHECK(backup_of(scratch / "sub", "../a.xml") == "../a.xml.kc.bak");
  CHECK(get(scratch / "a.xml") == "new");
}

TEST_CASE("a new file is written with the mode that was asked for, less the umask") {
  const Scratch scratch;
  const mode_t umask = ::umask(022);
  CHECK(code_of_writing(scratch / "a.xml") == "written");
  CHECK(code_of_writing(scratch / "b.xml", {false, 0600}) == "written");
  ::umask(umask);
  CHECK(get(scratch / "a.xml") == "new");
  CHECK((status_of(scratch / "a.xml").st_mode & 07777U) == 0644);
  CHECK((status_of(scratch / "b.xml").st_mode & 07777U) == 0600);
  CHECK(scratch.names() == Names{"a.xml", "b.xml"});
}

TEST_CASE("an existing file is overwritten only where that was asked for, and keeps its mode and its links") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  REQUIRE(::chmod((scratch / "a.xml").c_str(), 0640) == 0);
  std::filesystem::create_symlink("a.xml", scratch / "link.xml");
  std::filesystem::create_symlink("gone.xml", scratch / "dangling.xml");
  CHECK(code_of_writing(scratch / "a.xml") == "IO030");
  CHECK(code_of_writing(scratch / "link.xml") == "IO030");
  CHECK(code_of_writing(scratch / "dangling.xml") == "IO030");
  CHECK(get(scratch / "a.xml") == "old");
  CHECK(code_of_writing(scratch / "link.xml", {true, 0666}) == "written");
  CHECK(get(scratch / "a.xml") == "new");
  CHECK((status_of(scratch / "a.xml").st_mode & 07777U) == 0640);
  CHECK(std::filesystem::is_symlink(scratch / "link.xml"));
  CHECK(scratch.names() == Names{"a.xml", "dangling.xml", "link.xml"});
}

TEST_CASE("an output that cannot be replaced names the way out that it has") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  std::filesystem::create_hard_link(scratch / "a.xml", scratch / "b.xml");
  const auto error = idsxml::write_new_file(scratch / "a.xml", "new", {true, 0666});
  REQUIRE(error);
  CHECK(error->advice.find("-o -") != std::string::npos);
  CHECK(error->advice.find("--in-place") == std::string::npos);
}

TEST_CASE("a new file needs a folder to stand in") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  CHECK(code_of_writing(scratch / "missing/b.xml") == "IO031");
  CHECK(code_of_writing(scratch / "a.xml/b.xml") == "IO031");
  CHECK(code_of_writing(scratch.path(), {true, 0666}) == "IO003");
  CHECK(code_of_writing(scratch / std::string(256, 'n')) == "IO011");
}

TEST_CASE("a device takes the bytes as they are") {
  CHECK(code_of_writing("/dev/null") == "written");
  CHECK(code_of_writing("/dev/full") == "IO024");
}
