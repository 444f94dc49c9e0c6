// Every check against its own inputs: testdata/rules/<id>/<case>.broken.xml, .yaml, .cli or .json makes the findings in
// <case>.broken.txt, <case>.sound.xml makes none. A first line
// <!-- to wildfly:26 -->, or # to wildfly:26, names the target; it is keycloak:13 without.

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "idsxml/lint.hpp"
#include "rules/tables.hpp"
#include "testing.hpp"

namespace fs = std::filesystem;
using namespace idsxml;

namespace {

Release target_of(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  for (const std::string_view mark : {"<!-- to ", "# to "}) {
    if (!line.starts_with(mark)) continue;
    const std::string_view rest = line.substr(mark.size());
    const Result<Release> target = parse_release(rest.substr(0, rest.find(' ')));
    REQUIRE_MESSAGE(target, line);
    return *target;
  }
  return *parse_release("keycloak:13");
}

std::vector<Finding> findings_in(const fs::path& path) {
  const std::string bytes = testing::read(path);
  const Result<Lint> linted = lint(bytes, input_kind(path.string()), Rules::builtin(), {.to = target_of(bytes)});
  REQUIRE_MESSAGE(linted, linted.error().message);
  return linted->findings;
}

std::string told(const std::vector<Finding>& findings, std::string_view rule) {
  std::string text;
  for (const Finding& finding : findings) {
    if (finding.rule != rule) continue;
    text += std::to_string(finding.place.begin.line) + ":" + std::to_string(finding.place.begin.column) + ": " +
            std::string(name_of(finding.severity)) + ": " + finding.message + "\n";
    if (!finding.help.empty()) text += "  help: " + finding.help + "\n";
  }
  return text;
}

void check_broken(const fs::path& path, std::string_view rule) {
  CAPTURE(path.string());
  fs::path expected = path;
  CHECK(told(findings_in(path), rule) == testing::read(expected.replace_extension(".txt")));
}

void check_sound(const fs::path& path, std::string_view rule) {
  CAPTURE(path.string());
  CHECK(told(findings_in(path), rule).empty());
}

}  // namespace

TEST_CASE("each check finds what is wrong with its broken input, and nothing in its sound one") {
  const rules::Tables& tables = rules::builtin_tables();
  for (const rules::Rule& rule : tables.rules) {
    if (rule.check == rules::CheckName::none) continue;
    const std::string id(tables.text(rule.id));
    std::size_t broken = 0;
    std::size_t sound = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(testing::testdata() / "rules" / id)) {
      const std::string stem = entry.path().stem().string();
      if (entry.path().extension() == ".txt") continue;
      if (stem.ends_with(".broken")) check_broken(entry.path(), id), ++broken;
      if (stem.ends_with(".sound")) check_sound(entry.path(), id), ++sound;
    }
    CHECK_MESSAGE(broken > 0, id);
    CHECK_MESSAGE(sound > 0, id);
  }
}
