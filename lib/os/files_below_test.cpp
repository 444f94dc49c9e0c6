#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/file.hpp"
#include "os/testing.hpp"

using idsxml::os::testing::put;
using idsxml::os::testing::Scratch;

namespace {

void make(const Scratch& scratch, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    const std::filesystem::path path = scratch / name;
    std::filesystem::create_directories(path.parent_path());
    put(path.native(), "");
  }
}

/// The *.xml below a folder of the scratch folder, one a line.
std::string listed(const Scratch& scratch, const std::string& folder = "") {
  const auto files =
      idsxml::files_below(scratch / folder, [](std::string_view name) { return name.ends_with(".xml"); });
  REQUIRE(files);
  std::string text;
  for (const auto& path : files->files)
    text += std::filesystem::path(path).lexically_relative(scratch.path()).native() + '\n';
  return text;
}

}  // namespace

TEST_CASE("files are found in all folders but those of git and of a server's history") {
  const Scratch scratch;
  make(scratch, {"b/c.xml", "a.xml", ".git/a.xml", "standalone_xml_history/a.xml", ".hidden/a.xml", "a.txt"});
  CHECK(listed(scratch) == ".hidden/a.xml\na.xml\nb/c.xml\n");
}

TEST_CASE("what git ignores is left out, and the nearest .gitignore decides") {
  const Scratch scratch;
  make(scratch, {"a.xml", "out/a.xml", "b/old.xml", "b/c/old.xml", "b/c/new.xml", "d/e.xml", "d/f.xml"});
  put(scratch / ".gitignore", "out/\nold.xml\n/d/*.xml\n!/d/f.xml\n");
  put(scratch / "b/c/.gitignore", "!old.xml\nnew.xml\n");
  CHECK(listed(scratch) == "a.xml\nb/c/old.xml\nd/f.xml\n");
}

TEST_CASE("in a repository the folders above and .git/info/exclude have a say, whatever folder is named") {
  const Scratch scratch;
  make(scratch, {".git/info/exclude", "a/b/one.xml", "a/b/two.xml", "a/b/three.xml", "a/b/four.xml"});
  put(scratch / ".git/info/exclude", "one.xml\nfour.xml\n");
  put(scratch / ".gitignore", "/a/b/two.xml\n!four.xml\n");
  put(scratch / "a/.gitignore", "b/three.xml\n");
  CHECK(listed(scratch, "a/b") == "a/b/four.xml\n");
  CHECK(listed(scratch) == "a/b/four.xml\n");
}

TEST_CASE("a link is followed to a file elsewhere, and to no folder") {
  const Scratch scratch;
  const Scratch elsewhere;
  make(scratch, {"a.xml", "b/c.xml"});
  make(elsewhere, {"other.xml"});
  std::filesystem::create_symlink("a.xml", scratch / "twice.xml");
  std::filesystem::create_symlink(elsewhere / "other.xml", scratch / "linked.xml");
  std::filesystem::create_symlink("gone.xml", scratch / "dangling.xml");
  std::filesystem::create_symlink("..", scratch / "b/up");
  CHECK(listed(scratch) == "a.xml\nb/c.xml\ndangling.xml\nlinked.xml\n");
  const auto files = idsxml::files_below(scratch.path(), [](std::string_view) { return true; });
  REQUIRE(files);
  CHECK(files->linked_folders == std::vector<std::string>{scratch / "b/up"});
}

TEST_CASE("a folder that is none is an error") {
  const Scratch scratch;
  const auto files = idsxml::files_below(scratch / "missing", [](std::string_view) { return true; });
  REQUIRE_FALSE(files);
  CHECK(files.error().code == "IO001");
}
