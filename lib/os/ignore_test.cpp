#include "os/ignore.hpp"

#include <doctest/doctest.h>

#include <string>

using idsxml::os::IgnorePatterns;
using idsxml::os::is_like;

TEST_CASE("names are like patterns") {
  for (const auto& pair : {std::pair{"a.xml", "*.xml"},
                           {"a", "?"},
                           {"b", "[a-c]"},
                           {"d", "[!a-c]"},
                           {"*", "\\*"},
                           {"a[b", "a[b"},
                           {"]", "[]]"},
                           {"a-b", "a[-+]b"},
                           {"", "*"},
                           {"aXbXc", "a*b*c"}})
    CHECK_MESSAGE(is_like(pair.first, pair.second), pair.first << " " << pair.second);
  for (const auto& pair : {std::pair{"a.xmls", "*.xml"},
                           {"", "?"},
                           {"d", "[a-c]"},
                           {"b", "[!a-c]"},
                           {"x", "\\*"},
                           {"ab", "a"},
                           {"a", "ab"}})
    CHECK_FALSE_MESSAGE(is_like(pair.first, pair.second), pair.first << " " << pair.second);
}

TEST_CASE("stars take no time to speak of") {
  std::string pattern;
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  CHECK_FALSE(is_like(std::string(4000, 'a') + "b", pattern));
}

TEST_CASE("the last pattern that speaks of a path decides") {
  const IgnorePatterns patterns(
      "# comment\n\n*.xml\n!keep.xml\n/top\nfolder/\na/b\n**/deep/*.yaml\nc/**\nd/**/e\n\\!x\nspace\\ \n");
  const auto says = [&](std::string_view path, bool is_folder = false) { return patterns.ignores(path, is_folder); };
  CHECK(says("a.xml") == true);
  CHECK(says("x/a.xml") == true);
  CHECK(says("x/keep.xml") == false);
  CHECK(says("top") == true);
  CHECK(says("x/top") == std::nullopt);
  CHECK(says("x/folder", true) == true);
  CHECK(says("x/folder") == std::nullopt);
  CHECK(says("a/b") == true);
  CHECK(says("x/a/b") == std::nullopt);
  CHECK(says("deep/a.yaml") == true);
  CHECK(says("x/y/deep/a.yaml") == true);
  CHECK(says("c", true) == std::nullopt);
  CHECK(says("c/x/y") == true);
  CHECK(says("d/e") == true);
  CHECK(says("d/x/y/e") == true);
  CHECK(says("!x") == true);
  CHECK(says("space ") == true);
  CHECK(says("other") == std::nullopt);
}
