// The configurations that Keycloak's releases shipped, against results that real servers accepted (tools/servers/judge
// --record).

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "idsxml/migrate.hpp"

namespace fs = std::filesystem;
using namespace idsxml;

namespace {

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

Migration migrated(const std::string& bytes, const char* target) {
  const Result<Configuration> configuration = Configuration::parse(bytes);
  REQUIRE(configuration);
  Result<Migration> migration = migrate(*configuration, Rules::builtin(), {.to = *parse_release(target)});
  REQUIRE(migration);
  return *std::move(migration);
}

}  // namespace

TEST_CASE("shipped configurations become what real servers accepted, and a second run changes nothing") {
  int judged = 0;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(fs::path(IDSXML_SOURCE_DIR) / "testdata" / "servers")) {
    if (entry.path().filename() != "input.xml") continue;
    const fs::path folder = entry.path().parent_path();
    CAPTURE(folder.string());
    const std::string input = read(entry.path());
    for (const char* release : {"13", "15"}) {
      CAPTURE(release);
      const Migration first = migrated(input, (std::string("keycloak:") + release).c_str());
      CHECK(first.bytes == read(folder / (std::string("migrated-") + release + ".xml")));
      CHECK(first.left_to_do() == 0);
      CHECK(migrated(first.bytes, (std::string("keycloak:") + release).c_str()).edits.empty());
      ++judged;
    }
  }
  CHECK(judged == 24);
}
