#include "os/torn.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "os/path.hpp"
#include "os/testing.hpp"

namespace os = idsxml::os;

using idsxml::torn;
using idsxml::TornFile;
using os::testing::get;
using os::testing::put;
using os::testing::Scratch;
using Names = std::vector<std::string>;

namespace {

/// A file that was being changed from `old` to `fresh` in place when the program was killed.
struct Interrupted {
  Scratch scratch;
  std::string path = scratch / "a.xml";
  std::string old;
  std::string fresh;

  Interrupted(std::string old_content, std::string new_content)
      : old(std::move(old_content)), fresh(std::move(new_content)) {
    put(scratch / "a.xml.bak", old);
    const auto folder = os::open_folder(scratch.path());
    REQUIRE(folder);
    const os::Journal journal{os::fingerprint_of(old), os::fingerprint_of(fresh), scratch / "a.xml.bak"};
    REQUIRE_FALSE(os::write_journal(*folder, "a.xml", journal));
  }

  /// The file after `count` bytes of the new content.
  void written(std::size_t count) const {
    const std::size_t kept = std::min(count, old.size());
    put(path, fresh.substr(0, count) + old.substr(kept));
  }

  TornFile::State state() const {
    const auto found = torn(path);
    REQUIRE(found);
    REQUIRE(*found);
    return (*found)->state;
  }

  std::string code_of_reading() const {
    const auto file = idsxml::read_file(path, 1'000'000);
    return file ? "read" : file.error().code;
  }
};

}  // namespace

TEST_CASE("a write in place that stops after any number of bytes is recognised, and can be undone") {
  const std::string text = "<server xmlns=\"urn:jboss:domain:16.0\">\n  <extensions/>\n</server>\n";
  const std::string longer = "<server xmlns=\"urn:jboss:domain:19.0\">\n  <extensions/>\n  <profile/>\n</server>\n";
  for (const bool grows : {true, false}) {
    const Interrupted file(grows ? text : longer, grows ? longer : text);
    const std::size_t first_change = 33;  // the digit of the version: up to here both are equal
    for (std::size_t count = 0; count <= file.fresh.size(); ++count) {
      CAPTURE(count);
      file.written(count);
      const std::string now = get(file.path);
      const bool whole = now == file.old || now == file.fresh;
      CHECK(file.code_of_reading() == (whole ? "read" : "IO013"));
      if (count <= first_change) CHECK(file.state() == TornFile::State::old_whole);
      if (whole) continue;
      CHECK(file.state() == TornFile::State::torn);
      const Interrupted again(file.old, file.fresh);
      again.written(count);
      const auto restored = idsxml::restore_torn(again.path);
      REQUIRE(restored);
      CHECK(restored->restored);
      CHECK(get(again.path) == again.old);
      CHECK(get(restored->torn_copy) == now);
      CHECK(again.code_of_reading() == "read");
      CHECK(again.scratch.names() == Names{"a.xml", "a.xml.bak", "a.xml.torn.bak"});
    }
  }
}

TEST_CASE("all bytes written but the file not yet cut is torn; cut, it is whole") {
  const Interrupted file("a longer old content", "new");
  file.written(3);
  CHECK(file.state() == TornFile::State::torn);
  put(file.path, "new");
  CHECK(file.state() == TornFile::State::new_whole);
}

TEST_CASE("to restore a file that is whole removes the journal and nothing else") {
  for (const char* content : {"old", "new"}) {
    const Interrupted file("old", "new");
    put(file.path, content);
    const auto restored = idsxml::restore_torn(file.path);
    REQUIRE(restored);
    CHECK_FALSE(restored->restored);
    CHECK(get(file.path) == content);
    CHECK(file.scratch.names() == Names{"a.xml", "a.xml.bak"});
  }
}

TEST_CASE("a file without a journal is not torn, and needs no restoring") {
  const Scratch scratch;
  put(scratch / "a.xml", "whole");
  const auto found = torn(scratch / "a.xml");
  REQUIRE(found);
  CHECK_FALSE(*found);
  const auto restored = idsxml::restore_torn(scratch / "a.xml");
  REQUIRE(restored);
  CHECK_FALSE(restored->restored);
}

TEST_CASE("a torn file is recognised through a link, too") {
  const Interrupted file("old content", "new content");
  file.written(2);
  std::filesystem::create_symlink("a.xml", file.scratch / "link.xml");
  const auto found = torn(file.scratch / "link.xml");
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->state == TornFile::State::torn);
}

TEST_CASE("while another run writes in place, the file is neither read nor written nor restored") {
  const Interrupted file("old content", "new content");
  file.written(2);
  const os::Descriptor writer(::open(file.path.c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(::flock(writer.get(), LOCK_EX) == 0);
  CHECK(file.state() == TornFile::State::being_written);
  CHECK(file.code_of_reading() == "IO014");
  const auto restored = idsxml::restore_torn(file.path);
  REQUIRE_FALSE(restored);
  CHECK(restored.error().code == "IO014");
}

TEST_CASE("a backup that is gone or is not the old content restores nothing") {
  const Interrupted file("old content", "new content");
  file.written(2);
  const std::string torn_content = get(file.path);
  const auto refused = [&] {
    const auto restored = idsxml::restore_torn(file.path);
    REQUIRE_FALSE(restored);
    CHECK(restored.error().code == "IO041");
    CHECK(get(file.path) == torn_content);
    CHECK(file.code_of_reading() == "IO013");
  };
  put(file.scratch / "a.xml.bak", "not the old");
  refused();
  std::filesystem::remove(file.scratch / "a.xml.bak");
  refused();
}

TEST_CASE("a journal that is not understood is an error, never a guess") {
  const Interrupted file("old", "new");
  file.written(0);
  const std::string whole = get(file.scratch / "a.xml.idsxml-journal");
  REQUIRE(file.code_of_reading() == "read");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    put(file.scratch / "a.xml.idsxml-journal", whole.substr(0, length));
    CHECK(file.code_of_reading() == "IO040");
  }
  put(file.scratch / "a.xml.idsxml-journal", "idsxml-journal 2" + whole.substr(16));
  CHECK(file.code_of_reading() == "IO040");
}

TEST_CASE("a backup may have any name, a newline included") {
  const Scratch scratch;
  const auto folder = os::open_folder(scratch.path());
  REQUIRE(folder);
  const os::Journal journal{{1, 2}, {3, 0xFFFFFFFFFFFFFFFF}, "/a b\n\n\xFF"};
  REQUIRE_FALSE(os::write_journal(*folder, "a.xml", journal));
  const auto back = os::read_journal(scratch / "a.xml");
  REQUIRE(back);
  REQUIRE(*back);
  CHECK((*back)->old_content == journal.old_content);
  CHECK((*back)->new_content == journal.new_content);
  CHECK((*back)->backup_path == journal.backup_path);
}

TEST_CASE("a journal that a killed run left beside a whole file goes with the next replacement") {
  for (const bool in_place : {false, true}) {
    const Interrupted file("old", "new");
    put(file.path, "new");
    const auto read = idsxml::read_file(file.path, 100);
    REQUIRE(read);
    REQUIRE(idsxml::replace_file(file.path, read->identity, "newer", {false, "", "", in_place}));
    CHECK(file.code_of_reading() == "read");
    CHECK(file.scratch.names() == Names{"a.xml", "a.xml.bak"});
  }
}
