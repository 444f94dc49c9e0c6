#include "plan/load.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml;
using namespace idsxml::planning;

namespace {

Result<bool> load_steps(const std::string& content, OwnedSteps& steps) {
  return load("own.xml", R"(<steps xmlns="urn:idsxml:steps:1.0">)" + content + "</steps>", steps);
}

std::string step(const std::string& attributes, const std::string& content = "") {
  return "<step " + attributes + "><title>Do it</title><text>One.</text><text>Two.</text>" + content +
         "<verify>It is done.</verify><source>we</source></step>";
}

std::string problem_with(const std::string& content) {
  OwnedSteps steps;
  const Result<bool> loaded = load_steps(content, steps);
  if (!loaded) return loaded.error().code + ": " + loaded.error().message;
  const Result<bool> checked = check(steps);
  return checked ? "" : checked.error().code + ": " + checked.error().message;
}

}  // namespace

TEST_CASE("a step is read as it is written, its commands without their indentation") {
  OwnedSteps steps;
  REQUIRE(load_steps(step(R"(id="a-b" section="stop" from="ids:1.2-1.4 keycloak:16+" irreversible="true")",
                          "<commands><![CDATA[\n    if x; then\n      y\n    fi\n  ]]></commands><commands "
                          "shell=\"bat\">dir</commands>"),
                     steps));
  REQUIRE(steps.steps.size() == 1);
  const Step& read = steps.steps.front();
  CHECK(read.id == "a-b");
  CHECK(read.section == Section::stop);
  CHECK(read.from == "ids:1.2-1.4 keycloak:16+");
  CHECK(read.irreversible);
  CHECK(read.title == "Do it");
  CHECK(read.text == "One.\nTwo.\n");
  REQUIRE(read.commands.size() == 2);
  CHECK(read.commands[0].shell == "bash");
  CHECK(read.commands[0].text == "if x; then\n  y\nfi\n");
  CHECK(read.commands[1].shell == "bat");
}

TEST_CASE("what such files do not have is refused") {
  CHECK(problem_with("").empty());
  for (const std::string& wrong :
       {std::string("<stp/>"), step("id=\"a\""), step("section=\"stop\""), step("id=\"a\" section=\"later\""),
        step("id=\"a\" section=\"stop\" platform=\"windows\""), step("id=\"a\" section=\"stop\" databse=\"h2\""),
        step("id=\"a\" section=\"stop\" from=\"ids:1.2.3.x\""), step("id=\"a\" section=\"stop\" from=\"alfresco\""),
        step("id=\"a\" section=\"stop\"", "<commands shell=\"zsh\">x</commands>"),
        step("id=\"a\" section=\"stop\"", "<note/>"),
        std::string("<step id=\"a\" section=\"stop\"><title>No text</title></step>")})
    CHECK_MESSAGE(problem_with(wrong).starts_with("RUL001: own.xml: "), wrong);
}

TEST_CASE("steps that steps name have to be there") {
  const std::string back = step("id=\"back\" section=\"way-back\"");
  CHECK(problem_with(back + step("id=\"a\" section=\"stop\" way-back=\"back\"")).empty());
  CHECK(problem_with(step("id=\"a\" section=\"stop\" way-back=\"back\"")).starts_with("RUL002"));
  CHECK(problem_with(step("id=\"back\" section=\"stop\"") + step("id=\"a\" section=\"stop\" way-back=\"back\""))
            .starts_with("RUL002"));
  CHECK(problem_with(step("id=\"a\" section=\"stop\"", "<commands of=\"b\"/>")).starts_with("RUL002"));
}
