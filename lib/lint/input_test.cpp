#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "idsxml/lint.hpp"

using namespace idsxml;

namespace {

const std::string smallrye =
    "<server xmlns=\"urn:jboss:domain:16.0\">\n"
    "    <extensions>\n"
    "        <extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/>\n"
    "    </extensions>\n"
    "</server>\n";

std::string indented(const std::string& text, const std::string& by) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    result += by + text.substr(at, end - at);
    at = end;
  }
  return result;
}

Result<Lint> linted(const std::string& bytes, InputKind kind) {
  return lint(bytes, kind, Rules::builtin(), {.to = *parse_release("keycloak:13")});
}

/// The errors among what lint finds, one a line, as LINE:COLUMN RULE.
std::string errors_in(const std::string& bytes, InputKind kind) {
  const Result<Lint> result = linted(bytes, kind);
  REQUIRE_MESSAGE(result, result.error().message);
  std::string text;
  for (const Finding& finding : result->findings)
    if (finding.severity == Severity::error)
      text += std::to_string(finding.place.begin.line) + ":" + std::to_string(finding.place.begin.column) + " " +
              finding.rule + "\n";
  return text;
}

}  // namespace

TEST_CASE("places in a manifest are those of the YAML file") {
  const std::string yaml = "kind: ConfigMap\ndata:\n  standalone.xml: |\n    <?xml version='1.0' encoding='UTF-8'?>\n" +
                           indented(smallrye, "    ") + "---\nvalues:\n- |-\n  # no\n- standalone: >\n" +
                           indented(smallrye, "      ");
  CHECK(errors_in(yaml, InputKind::manifest) == "7:24 WF0001\n17:26 WF0001\n");
  const Result<Lint> result = linted(yaml, InputKind::manifest);
  const Place& place = result->findings.at(0).place;
  CHECK(yaml.substr(place.begin.offset, 6) == "module");
  CHECK(place.line == "            <extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/>");
}

TEST_CASE("where a scalar has escapes, its first line is the place") {
  std::string escaped;
  for (const char c : smallrye) escaped += c == '"' ? "\\\"" : c == '\n' ? "\\n" : std::string(1, c);
  CHECK(errors_in("a: 1\nb: \"" + escaped + "\"\n", InputKind::manifest) == "2:5 WF0001\n");
}

TEST_CASE("an error in an embedded configuration stands in the YAML file") {
  const Result<Lint> result =
      linted("a: |\n  <server xmlns=\"urn:jboss:domain:16.0\">\n  </sever>\n", InputKind::manifest);
  REQUIRE_FALSE(result);
  CHECK(result.error().where->line == 3);
  CHECK(result.error().where->column == 3);
  CHECK(result.error().line == "  </sever>");
}

TEST_CASE("a script in a manifest is a script") {
  CHECK(errors_in("data:\n  a.cli: |\n    /subsystem=microprofile-health-smallrye:remove\n", InputKind::manifest) ==
        "3:6 WF0502\n");
}

TEST_CASE("a manifest without a configuration is an error that says what is looked for") {
  const Result<Lint> result = linted("a: 1\n", InputKind::manifest);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == "CFG010");
  CHECK_FALSE(result.error().advice.empty());
}

TEST_CASE("what stands in a condition of a template is no error") {
  const std::string text =
      "<server xmlns=\"urn:jboss:domain:16.0\">\n<extensions>\n{% if x %}\n"
      "<extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/>\n{% endif "
      "%}\n</extensions>\n</server>";
  const Result<Lint> result = linted(text, InputKind::configuration);
  REQUIRE(result);
  REQUIRE(result->findings.size() == 2);
  CHECK(result->findings[0].rule == "WF0501");
  CHECK(result->findings[1].rule == "WF0001");
  CHECK(result->findings[1].severity == Severity::warning);
}

TEST_CASE("branches of a template do not meet") {
  const std::string text =
      "<server xmlns=\"urn:jboss:domain:16.0\">\n<extensions><extension "
      "module=\"org.jboss.as.ee\"/></extensions>\n<profile>\n"
      "{% if x %}\n<subsystem xmlns=\"urn:jboss:domain:ee:6.0\">\n{% else %}\n<subsystem "
      "xmlns=\"urn:jboss:domain:ee:5.0\">\n"
      "{% endif %}\n</subsystem>\n</profile>\n</server>";
  const Result<Lint> result = linted(text, InputKind::configuration);
  REQUIRE(result);
  for (const Finding& finding : result->findings) {
    CHECK(finding.severity != Severity::error);
    CHECK(finding.rule != "WF0006");
  }
}

TEST_CASE("a branch with which the file is no XML is a warning, and a template that never is XML an error") {
  const std::string text =
      "<server xmlns=\"urn:jboss:domain:16.0\">\n{% if x %}\n<profile/>\n{% else %}\n<profile>\n{% endif %}\n</server>";
  const Result<Lint> result = linted(text, InputKind::configuration);
  REQUIRE(result);
  CHECK(result->findings.back().rule == "WF0501");
  CHECK(result->findings.back().severity == Severity::warning);
  CHECK(result->findings.back().place.begin.line == 7);
  const Result<Lint> broken =
      linted("<server xmlns=\"urn:jboss:domain:16.0\">\n{% x %}\n<profile>\n</server>", InputKind::configuration);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().advice.find("template") != std::string::npos);
}

TEST_CASE("nothing is fixed around a template's statements") {
  const auto fixable = [](const std::string& between) {
    const Result<Lint> result =
        linted("<server xmlns=\"urn:jboss:domain:16.0\">\n<extensions>\n" + between +
                   "<extension module=\"org.keycloak.keycloak-server-subsystem\"/>\n"
                   "<extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/>\n"
                   "</extensions>\n</server>",
               InputKind::configuration);
    REQUIRE(result);
    return std::count_if(result->findings.begin(), result->findings.end(),
                         [](const Finding& its) { return its.outcome == Outcome::fixable || !its.edits.empty(); });
  };
  CHECK(fixable("") > 0);
  CHECK(fixable("{% set x = 1 %}\n") == 0);
}

namespace {

const std::string realm =
    R"({"realm":"r","keycloakVersion":"8.0.1","clients":[{"secret":"s\u00e4same","x":[1, 2.5e3,null,true]}],)"
    R"("authenticationFlows":[{"alias":"first broker login","authenticationExecutions":[{"authenticator":)"
    R"("idp-create-user-if-unique","requirement":"REQUIRED"},{"flowAlias":"f","requirement":"ALTERNATIVE"}]}]})";

}  // namespace

TEST_CASE("places in a realm export are those of the JSON file, and its secrets are not shown") {
  for (const std::string& json : {realm, "[7, {\"realm\": 1}, " + realm + "]", "\n\t [\n" + realm + "]\n"}) {
    CAPTURE(json);
    const Result<Lint> result = linted(json, InputKind::realm);
    REQUIRE(result);
    REQUIRE(result->findings.size() == 2);
    const Finding& finding = result->findings[0];
    CHECK(finding.rule == "KC0901");
    CHECK(json.substr(finding.place.begin.offset, finding.place.length) == "\"REQUIRED\"");
    CHECK(finding.place.line.find("\"requirement\":\"REQUIRED\"") + 14 == finding.place.begin.column - 1);
    for (const Finding& each : result->findings) {
      CHECK(each.place.line.find("same") == std::string::npos);
      CHECK(each.place.line.find("8.0.1") == std::string::npos);
    }
  }
}

TEST_CASE("a line of a realm export keeps its columns where letters take several bytes") {
  const Result<Lint> result = linted("{\"enabled\":\"\u00e4\u00f6\U0001F511\"," + realm.substr(1), InputKind::realm);
  REQUIRE(result);
  const Place& place = result->findings.at(0).place;
  CHECK(place.line.substr(place.begin.column - 1, place.length) == "\"REQUIRED\"");
}

TEST_CASE("of two members of one name in a realm export the last counts") {
  std::string json = realm;
  json.insert(json.size() - 1, R"(,"authenticationFlows":[])");
  CHECK(errors_in(json, InputKind::realm).empty());
  json.insert(1, R"("authenticationFlows":{"a":{"alias":[["x"]]}},"identityProviders":[{"config":{"a":[{}]}}],)");
  CHECK(errors_in(json, InputKind::realm).empty());
}

TEST_CASE("JSON that is no realm export is an error that says what is looked for") {
  for (const char* const json : {"{}", "[]", "1", "\"realm\"", "[[{\"realm\":\"a\",\"enabled\":true}]]",
                                 "{\"realm\":\"a\",\"auth-server-url\":\"b\"}", "{\"enabled\":true}", "{{ realm }}"}) {
    CAPTURE(json);
    const Result<Lint> result = linted(json, InputKind::realm);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == "CFG011");
    CHECK_FALSE(result.error().advice.empty());
  }
}

TEST_CASE("a realm export that is cut off is no JSON, and its secret is not told") {
  const Result<Lint> result = linted(realm.substr(0, realm.find("same") + 2), InputKind::realm);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == "CFG012");
  REQUIRE(result.error().where);
  CHECK(result.error().where->line == 1);
  CHECK((result.error().message + result.error().line).find("sa") == std::string::npos);
}

TEST_CASE("however deep a realm export is nested, it is read") {
  constexpr std::size_t depth = 1'000'000;
  const std::string deep = std::string(depth, '[') + std::string(depth, ']');
  std::string json = realm;
  json.insert(1, "\"attributes\":" + deep + ",");
  CHECK(errors_in(json, InputKind::realm).ends_with(" KC0901\n"));
  CHECK_FALSE(linted(std::string(depth, '['), InputKind::realm));
}

TEST_CASE("only realms of a server before 8.0.2 are rearranged by an upgrade") {
  const auto rule_for = [](const std::string& version) {
    std::string json = realm;
    json.replace(json.find("8.0.1"), 5, version);
    const Result<Lint> result = linted(json, InputKind::realm);
    REQUIRE(result);
    return result->findings.at(0).rule;
  };
  for (const char* const version : {"1.9.8.Final", "4.8.3.Final", "7.3.8.GA", "8.0.1", "8.0.1-SNAPSHOT", "8"})
    CHECK_MESSAGE(rule_for(version) == "KC0901", version);
  for (const char* const version : {"8.0.2", "7.4.0.GA", "9.0.0", "15.0.2", "999.0.0-SNAPSHOT"})
    CHECK_MESSAGE(rule_for(version) == "KC0902", version);
}

TEST_CASE("flows that contain each other, and names without end, are no obstacle") {
  std::string json = realm;
  json.replace(json.find("\"f\""), 3, "\"first broker login\"");
  CHECK_FALSE(errors_in(json, InputKind::realm).empty());
  std::string name(300, 'a');
  for (std::size_t i = 1; i < name.size(); i += 2) name.replace(i, 2, "\u00e4");
  json.replace(json.find("\"realm\":\"r\""), 11, "\"realm\":\"" + name + "\"");
  const Result<Lint> result = linted(json, InputKind::realm);
  REQUIRE(result);
  CHECK(result->findings.at(0).path.size() < 200);
}

TEST_CASE("a release before Keycloak 9 has nothing to say of a realm, and severities are the user's") {
  LintOptions options{.to = *parse_release("keycloak:8")};
  CHECK(lint(realm, InputKind::realm, Rules::builtin(), options)->findings.empty());
  options = {.to = *parse_release("ids:1.5"), .skip = {"KC0902"}, .severities = {{"KC0901", Severity::note}}};
  const Result<Lint> result = lint(realm, InputKind::realm, Rules::builtin(), options);
  REQUIRE(result);
  REQUIRE(result->findings.size() == 1);
  CHECK(result->findings[0].severity == Severity::note);
}

TEST_CASE("a line that is shown is UTF-8, whatever the file is") {
  const Result<Lint> script = linted("/subsystem=microprofile-health-smallrye:remove # gr\xF6\xDF", InputKind::script);
  REQUIRE(script);
  REQUIRE(script->findings.size() == 1);
  CHECK(script->findings[0].place.line == "/subsystem=microprofile-health-smallrye:remove # gr\\xF6\\xDF");

  const Result<Lint> broken = linted("<server>\n<password>moon\xF6</password>", InputKind::configuration);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == "XML003");
  CHECK(broken.error().line.find('\xF6') == std::string::npos);
  CHECK(broken.error().line.find("moon") == std::string::npos);
}

TEST_CASE("what a file holds is told by its name") {
  CHECK(input_kind("standalone.xml") == InputKind::configuration);
  CHECK(input_kind("a/standalone.xml.j2") == InputKind::configuration);
  CHECK(input_kind("-") == InputKind::configuration);
  CHECK(input_kind("a/values.yaml") == InputKind::manifest);
  CHECK(input_kind("configmap.yml.tpl") == InputKind::manifest);
  CHECK(input_kind("setup.cli") == InputKind::script);
  CHECK(input_kind("setup.cli.erb") == InputKind::script);
  CHECK(input_kind("a/export.json") == InputKind::realm);
  CHECK(input_kind("realm.json.tpl") == InputKind::realm);
}

TEST_CASE("what lint looks at in a folder is told by its name") {
  for (const char* name : {"standalone.xml", "standalone-ha.xml", "domain.xml", "host-master.xml", "standalone.xml.j2",
                           "domain.xml.erb", "standalone.template", "a.yaml", "a.yml", "a.cli", "realm-export.json",
                           "Alfresco-Realm.json", "realm.json.j2"}) {
    CAPTURE(name);
    CHECK(is_lint_input(name) == (std::string_view(name) != "standalone.template"));
  }
  for (const char* name : {"pom.xml", "standalone.xml.bak", "standalone.conf", "standalone.xml.1.xml", "my-domain.xml",
                           "cli", "package.json", "alfresco-users-0.json", "realm-export.json.bak", "realm.md"})
    CHECK_FALSE(is_lint_input(name));
}
