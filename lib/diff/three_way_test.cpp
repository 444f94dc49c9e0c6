#include <doctest/doctest.h>

#include <string>

#include "idsxml/diff.hpp"

using namespace idsxml;

namespace {

/// A configuration of undertow's servers.
Configuration with(const std::string& servers) {
  Result<Configuration> parsed = Configuration::parse(
      R"(<server xmlns="urn:jboss:domain:16.0"><profile><subsystem xmlns="urn:jboss:domain:undertow:12.0">)" + servers +
      "</subsystem></profile></server>");
  REQUIRE(parsed);
  return *std::move(parsed);
}

ThreeWay compared(const std::string& base, const std::string& mine, const std::string& theirs) {
  Result<ThreeWay> found = three_way(with(base), with(mine), with(theirs), Rules::builtin());
  REQUIRE(found);
  return *std::move(found);
}

}  // namespace

TEST_CASE("what one side alone changed is no collision, and what both changed alike is none") {
  const ThreeWay found = compared(R"(<server name="a" default-host="x" servlet-container="y"/><server name="b"/>)",
                                  R"(<server name="a" default-host="mine" servlet-container="z"/><server name="b"/>)",
                                  R"(<server name="a" default-host="x" servlet-container="z"/>)");
  CHECK(found.collisions.empty());
  REQUIRE(found.mine.size() == 1);
  CHECK(found.mine[0].attribute == "default-host");
  REQUIRE(found.theirs.size() == 1);
  CHECK(found.theirs[0].kind == Difference::Kind::removed);
  REQUIRE(found.both.size() == 1);
  CHECK(found.both[0].attribute == "servlet-container");
}

TEST_CASE("an attribute that each changed in another way is a collision") {
  const ThreeWay found = compared(R"(<server name="a" default-host="x"/>)", R"(<server name="a" default-host="mine"/>)",
                                  R"(<server name="a" default-host="theirs"/>)");
  REQUIRE(found.collisions.size() == 1);
  CHECK(found.collisions[0].mine.after->text() == "mine");
  CHECK(found.collisions[0].theirs.after->text() == "theirs");
  CHECK(found.mine.empty());
  CHECK(found.theirs.empty());
}

TEST_CASE("a resource that both added collides where its attributes differ") {
  const auto added = [](const std::string& mine, const std::string& theirs) {
    return compared("", R"(<server name="a" default-host=")" + mine + R"("/>)",
                    R"(<server name="a" default-host=")" + theirs + R"("/>)");
  };
  CHECK(added("x", "y").collisions.size() == 1);
  CHECK(added("x", "x").collisions.empty());
  CHECK(added("x", "x").both.size() == 1);
}

TEST_CASE("a change within a resource that the other side removed is a collision, whichever side it is") {
  const std::string base = R"(<server name="a"><host name="h" alias="x"/></server>)";
  const std::string changed = R"(<server name="a"><host name="h" alias="y"/></server>)";
  const std::string more = R"(<server name="a"><host name="h" alias="x"/><host name="i"/></server>)";
  const ThreeWay theirs_removed = compared(base, changed, "");
  REQUIRE(theirs_removed.collisions.size() == 1);
  CHECK(theirs_removed.collisions[0].mine.attribute == "alias");
  CHECK(to_string(theirs_removed.collisions[0].theirs.address) == "/subsystem=undertow/server=a");
  CHECK(theirs_removed.mine.empty());
  const ThreeWay mine_removed = compared(base, "", more);
  REQUIRE(mine_removed.collisions.size() == 1);
  CHECK(mine_removed.collisions[0].mine.kind == Difference::Kind::removed);
  CHECK(mine_removed.collisions[0].theirs.kind == Difference::Kind::added);
  CHECK(compared(base, "", "").collisions.empty());
}

TEST_CASE("a value and the default that stands for it are the same") {
  CHECK(compared(R"(<server name="a" default-host="x"/>)", R"(<server name="a" default-host="default-host"/>)",
                 R"(<server name="a"/>)")
            .collisions.empty());
}
