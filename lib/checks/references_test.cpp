#include "checks/references.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/walk.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

using namespace idsxml;
using checks::DanglingReference;

namespace {

const std::string io = R"(<subsystem xmlns="urn:jboss:domain:io:3.0">
  <worker name="default"/><buffer-pool name="default"/></subsystem>)";

std::string undertow(const std::string& listener) {
  return "<subsystem xmlns=\"urn:jboss:domain:undertow:11.0\" default-server=\"s\" default-virtual-host=\"h\" "
         "default-servlet-container=\"c\"><server name=\"s\">" +
         listener + "<host name=\"h\"/></server><servlet-container name=\"c\"/></subsystem>";
}

std::string server(const std::string& subsystems) {
  return R"(<server xmlns="urn:jboss:domain:16.0"><profile>)" + subsystems + R"(</profile>
    <interfaces><interface name="public"/></interfaces>
    <socket-binding-group name="g" default-interface="public">
      <socket-binding name="http" port="8080"/><socket-binding name="https" port="8443"/>
    </socket-binding-group></server>)";
}

/// What is missing in a configuration, in words.
struct Missing {
  explicit Missing(const std::string& bytes, std::string_view target = "wildfly:23")
      : document(*xml::Document::parse(bytes)),
        tree(document),
        walk(rules::walk(tree.root(), rules::builtin_tables())),
        found(checks::dangling_references(rules::builtin_tables(), walk, *parse_release(target))) {}

  std::vector<std::string> messages() const {
    std::vector<std::string> all;
    for (const DanglingReference& each : found) all.push_back(each.message);
    return all;
  }

  xml::Document document;
  xml::Tree tree;
  rules::Walk walk;
  std::vector<DanglingReference> found;
};

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("a name that nothing has is told with its place and the near miss") {
  const Missing missing(server(io + undertow(R"(<http-listener name="l" socket-binding="htp"/>)")));
  REQUIRE(missing.found.size() == 1);
  const DanglingReference& reference = missing.found[0];
  CHECK(reference.message == "no socket binding is called 'htp'");
  CHECK(reference.help == "did you mean 'http'?");
  CHECK(std::string(reference.element.name()) == "http-listener");
  CHECK(reference.attribute == "socket-binding");
  CHECK_FALSE(reference.boots);
}

TEST_CASE("where no name is near, those that there are are told") {
  const Missing missing(server(io + undertow(R"(<http-listener name="l" socket-binding="elsewhere"/>)")));
  REQUIRE(missing.found.size() == 1);
  CHECK(missing.found[0].help == "there are 'http' and 'https'");
}

TEST_CASE("a sound configuration has nothing to be told of") {
  CHECK(Missing(server(io + undertow(R"(<http-listener name="l" socket-binding="http" redirect-socket="https"/>)")))
            .messages()
            .empty());
}

TEST_CASE("what holds where nothing is written is a name, too") {
  const std::string other = R"(<subsystem xmlns="urn:jboss:domain:io:3.0">
    <worker name="other"/><buffer-pool name="default"/></subsystem>)";
  const std::string listener = R"(<http-listener name="l" socket-binding="http")";
  CHECK(Missing(server(other + undertow(listener + "/>"))).messages() == Messages{"no worker is called 'default'"});
  CHECK(Missing(server(other + undertow(listener + " worker=\"other\"/>"))).messages().empty());
}

TEST_CASE("the default of an expression is a name; an expression without one and a template's placeholder are not") {
  const auto listener = [](const std::string& name) {
    return Missing(server(io + undertow("<http-listener name=\"l\" socket-binding=\"" + name + "\"/>"))).messages();
  };
  CHECK(listener("${x:http}").empty());
  CHECK(listener("${x:htp}") == Messages{"no socket binding is called 'htp'"});
  CHECK(listener("${x}").empty());
  CHECK(listener("{{ binding }}").empty());
  CHECK(listener("@@@BINDING@@@").empty());
}

TEST_CASE("nothing is said where an unknown element may have the name") {
  const std::string more = R"(<subsystem xmlns="urn:jboss:domain:io:3.0"><worker name="a"/><pool-of-workers name="b"/>
    <buffer-pool name="default"/></subsystem>)";
  const std::string listener = R"(<http-listener name="l" socket-binding="http" worker="b"/>)";
  CHECK(Missing(server(more + undertow(listener))).messages().empty());
}

TEST_CASE("nothing is said of what a third-party subsystem may have; socket bindings are the server's own") {
  const std::string third = R"(<subsystem xmlns="urn:example:shop:1.0"/>)";
  const std::string listener = R"(<http-listener name="l" socket-binding="htp" worker="w"/>)";
  CHECK(Missing(server(third + io + undertow(listener))).messages() == Messages{"no socket binding is called 'htp'"});
}

TEST_CASE("a subsystem that is absent has nothing of the name") {
  const std::string listener = R"(<http-listener name="l" socket-binding="http" buffer-pool="p" worker="w"/>)";
  const Missing missing(server(undertow(listener)));
  CHECK(missing.messages() == Messages{"no worker is called 'w'", "no byte buffer pool is called 'p'"});
  CHECK(missing.found[0].help == "there is none: it would be /subsystem=io/worker=*");
}

TEST_CASE("a subsystem that needs another one is told, for the releases in which it does") {
  const std::string health = R"(<subsystem xmlns="urn:wildfly:microprofile-health-smallrye:2.0"/>
    <subsystem xmlns="urn:jboss:domain:weld:4.0"/>)";
  const std::string management = R"(<server xmlns="urn:jboss:domain:12.0"><management><management-interfaces>
    <http-interface/></management-interfaces></management><profile>)";
  const std::string bytes = management + health + "</profile></server>";
  CHECK(Missing(bytes, "keycloak:15").messages() ==
        Messages{"'microprofile-health-smallrye' needs the subsystem 'health', which is missing"});
  CHECK(Missing(bytes, "wildfly:20").messages().empty());
}

TEST_CASE("a logging profile has handlers of its own") {
  const std::string head = R"(<subsystem xmlns="urn:jboss:domain:logging:8.0"><console-handler name="OUT"/>)";
  const std::string profile = R"(<logging-profiles><logging-profile name="p"><console-handler name="OWN"/>
    <root-logger><handlers><handler name="NAME"/></handlers></root-logger></logging-profile></logging-profiles>)";
  const auto with = [&](const std::string& name) {
    std::string text = head + profile + "</subsystem>";
    return Missing(server(text.replace(text.find("NAME"), 4, name))).messages();
  };
  CHECK(with("OWN").empty());
  CHECK(with("OUT") == Messages{"no handler is called 'OUT' in 'p'"});
}

TEST_CASE("what only fails when the server is not admin-only is marked; a deployment may bring a driver") {
  const auto datasource = [](const std::string& driver) {
    return Missing(server(R"(<subsystem xmlns="urn:jboss:domain:datasources:6.0"><datasources>
      <datasource jndi-name="java:/a" pool-name="a"><connection-url>jdbc:h2:mem</connection-url><driver>)" +
                          driver + R"(</driver></datasource><drivers><driver name="h2" module="m"/></drivers>
      </datasources></subsystem><subsystem xmlns="urn:jboss:domain:naming:2.0"/>
      <subsystem xmlns="urn:jboss:domain:transactions:6.0"/><subsystem xmlns="urn:jboss:domain:jca:5.0"/>)"));
  };
  REQUIRE(datasource("h3").found.size() == 1);
  CHECK(datasource("h3").found[0].message == "no JDBC driver is called 'h3'");
  CHECK(datasource("h3").found[0].boots);
  CHECK(datasource("h2").found.empty());
  CHECK(datasource("mysql.jar").found.empty());
}

TEST_CASE("a resource may be named after what it needs") {
  const auto audit = [](const std::string& name) {
    return Missing(R"(<server xmlns="urn:jboss:domain:16.0"><management><audit-log><formatters>
      <json-formatter name="json"/></formatters><handlers><file-handler name="file" formatter="json" path="p"/></handlers>
      <logger><handlers><handler name=")" +
                   name + R"("/></handlers></logger></audit-log></management></server>)");
  };
  CHECK(audit("file").found.empty());
  REQUIRE(audit("fil").found.size() == 1);
  CHECK(audit("fil").found[0].message == "no handler is called 'fil'");
  CHECK(audit("fil").found[0].attribute == "name");
}

TEST_CASE("nothing is said for releases that the catalog does not tell of") {
  const std::string bytes = server(io + undertow(R"(<http-listener name="l" socket-binding="htp"/>)"));
  CHECK(Missing(bytes, "wildfly:9").messages().empty());
}
