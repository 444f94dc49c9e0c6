#include "os/path.hpp"

#include <doctest/doctest.h>

#include <climits>

namespace os = idsxml::os;

TEST_CASE("a path falls into folder and name") {
  CHECK(os::folder_of("a.xml") == ".");
  CHECK(os::folder_of("/a.xml") == "/");
  CHECK(os::folder_of("b/c/a.xml") == "b/c");
  CHECK(os::name_of("a.xml") == "a.xml");
  CHECK(os::name_of("b/c/a.xml") == "a.xml");
  CHECK(os::join("b", "a") == "b/a");
  CHECK(os::join("b/", "a") == "b/a");
}

TEST_CASE("what lies beside a file is named the way the file was") {
  CHECK(os::beside("a.xml", "b") == "b");
  CHECK(os::beside("./a.xml", "b") == "./b");
  CHECK(os::beside("/a.xml", "b") == "/b");
}

TEST_CASE("a suffix fits behind the longest name, and different names stay different") {
  CHECK(os::with_suffix("a.xml", ".bak") == "a.xml.bak");
  CHECK(os::with_suffix(std::string(251, 'a'), ".bak") == std::string(251, 'a') + ".bak");
  const std::string long_name(255, 'a');
  const std::string shortened = os::with_suffix(long_name, ".bak");
  CHECK(shortened.size() <= NAME_MAX);
  CHECK(shortened.ends_with(".bak"));
  CHECK(shortened == os::with_suffix(long_name, ".bak"));
  CHECK(shortened != os::with_suffix(std::string(254, 'a') + 'b', ".bak"));
}

TEST_CASE("a name is not cut through the middle of a character") {
  std::string name;
  while (name.size() < 254) name += "\xC3\xB6";
  for (const std::string& start : {std::string("a"), std::string()}) {
    const std::string shortened = os::with_suffix(start + name, ".bak");
    CHECK((shortened.find('~') - start.size()) % 2 == 0);
  }
}
