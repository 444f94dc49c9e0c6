// --keycloak-server-json: testdata/keycloak_server_json/<case>.server.xml is what the operation migrate-json of a
// Keycloak 15.0.2 made of <case>.json in a subsystem that had a web-context and nothing else.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <pugixml.hpp>
#include <string>

#include "idsxml/migrate.hpp"
#include "testing.hpp"
#include "xml/tree.hpp"

namespace fs = std::filesystem;
using namespace idsxml;

namespace {

std::string server_with(const std::string& subsystem) {
  return "<server xmlns=\"urn:jboss:domain:4.0\">\n  <profile>\n    " + subsystem + "\n  </profile>\n</server>\n";
}

std::string with_content(const std::string& content) {
  return server_with("<subsystem xmlns=\"urn:jboss:domain:keycloak-server:1.1\">" + content + "</subsystem>");
}

std::string bare() {
  return with_content("<web-context>auth</web-context>");
}

MigrateOptions options_with(const std::string& json) {
  MigrateOptions options{.to = *parse_release("keycloak:13")};
  options.only = {"KC0220"};
  options.keycloak_server_json = json;
  return options;
}

Migration migrated(const std::string& bytes, const MigrateOptions& options) {
  const Result<Configuration> configuration = Configuration::parse(bytes);
  REQUIRE(configuration);
  const Result<Migration> migration = migrate(*configuration, Rules::builtin(), options);
  REQUIRE_MESSAGE(migration, migration.error().message);
  return *migration;
}

std::string left_of(const std::string& json) {
  std::string left;
  for (const Finding& finding : migrated(bare(), options_with(json)).findings)
    if (finding.outcome == Outcome::left) left += finding.message.substr(finding.message.find(": ") + 2) + "\n";
  return left;
}

pugi::xml_document parsed(const std::string& bytes) {
  pugi::xml_document document;
  REQUIRE(document.load_buffer(bytes.data(), bytes.size()));
  return document;
}

}  // namespace

TEST_CASE("the subsystem becomes what the server itself makes of a keycloak-server.json") {
  std::size_t cases = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(testing::testdata() / "keycloak_server_json")) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path().string());
    const Migration migration = migrated(bare(), options_with(testing::read(entry.path())));
    const pugi::xml_document ours = parsed(migration.bytes);
    const pugi::xml_document servers = parsed(testing::read(fs::path(entry.path()).replace_extension(".server.xml")));
    CHECK(xml::Tree::is_like(ours.document_element().child("profile").child("subsystem"), servers.document_element()));
    CHECK(migration.left_to_do() == 0);
    ++cases;
  }
  CHECK(cases == 3);
}

TEST_CASE("what is taken over is laid out like the file, and is one finding of the rule that asked for it") {
  const std::string before = server_with(
      "<subsystem xmlns='urn:jboss:domain:keycloak-server:1.1'>\r\n      <!-- ours -->\r\n      "
      "<web-context>auth</web-context>\r\n    </subsystem>");
  const std::string json =
      R"({"timer": {"provider": "basic", "basic": {"size": 3}}, "theme": {"module": {"modules": ["a"]}}})";
  const Migration migration = migrated(before, options_with(json));
  CHECK(migration.bytes == server_with("<subsystem xmlns='urn:jboss:domain:keycloak-server:1.1'>\r\n"
                                       "      <!-- ours -->\r\n"
                                       "      <web-context>auth</web-context>\r\n"
                                       "      <providers>\r\n"
                                       "        <provider>classpath:${jboss.home.dir}/providers/*</provider>\r\n"
                                       "      </providers>\r\n"
                                       "      <master-realm-name>master</master-realm-name>\r\n"
                                       "      <scheduled-task-interval>900</scheduled-task-interval>\r\n"
                                       "      <theme>\r\n"
                                       "        <staticMaxAge>2592000</staticMaxAge>\r\n"
                                       "        <cacheThemes>true</cacheThemes>\r\n"
                                       "        <cacheTemplates>true</cacheTemplates>\r\n"
                                       "        <dir>${jboss.home.dir}/themes</dir>\r\n"
                                       "        <modules>\r\n"
                                       "          <module>a</module>\r\n"
                                       "        </modules>\r\n"
                                       "      </theme>\r\n"
                                       "      <spi name='timer'>\r\n"
                                       "        <default-provider>basic</default-provider>\r\n"
                                       "        <provider name='basic' enabled='true'>\r\n"
                                       "          <properties>\r\n"
                                       "            <property name='size' value='3'/>\r\n"
                                       "          </properties>\r\n"
                                       "        </provider>\r\n"
                                       "      </spi>\r\n"
                                       "    </subsystem>"));
  REQUIRE(migration.findings.size() == 1);
  CHECK(migration.findings[0].rule == "KC0220");
  CHECK(migration.findings[0].outcome == Outcome::done);
  CHECK(migration.findings[0].edits.size() == migration.edits.size());
}

TEST_CASE(
    "without a keycloak-server.json the rule asks for it, with one it does not, even where there is no spi in it") {
  MigrateOptions options = options_with("{}");
  CHECK(migrated(bare(), options).left_to_do() == 0);
  options.keycloak_server_json.reset();
  CHECK(migrated(bare(), options).left_to_do() == 1);
}

TEST_CASE("later rules see what was taken over") {
  MigrateOptions options = options_with(R"({"connectionsJpa": {"default": {"databaseSchema": "update"}}})");
  options.only.clear();
  const std::string after = migrated(bare(), options).bytes;
  CHECK(after.find("databaseSchema") == std::string::npos);
  CHECK(after.find("initializeEmpty") != std::string::npos);
}

TEST_CASE("a keycloak-server.json is taken over by --minimal, too: it was asked for") {
  MigrateOptions options = options_with("{\"timer\": {}}");
  options.only.clear();
  options.minimal = true;
  CHECK(migrated(bare(), options).bytes.find("<spi name=\"timer\"/>") != std::string::npos);
}

TEST_CASE("a subsystem that has an spi does not need a keycloak-server.json, and a second run makes no edit") {
  const MigrateOptions options = options_with(R"({"timer": {"provider": "basic"}})");
  const Migration second = migrated(migrated(bare(), options).bytes, options);
  CHECK(second.edits.empty());
  REQUIRE(second.findings.size() == 1);
  CHECK(second.findings[0].outcome == Outcome::note);
}

TEST_CASE("what the subsystem says and the keycloak-server.json does not, stays; where both speak, the latter counts") {
  const std::string before = with_content(
      "<scheduled-task-interval><!-- slow -->60</scheduled-task-interval><providers><provider>a</provider></providers>"
      "<master-realm-name>mine</master-realm-name><theme><staticMaxAge>1</staticMaxAge><welcomeTheme>w</welcomeTheme></"
      "theme>");
  const std::string json = R"({"scheduled": {"interval": 30}, "theme": {"staticMaxAge": 2, "welcomeTheme": "w"}})";
  CHECK(migrated(before, options_with(json)).bytes ==
        with_content("<providers><provider>a</provider></providers>"
                     "<master-realm-name>mine</master-realm-name><scheduled-task-interval>30</scheduled-task-interval>"
                     "<theme><staticMaxAge>2</staticMaxAge><cacheThemes>true</cacheThemes>"
                     "<cacheTemplates>true</cacheTemplates><welcomeTheme>w</welcomeTheme><dir>${jboss.home.dir}/"
                     "themes</dir></theme>"));
}

TEST_CASE("elements take the prefix of the subsystem") {
  const std::string after = migrated(server_with("<k:subsystem xmlns:k=\"urn:jboss:domain:keycloak-server:1.1\"/>"),
                                     options_with(R"({"timer": {"a": {"b": "c"}}})"))
                                .bytes;
  CHECK(after.find("<k:property name=\"b\" value=\"c\"/>") != std::string::npos);
}

// The server's migrate-json throws these away or writes what it cannot read again; we say them as they are meant.
TEST_CASE("values that migrate-json loses are kept") {
  const std::string after = migrated(bare(), options_with(R"({"providers": "one", "theme": {"staticMaxAge": "${age:5}"},
      "a": {"b": {"quoted": ["say \"hi\"", "back\\slash"], "exact": 1.50}}})"))
                                .bytes;
  CHECK(after.find("<provider>one</provider>") != std::string::npos);
  CHECK(after.find("<staticMaxAge>${age:5}</staticMaxAge>") != std::string::npos);
  CHECK(after.find(R"(value="[&quot;say \&quot;hi\&quot;&quot;,&quot;back\\slash&quot;]")") != std::string::npos);
  CHECK(after.find("value=\"1.50\"") != std::string::npos);
}

TEST_CASE("what the subsystem cannot say is left to a person, by name") {
  CHECK(left_of(R"({"a": {"b": {"c": {"d": 1}}}})") == "/a/b/c: a single value belongs here\n");
  CHECK(left_of(R"({"a": {"b": {"c": ["x", ["y"]]}}})") == "/a/b/c: a single value belongs here\n");
  CHECK(left_of(R"({"a": {"b": 1}})") == "/a/b: an object belongs here\n");
  CHECK(left_of(R"({"a": null})") == "/a: an object belongs here\n");
  CHECK(left_of(R"({"a": {"provider": {}}})") == "/a/provider: a single value belongs here\n");
  CHECK(left_of(R"({"": {}, "a": {"": {}, "b": {"": 1}}})") ==
        "/: a name belongs here\n/a/: a name belongs here\n/a/b/: a name belongs here\n");
  CHECK(left_of(R"({"a": {"b": {"enabled": "${on:true}"}}})") ==
        "/a/b/enabled: true or false belongs here, and nothing else; the provider is enabled now\n");
  CHECK(left_of(R"({"theme": {"staticMaxAge": "long", "cacheThemes": 1, "colour": "red"}})") ==
        "/theme/staticMaxAge: a whole number belongs here\n/theme/cacheThemes: true or false belongs here\n"
        "/theme/colour: the subsystem has no such setting\n");
  CHECK(left_of(R"({"admin": {"name": "x"}, "scheduled": 5, "providers": {}})") ==
        "/admin/name: the subsystem has no such setting\n/scheduled: an object belongs here\n/providers: a single "
        "value belongs here\n");
}

TEST_CASE("a character that XML cannot hold goes nowhere") {
  CHECK(left_of(R"({"a": {"b": {"c": "\u0000", "\u0001": 1}}})") ==
        "/a/b/c: XML cannot hold one of its characters\n/a/b/\x01: XML cannot hold a character of its name\n");
}

TEST_CASE("a keycloak-server.json that is none is refused with its place, and nothing is migrated") {
  const auto refused = [](const std::string& json, std::size_t line, std::size_t column, const std::string& text) {
    CAPTURE(json);
    const std::optional<Error> error = check_keycloak_server_json(json);
    REQUIRE(error);
    CHECK(error->code == "CFG006");
    REQUIRE(error->where);
    CHECK(error->where->line == line);
    CHECK(error->where->column == column);
    CHECK(error->line == text);
    const Result<Migration> migration = migrate(*Configuration::parse(bare()), Rules::builtin(), options_with(json));
    REQUIRE(!migration);
    CHECK(migration.error().code == "CFG006");
  };
  refused("", 1, 1, "");
  refused(" [1]", 1, 2, " [1]");
  refused("{\"a\": {\r\n  \"ü\" 1}}", 2, 7, "  \"ü\" 1}}");
  refused("{\"a\": {\"b\": \"x\ny\"}}", 1, 15, R"({"a": {"b": "x)");
  refused("{\"a\": tru}", 1, 10, "{\"a\": tru}");
  refused("{} {}", 1, 4, "{} {}");
  refused("{\"a\": 1\r", 2, 1, "");
  refused("{\"a\": \"\xff\"}", 1, 8, "{\"a\": \"\xff\"}");
  refused("{\n// comment\n}", 2, 1, "// comment");
  refused("{\n\"password\": \"s3cret\",\n\"password\": \"s3cret\" x}", 3, 22, "");
  CHECK(check_keycloak_server_json("{\"a\": \"s3cret")->message.find("s3cret") == std::string::npos);
  CHECK(check_keycloak_server_json("\xEF\xBB\xBF{}") == std::nullopt);
}

TEST_CASE("a keycloak-server.json as deep or as large as one likes does no harm") {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "{\"a\":";
  CHECK(check_keycloak_server_json(deep));
  deep += "1" + std::string(100000, '}');
  CHECK(left_of(deep) == "/a/a/a: a single value belongs here\n");
  CHECK(left_of("{\"a\": {\"b\": {\"c\": " + std::string(100000, '[') + std::string(100000, ']') + ", \"d\": 1}}}") ==
        "/a/b/c: a single value belongs here\n");
  CHECK(check_keycloak_server_json("{\"a\": \"" + std::string(std::size_t{1} << 20U, 'x') + "\"}"));
}
