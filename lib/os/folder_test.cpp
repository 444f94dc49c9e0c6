#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "idsxml/file.hpp"
#include "os/testing.hpp"

using idsxml::os::testing::become_nobody;
using idsxml::os::testing::in_child;
using idsxml::os::testing::put;
using idsxml::os::testing::Scratch;

namespace {

/// Names below the scratch folder, one a line.
std::string lines(const std::vector<std::string>& paths, const Scratch& scratch) {
  std::string text;
  for (const auto& path : paths) text += path.substr(scratch.path().size() + 1) + '\n';
  return text;
}

idsxml::FolderContent list(const std::string& folder) {
  auto content = idsxml::standalone_files(folder);
  REQUIRE(content);
  return *std::move(content);
}

void make(const Scratch& scratch, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    const std::filesystem::path path = scratch / name;
    std::filesystem::create_directories(path.parent_path());
    put(path.native(), "<server/>");
  }
}

}  // namespace

TEST_CASE("a folder means its standalone*.xml, those of its subfolders included, in order") {
  const Scratch scratch;
  make(scratch, {"standalone.xml", "standalone-ha.xml", "b/standalone/configuration/standalone-full.xml",
                 "a/standalone.xml", "a/other.xml", "mystandalone.xml", "standalone.conf"});
  CHECK(lines(list(scratch.path()).standalone, scratch) ==
        "a/standalone.xml\nb/standalone/configuration/standalone-full.xml\nstandalone-ha.xml\nstandalone.xml\n");
}

TEST_CASE("backups and the server's own history are never listed") {
  const Scratch scratch;
  make(scratch, {"standalone.xml.bak", "standalone.xml.keycloak-12.bak", "standalone.xml.keycloak-12.bak.1",
                 "standalone.bak.xml", "standalone.xml~", "standalone.xml.orig", "standalone.xml.1.xml",
                 "standalone.xml.idsxml-journal", "standalone_xml_history/standalone.boot.xml",
                 "standalone_xml_history/current/standalone.v1.xml", "standalone_xml_history/snapshot/standalone.xml"});
  const auto content = list(scratch.path());
  CHECK(content.standalone.empty());
  CHECK(content.domain.empty());
}

TEST_CASE("configurations of a domain are named apart") {
  const Scratch scratch;
  make(scratch, {"domain.xml", "host.xml", "host-master.xml", "standalone.xml", "domain.xml.bak"});
  const auto content = list(scratch.path());
  CHECK(lines(content.standalone, scratch) == "standalone.xml\n");
  CHECK(lines(content.domain, scratch) == "domain.xml\nhost-master.xml\nhost.xml\n");
}

TEST_CASE("links to folders are named but not followed, so that no circle matters") {
  const Scratch scratch;
  make(scratch, {"a/standalone.xml"});
  std::filesystem::create_symlink("..", scratch / "a/up");
  std::filesystem::create_symlink("self", scratch / "self");
  const auto content = list(scratch.path());
  CHECK(lines(content.standalone, scratch) == "a/standalone.xml\n");
  CHECK(lines(content.linked_folders, scratch) == "a/up\n");
  CHECK(content.unreadable.empty());
}

TEST_CASE("a link to a file is listed, but no file twice, and its own name goes first") {
  const Scratch scratch;
  make(scratch, {"z/standalone.xml"});
  std::filesystem::create_symlink("z/standalone.xml", scratch / "standalone.xml");
  std::filesystem::create_symlink("gone.xml", scratch / "standalone-dangling.xml");
  make(scratch, {"elsewhere.xml"});
  std::filesystem::create_symlink("elsewhere.xml", scratch / "standalone-ha.xml");
  CHECK(lines(list(scratch.path()).standalone, scratch) ==
        "standalone-dangling.xml\nstandalone-ha.xml\nz/standalone.xml\n");
}

TEST_CASE("a folder that cannot be listed is reported, and the others are listed") {
  const Scratch scratch;
  make(scratch, {"a/standalone.xml", "b/standalone.xml"});
  REQUIRE(::chmod(scratch.path().c_str(), 0755) == 0);
  REQUIRE(::chmod((scratch / "a").c_str(), 0) == 0);
  CHECK(in_child([&] {
          become_nobody();
          const auto content = idsxml::standalone_files(scratch.path());
          if (!content) return content.error().code;
          return lines(content->standalone, scratch) + content->unreadable.at(0).code;
        }) == "b/standalone.xml\nIO002");
  REQUIRE(::chmod((scratch / "a").c_str(), 0700) == 0);
}

TEST_CASE("what is no folder is an error") {
  const Scratch scratch;
  put(scratch / "a", "");
  for (const std::string& path : {scratch / "a", scratch / "missing"}) {
    const auto content = idsxml::standalone_files(path);
    REQUIRE_FALSE(content);
    CHECK(content.error().code == (path.ends_with("a") ? "IO011" : "IO001"));
  }
}
