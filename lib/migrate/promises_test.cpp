// What a user may rely on, each on a configuration made for it.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "idsxml/migrate.hpp"

using namespace idsxml;

namespace {

std::string server(const std::string& extensions, const std::string& subsystems) {
  return "<?xml version='1.0'?>\n<server xmlns='urn:jboss:domain:14.0'>\n  <extensions>\n    <extension "
         "module='org.keycloak.keycloak-server-subsystem'/>\n" +
         extensions +
         "  </extensions>\n  <profile>\n    <subsystem xmlns='urn:jboss:domain:keycloak-server:1.1'>\n      <spi "
         "name='x'/>\n    </subsystem>\n" +
         subsystems + "  </profile>\n</server>\n";
}

Configuration parsed(const std::string& bytes) {
  Result<Configuration> configuration = Configuration::parse(bytes);
  REQUIRE_MESSAGE(configuration, configuration.error().message);
  return *std::move(configuration);
}

MigrateOptions to(const char* release) {
  return {.to = *parse_release(release)};
}

Migration migrated(const std::string& bytes, const MigrateOptions& options) {
  Result<Migration> migration = migrate(parsed(bytes), Rules::builtin(), options);
  REQUIRE_MESSAGE(migration, migration.error().message);
  return *std::move(migration);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string code_of(const std::string& bytes, const MigrateOptions& options) {
  const Result<Migration> migration = migrate(parsed(bytes), Rules::builtin(), options);
  return migration ? "" : migration.error().code;
}

const std::string smallrye = server(
    "    <!-- ours -->\n    <extension module='org.wildfly.extension.microprofile.health-smallrye'/> <!-- beside -->\n"
    "    <extension module='com.example.audit'/>\n",
    "    <subsystem xmlns='urn:wildfly:microprofile-health-smallrye:2.0' security-enabled='true'>\n      <!-- inside "
    "-->\n    </subsystem>\n"
    "    <subsystem xmlns='urn:example:audit:1.0' a='{{ b }}'><c d='@@@e@@@'/></subsystem>\n");

}  // namespace

TEST_CASE("what a user set on a removed subsystem goes to its successor") {
  const Migration result = migrated(smallrye, to("keycloak:13"));
  CHECK_FALSE(has(result.bytes, "smallrye"));
  CHECK(has(result.bytes, "urn:wildfly:health:1.0' security-enabled='true'"));
}

TEST_CASE("third-party extensions, their subsystems and placeholders of template engines stay, and are named") {
  const Migration result = migrated(smallrye, to("keycloak:13"));
  CHECK(has(result.bytes, "<extension module='com.example.audit'/>"));
  CHECK(has(result.bytes, "<subsystem xmlns='urn:example:audit:1.0' a='{{ b }}'><c d='@@@e@@@'/></subsystem>"));
  CHECK(std::any_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
    return finding.outcome == Outcome::note && has(finding.message, "com.example.audit");
  }));
}

TEST_CASE("comments stay, and those within a removed element are counted") {
  const Migration result = migrated(smallrye, to("keycloak:13"));
  CHECK(has(result.bytes, "<!-- ours -->"));
  CHECK(has(result.bytes, "<!-- beside -->"));
  std::size_t lost = 0;
  for (const Finding& finding : result.findings) lost += finding.comments_removed;
  CHECK(lost == 1);
}

TEST_CASE("the edits alone make the result") {
  const Migration result = migrated(smallrye, to("keycloak:13"));
  std::string spliced = smallrye;
  for (auto edit = result.edits.rbegin(); edit != result.edits.rend(); ++edit)
    spliced.replace(edit->begin, edit->end - edit->begin, edit->replacement);
  CHECK(spliced == result.bytes);
  std::size_t of_findings = 0;
  for (const Finding& finding : result.findings) of_findings += finding.edits.size();
  CHECK(of_findings == result.edits.size());
}

TEST_CASE("minimal does only what the target refuses to boot with") {
  MigrateOptions options = to("keycloak:13");
  options.minimal = true;
  const Migration result = migrated(smallrye, options);
  CHECK_FALSE(has(result.bytes, "smallrye"));
  CHECK_FALSE(has(result.bytes, "urn:wildfly:health"));
  CHECK(result.edits.size() == 2);
}

TEST_CASE("Keycloak 14 and 15 keep the members of the SmallRye family that they have") {
  const std::string bytes = server("    <extension module='org.wildfly.extension.microprofile.jwt-smallrye'/>\n",
                                   "    <subsystem xmlns='urn:wildfly:microprofile-jwt-smallrye:1.0'/>\n");
  CHECK_FALSE(has(migrated(bytes, to("keycloak:13")).bytes, "jwt-smallrye"));
  CHECK(has(migrated(bytes, to("keycloak:14")).bytes, "jwt-smallrye"));
  CHECK(has(migrated(bytes, to("rhsso:7.5")).bytes, "jwt-smallrye"));
}

TEST_CASE("partial sets: an extension without its subsystem, a subsystem without its extension") {
  const std::string only_extension =
      server("    <extension module='org.wildfly.extension.microprofile.config-smallrye'/>\n", "");
  const std::string only_subsystem =
      server("", "    <subsystem xmlns='urn:wildfly:microprofile-config-smallrye:1.0'/>\n");
  CHECK_FALSE(has(migrated(only_extension, to("keycloak:13")).bytes, "smallrye"));
  CHECK_FALSE(has(migrated(only_subsystem, to("keycloak:13")).bytes, "smallrye"));
}

TEST_CASE("an extension that only looks like one of the family stays") {
  const std::string bytes = server("    <extension module='org.wildfly.extension.microprofile.mine-smallrye'/>\n", "");
  CHECK(has(migrated(bytes, to("keycloak:13")).bytes, "mine-smallrye"));
}

TEST_CASE("only and skip choose rules, and an unknown id is an error") {
  MigrateOptions options = to("keycloak:13");
  options.only = {"KC1302"};
  CHECK(has(migrated(smallrye, options).bytes, "health-smallrye"));
  options.only = {};
  options.skip = {"KC1301"};
  CHECK(has(migrated(smallrye, options).bytes, "health-smallrye"));
  options.skip = {"KC9999"};
  CHECK(code_of(smallrye, options) == "RUL004");
}

TEST_CASE(
    "a configuration of a newer release is refused, as is a target without rules and a plain WildFly's for Keycloak") {
  std::string newer = smallrye;
  newer.replace(newer.find(":14.0"), 5, ":19.0");
  CHECK(code_of(newer, to("keycloak:13")) == "CFG003");
  CHECK(code_of(smallrye, to("keycloak:16")) == "CFG005");
  const std::string wildfly = "<server xmlns='urn:jboss:domain:14.0'><extensions/><profile/></server>";
  CHECK(code_of(wildfly, to("keycloak:13")) == "CFG004");
  CHECK(code_of(wildfly, to("wildfly:23")).empty());
}

TEST_CASE("domain.xml and host.xml are told apart from other XML, and not migrated") {
  for (const char* root : {"domain", "host"}) {
    const Result<Configuration> configuration =
        Configuration::parse("<" + std::string(root) + " xmlns='urn:jboss:domain:14.0'/>");
    REQUIRE(configuration);
    CHECK(migrate(*configuration, Rules::builtin(), {.to = *parse_release("wildfly:23")}).error().code == "CFG002");
  }
  CHECK(Configuration::parse("<project/>").error().code == "CFG001");
  CHECK(Configuration::parse("<server/>").error().code == "CFG001");
}

TEST_CASE("a prefixed configuration is migrated in its own prefix") {
  const std::string bytes =
      "<s:server xmlns:s='urn:jboss:domain:14.0'><s:extensions><s:extension "
      "module='org.keycloak.keycloak-server-subsystem'/></s:extensions>"
      "<s:profile><k:subsystem xmlns:k='urn:jboss:domain:keycloak-server:1.1'><k:spi "
      "name='x'/></k:subsystem></s:profile></s:server>";
  const Migration result = migrated(bytes, to("keycloak:13"));
  CHECK(has(result.bytes, "<s:extension module='org.wildfly.extension.health'/>"));
  CHECK(has(result.bytes, "<k:spi name='hostname'>"));
}

TEST_CASE("a very long line is not quoted, so that no finding carries the whole file") {
  const std::string padding(20'000, ' ');
  const std::string bytes = server("", "").insert(server("", "").find("<profile>"), padding);
  std::string one_line = bytes;
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  for (const Finding& finding : migrated(one_line, to("keycloak:13")).findings) {
    CHECK(finding.place.line.empty());
    CHECK(finding.place.begin.line == 1);
  }
}

TEST_CASE("in one line stays in one line") {
  const std::string bytes =
      "<server xmlns=\"urn:jboss:domain:14.0\"><extensions><extension "
      "module=\"org.keycloak.keycloak-server-subsystem\"/></extensions>"
      "<profile><subsystem xmlns=\"urn:jboss:domain:keycloak-server:1.1\"><spi "
      "name=\"x\"/></subsystem></profile></server>";
  CHECK_FALSE(has(migrated(bytes, to("keycloak:13")).bytes, "\n"));
}
