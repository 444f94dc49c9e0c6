#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "merge/testing.hpp"

namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("whatever two sides change, a merge keeps its promises") {
  for (const auto& entry : std::filesystem::directory_iterator(IDSXML_SOURCE_DIR "/testdata/fuzz")) {
    const std::string base = content_of(entry.path());
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
      idsxml::merging::Hand my_hand(2 * seed + 1);
      idsxml::merging::Hand their_hand(2 * seed + 2);
      const std::string mine = my_hand.changed(my_hand.changed(base));
      const std::string theirs = their_hand.changed(their_hand.changed(base));
      CAPTURE(entry.path());
      CAPTURE(seed);
      CHECK(idsxml::merging::broken_promise(base, mine, theirs).value_or("") == "");
    }
  }
}
