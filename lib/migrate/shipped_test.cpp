// The configurations that Keycloak's releases shipped, against results that real servers accepted (tools/servers/judge
// --record).

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "idsxml/migrate.hpp"
#include "testing.hpp"

namespace fs = std::filesystem;
using namespace idsxml;

namespace {

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
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(testing::testdata() / "servers")) {
    if (entry.path().filename() != "input.xml") continue;
    const fs::path folder = entry.path().parent_path();
    CAPTURE(folder.string());
    const std::string input = testing::read(entry.path());
    for (const char* release : {"13", "15"}) {
      CAPTURE(release);
      const Migration first = migrated(input, (std::string("keycloak:") + release).c_str());
      CHECK(first.bytes == testing::read(folder / (std::string("migrated-") + release + ".xml")));
      CHECK(first.left_to_do() == 0);
      CHECK(migrated(first.bytes, (std::string("keycloak:") + release).c_str()).edits.empty());
      ++judged;
    }
  }
  CHECK(judged == 24);
}
