// Faults of the real system: full disks, mount points, kills.
#include <doctest/doctest.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <limits>

#include "idsxml/file.hpp"
#include "os/testing.hpp"

namespace {

using namespace idsxml::os::testing;
using idsxml::read_file;
using idsxml::ReplaceOptions;
using Names = std::vector<std::string>;

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

std::string code_of_replacing(const std::string& path, std::string_view bytes, const ReplaceOptions& options = {}) {
  const auto file = read_file(path, unlimited);
  if (!file) return file.error().code;
  const auto done = idsxml::replace_file(path, file->identity, bytes, options);
  return done ? "replaced" : done.error().code;
}

std::string joined(const Names& names) {
  std::string text;
  for (const auto& name : names) text += ' ' + name;
  return text;
}

ReplaceOptions by_rename() {
  return {true, "", "kc", false};
}
ReplaceOptions without_backup() {
  return {false, "", "kc", false};
}
ReplaceOptions in_place() {
  return {true, "", "kc", true};
}

/// The outcome of a replacement after `break_it`, what the file then holds, and what lies in its folder.
std::string after_fault(const std::function<void(const Scratch&)>& break_it, const ReplaceOptions& options) {
  const Scratch scratch;
  return in_child([&] {
    put(scratch / "a.xml", "old");
    break_it(scratch);
    const std::string code = code_of_replacing(scratch / "a.xml", "new content", options);
    return code + ": " + get(scratch / "a.xml") + joined(scratch.names());
  });
}

}  // namespace

TEST_CASE("on a full disk nothing changes and nothing is left behind") {
  const Scratch scratch;
  const auto on_full_disk = [&](std::size_t size, const ReplaceOptions& options) {
    return in_child([&] {
      enter_mount_namespace();
      mount_tmpfs(scratch.path(), "64k");
      put(scratch / "a.xml", std::string(20'000, 'o'));
      const std::string code = code_of_replacing(scratch / "a.xml", std::string(size, 'n'), options);
      const bool untouched = get(scratch / "a.xml") == std::string(20'000, 'o');
      return code + (untouched ? " untouched" : " touched") + joined(scratch.names());
    });
  };
  CHECK(on_full_disk(100'000, by_rename()) == "IO024 untouched a.xml");  // no room for the new file
  CHECK(on_full_disk(100'000, in_place()) == "IO024 untouched a.xml");
  CHECK(on_full_disk(30'000, by_rename()) == "replaced touched a.xml a.xml.kc.bak");  // the backup needs no room
  CHECK(on_full_disk(45'000, in_place()) == "IO024 untouched a.xml");  // for the backup, but not for the new bytes too
  CHECK(on_full_disk(20'001, without_backup()) == "replaced touched a.xml");
  CHECK(on_full_disk(20'001, in_place()) == "replaced touched a.xml a.xml.kc.bak");
}

TEST_CASE("a new file on a full disk is not left half written") {
  const Scratch scratch;
  CHECK(in_child([&] {
          enter_mount_namespace();
          mount_tmpfs(scratch.path(), "64k");
          const auto error = idsxml::write_new_file(scratch / "a.xml", std::string(100'000, 'n'), {});
          return (error ? error->code : "written") + joined(scratch.names());
        }) == "IO024");
}

TEST_CASE("a single file that is mounted cannot be renamed over: refused with the way out, which works") {
  const auto mounted = [](const Scratch& scratch) {
    enter_mount_namespace();
    mount_over_itself(scratch / "a.xml");
  };
  CHECK(after_fault(mounted, by_rename()) == "IO026: old a.xml");
  CHECK(after_fault(mounted, in_place()) == "replaced: new content a.xml a.xml.kc.bak");
  const Scratch scratch;
  CHECK(in_child([&] {
          put(scratch / "a.xml", "old");
          mounted(scratch);
          const auto file = read_file(scratch / "a.xml", unlimited);
          const auto done = idsxml::replace_file(scratch / "a.xml", file->identity, "new", {});
          return std::string(done.error().advice.find("--in-place") == std::string::npos ? "no way out" : "way out");
        }) == "way out");
}

TEST_CASE("a file system that refuses the rename as crossing its border is told apart, with the way out") {
  const auto crossing = [](const Scratch&) { let_fail({SYS_rename, SYS_renameat}, EXDEV); };
  CHECK(after_fault(crossing, by_rename()) == "IO027: old a.xml");
}

TEST_CASE("a read-only file system is refused") {
  const Scratch scratch;
  for (const auto& options : {by_rename(), in_place()}) {
    CHECK(in_child([&] {
            enter_mount_namespace();
            mount_tmpfs(scratch.path(), "64k");
            put(scratch / "a.xml", "old");
            make_read_only(scratch.path());
            const auto error = idsxml::write_new_file(scratch / "b.xml", "new", {});
            return code_of_replacing(scratch / "a.xml", "new", options) + ' ' + (error ? error->code : "written");
          }) == "IO023 IO023");
  }
}

TEST_CASE("a backup on another file system is as good as any") {
  const Scratch scratch;
  const Scratch other;
  for (const bool place : {false, true}) {
    CHECK(in_child([&] {
            enter_mount_namespace();
            mount_tmpfs(other.path(), "64k");
            put(scratch / "a.xml", "old");
            const std::string code = code_of_replacing(scratch / "a.xml", "new", {true, other.path(), "kc", place});
            return code + ' ' + get(other / "a.xml.kc.bak");
          }) == "replaced old");
  }
}

TEST_CASE("bytes that do not reach the disk are an error, and the old file stays") {
  const auto disk_error = [](const Scratch&) { let_fail({SYS_fsync}, EIO); };
  CHECK(after_fault(disk_error, by_rename()) == "IO032: old a.xml");
  CHECK(after_fault(disk_error, in_place()) == "IO032: old a.xml");
}

TEST_CASE("where a file cannot have a second name, the backup is a copy") {
  const auto no_links = [](const Scratch&) { let_fail({SYS_link, SYS_linkat}, EPERM); };
  CHECK(after_fault(no_links, by_rename()) == "replaced: new content a.xml a.xml.kc.bak");
}

TEST_CASE("a file system that knows no fsync, no xattr, no lock and no exclusive rename still works") {
  const auto simple = [](const Scratch&) {
    let_fail({SYS_fsync}, EINVAL);
    let_fail({SYS_renameat2, SYS_fallocate}, EINVAL);
    let_fail({SYS_flock}, ENOLCK);
    let_fail({SYS_flistxattr}, EOPNOTSUPP);
  };
  CHECK(after_fault(simple, by_rename()) == "replaced: new content a.xml a.xml.kc.bak");
  CHECK(after_fault(simple, in_place()) == "replaced: new content a.xml a.xml.kc.bak");
}

TEST_CASE("a write in place that fails halfway is undone at once") {
  const auto cannot_cut = [](const Scratch&) { let_fail({SYS_ftruncate}, EIO); };
  // Neither the new bytes nor the old can be finished; the next run knows.
  CHECK(after_fault(cannot_cut, in_place()) == "IO013: old content a.xml a.xml.idsxml-journal a.xml.kc.bak");
}

namespace {

struct Contents {
  std::string a = "<a>" + std::string(150'000, 'a') + "</a>";
  std::string b = "<b>" + std::string(40'000, 'b') + "</b>";

  bool has(const std::string& bytes) const { return bytes == a || bytes == b; }
};

void replace_once(const std::string& path, const Contents& contents, const ReplaceOptions& options) {
  const auto file = read_file(path, unlimited);
  if (!file) ::_exit(1);
  (void)idsxml::replace_file(path, file->identity, file->bytes == contents.a ? contents.b : contents.a, options);
}

/// Whether every backup in the folder is whole; they are removed on the way.
bool backups_are_whole(const Scratch& scratch, const Contents& contents) {
  bool whole = true;
  for (const auto& name : scratch.names()) {
    if (name.find(".bak") == std::string::npos) continue;
    whole = whole && contents.has(get(scratch / name));
    std::filesystem::remove(scratch / name);
  }
  return whole;
}

/// Whether nothing lies in the folder but the file and what a killed run may leave behind.
bool nothing_unexpected(const Scratch& scratch) {
  const auto names = scratch.names();
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name == "a.xml" || name.starts_with(".idsxml-") || name == "a.xml.idsxml-journal";
  });
}

/// Moments spread over what a replacement or two take.
std::chrono::microseconds moment(int i) {
  return std::chrono::microseconds(100 + (i * 7919) % 5900);
}

/// Kills a child that runs `work` again and again, after some time.
void kill_after(std::chrono::microseconds time, const std::function<void()>& work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    for (;;) work();
  }
  ::usleep(static_cast<useconds_t>(time.count()));
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("killed at any moment of a replacement by rename, the file is whole, the old or the new") {
  const Scratch scratch;
  const Contents contents;
  put(scratch / "a.xml", contents.a);
  for (int i = 0; i < 300; ++i) {
    kill_after(moment(i), [&] { replace_once(scratch / "a.xml", contents, by_rename()); });
    REQUIRE(contents.has(get(scratch / "a.xml")));
    REQUIRE(backups_are_whole(scratch, contents));
    REQUIRE(nothing_unexpected(scratch));
  }
}

TEST_CASE("killed at any moment of a replacement in place, the file is whole or known to be torn, and restored") {
  const Scratch scratch;
  const Contents contents;
  put(scratch / "a.xml", contents.a);
  for (int i = 0; i < 200; ++i) {
    kill_after(moment(i), [&] { replace_once(scratch / "a.xml", contents, in_place()); });
    const auto found = idsxml::torn(scratch / "a.xml");
    REQUIRE(found);
    if (*found) REQUIRE(idsxml::restore_torn(scratch / "a.xml"));
    REQUIRE(contents.has(get(scratch / "a.xml")));
    for (const auto& name : scratch.names()) {
      if (name.find(".torn.bak") != std::string::npos) std::filesystem::remove(scratch / name);
    }
    REQUIRE(backups_are_whole(scratch, contents));
    REQUIRE(nothing_unexpected(scratch));
  }
}

TEST_CASE("killed before any one of its system calls, no replacement leaves a file that the next run cannot handle") {
  struct Way {
    ReplaceOptions options;
    bool hard_links;
  };
  const Contents contents;
  for (const Way& way : {Way{by_rename(), true}, Way{by_rename(), false}, Way{in_place(), true}}) {
    bool was_torn = false;
    bool killed = true;
    for (std::size_t count = 0; killed; ++count) {
      const Scratch scratch;
      const std::string path = scratch / "a.xml";
      put(path, contents.a);
      const auto calls = calls_of(
          [&] {
            if (!way.hard_links) let_fail({SYS_link, SYS_linkat}, EPERM);
            replace_once(path, contents, way.options);
          },
          count);
      killed = calls.size() == count;
      CAPTURE(count);
      const auto file = read_file(path, unlimited);
      if (!file) {
        REQUIRE(file.error().code == "IO013");
        const auto restored = idsxml::restore_torn(path);
        REQUIRE(restored);
        std::filesystem::remove(restored->torn_copy);
        was_torn = true;
      }
      REQUIRE(contents.has(get(path)));
      REQUIRE(code_of_replacing(path, "next", way.options) == "replaced");
      REQUIRE(get(path) == "next");
      REQUIRE(backups_are_whole(scratch, contents));
      REQUIRE(nothing_unexpected(scratch));
    }
    CHECK(was_torn == way.options.in_place);  // between the call that writes and the one that cuts
  }
}

TEST_CASE("the new bytes are on disk before the rename, the backup before both, and the folder after") {
  const auto order_of = [&](bool other_folder, bool hard_links) {
    const Scratch scratch;
    const Scratch other;
    put(scratch / "a.xml", "old");
    const auto calls = calls_of(
        [&] {
          if (!hard_links) let_fail({SYS_link, SYS_linkat}, EPERM);
          (void)code_of_replacing(scratch / "a.xml", "new", {true, other_folder ? other.path() : "", "kc", false});
        },
        unlimited);
    std::string order;
    for (const long call : calls) {
      if (call == SYS_fsync) order += " fsync";
      if (call == SYS_linkat) order += " link";
      if (call == SYS_renameat2) order += " publish";
      if (call == SYS_rename || call == SYS_renameat) order += " rename";
    }
    return order;
  };
  CHECK(order_of(false, true) == " fsync fsync link rename fsync");
  CHECK(order_of(true, true) == " fsync fsync link fsync rename fsync");
  CHECK(order_of(false, false) == " fsync fsync link fsync publish fsync rename fsync");
}

TEST_CASE("to look at a file, and to find nothing to change, opens it for reading only and makes nothing") {
  const Scratch scratch;
  put(scratch / "a.xml", "old");
  for (const auto& options : {by_rename(), in_place()}) {
    const auto calls = calls_of([&] { (void)code_of_replacing(scratch / "a.xml", "old", options); }, unlimited);
    for (const long call :
         {SYS_write, SYS_fsync, SYS_renameat, SYS_renameat2, SYS_linkat, SYS_unlinkat, SYS_ftruncate}) {
      CHECK(std::count(calls.begin(), calls.end(), call) == 0);
    }
  }
}
