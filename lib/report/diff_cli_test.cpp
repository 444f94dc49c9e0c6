#include <doctest/doctest.h>

#include <string>

#include "idsxml/diff.hpp"
#include "idsxml/report.hpp"

using namespace idsxml;

namespace {

std::string server(const std::string& profile, const std::string& rest = "") {
  return R"(<server xmlns="urn:jboss:domain:16.0">)" + rest + "<profile>" + profile + "</profile></server>";
}

std::string undertow(const std::string& content) {
  return server(R"(<subsystem xmlns="urn:jboss:domain:undertow:12.0">)" + content + "</subsystem>");
}

std::string property(const std::string& name, const std::string& value) {
  return server("", "<system-properties><property name=\"" + name + "\" value=\"" + value + "\"/></system-properties>");
}

ReportText written(const std::string& before, const std::string& after, bool show_secrets = false) {
  const Result<Configuration> old_one = Configuration::parse(before);
  const Result<Configuration> new_one = Configuration::parse(after);
  REQUIRE(old_one);
  REQUIRE(new_one);
  const DiffFormat* format = diff_format("cli");
  REQUIRE(format != nullptr);
  Result<Diff> found =
      diff(*old_one, *new_one, Rules::builtin(), {.show_secrets = show_secrets, .operations = format->of_operations});
  REQUIRE(found);
  return format->write({"0", "old.xml", "new.xml", *std::move(found)}, {});
}

/// What is to be run, and comments behind the header.
std::string operations(const std::string& before, const std::string& after, bool show_secrets = false) {
  const std::string script = written(before, after, show_secrets).report;
  std::size_t begin = 0;
  for (int line = 0; line < 3; ++line) begin = script.find('\n', begin) + 1;
  return script.substr(begin);
}

std::string batch(const std::string& lines) {
  return "batch\n" + lines + "run-batch\n";
}

}  // namespace

TEST_CASE("where nothing differs there is nothing to run") {
  CHECK(operations(undertow(""), undertow("<!-- same -->")).empty());
}

TEST_CASE("an attribute is written, and undefined where the new configuration does not write it") {
  const std::string plain = undertow(R"(<server name="a"/>)");
  const std::string set = undertow(R"(<server name="a" default-host="${h:x y}"/>)");
  CHECK(operations(plain, set) ==
        batch("/subsystem=undertow/server=a:write-attribute(name=default-host,value=\"${h:x y}\")\n"));
  CHECK(operations(set, plain) == batch("/subsystem=undertow/server=a:undefine-attribute(name=default-host)\n"));
}

TEST_CASE("a default that is written is written by operations, too") {
  CHECK(operations(undertow(R"(<server name="a"/>)"), undertow(R"(<server name="a" default-host="default-host"/>)")) ==
        batch("/subsystem=undertow/server=a:write-attribute(name=default-host,value=\"default-host\")\n"));
}

TEST_CASE("a resource is added with all of its attributes, before what is in it") {
  CHECK(operations(undertow(""),
                   undertow(R"(<server name="a" default-host="h"><host name="h" alias="x, y"/></server>)")) ==
        batch("/subsystem=undertow/server=a:add(default-host=\"h\")\n"
              "/subsystem=undertow/server=a/host=h:add(alias=[\"x\",\"y\"])\n"));
}

TEST_CASE("a resource is removed with what is in it, before anything is added") {
  CHECK(operations(undertow(R"(<server name="b"><host name="h"/></server>)"), undertow(R"(<server name="a"/>)")) ==
        batch("/subsystem=undertow/server=b:remove\n/subsystem=undertow/server=a:add\n"));
}

TEST_CASE("names and values are quoted as jboss-cli reads them") {
  CHECK(operations(server(""), property("a/b:c=d &quot;e\\", "x &quot;y&quot; \\ $z `w`&#10;v")) ==
        batch("/system-property=\"a/b:c=d \\\"e\\\\\":add(value=\"x \\\"y\\\" \\\\ $z `w`\\nv\")\n"));
}

TEST_CASE("no value can bring an operation of its own") {
  const ReportText text = written(server(""), property("a", "x&#13;:shutdown"));
  CHECK(text.report.find('\r') == std::string::npos);
  CHECK(text.report.find("\n# not expressible: /system-property=a:add(") != std::string::npos);
  CHECK(text.report.find("batch") == std::string::npos);
  CHECK(operations(server(""), property("a&#10;:shutdown", "&#10;:shutdown")) ==
        batch("/system-property=\"a\\n:shutdown\":add(value=\"\\n:shutdown\")\n"));
}

TEST_CASE("what needs a secret cannot be run without it, nor what is inside of it") {
  const std::string before = server("");
  const std::string after = property("db.password", "geheim");
  const ReportText hidden = written(before, after);
  CHECK(hidden.report.find("geheim") == std::string::npos);
  CHECK(hidden.report.find("\n# only with --show-secrets: /system-property=db.password:add(") != std::string::npos);
  CHECK(hidden.report.find("batch\n") == std::string::npos);
  CHECK(hidden.errors == "operations that need secrets, 1, are comments; --show-secrets writes them out\n");
  CHECK(operations(before, after, true) == batch("/system-property=db.password:add(value=\"geheim\")\n"));
}

TEST_CASE("what no dialect tells of is a comment, and said aloud") {
  const ReportText text = written(undertow(""), undertow("<unheard-of a=\"1\"><inside/></unheard-of>"));
  CHECK(text.report.ends_with("\n# not expressible: /subsystem=undertow/unheard-of\n"));
  CHECK(text.errors == "differences that operations cannot express, 1, are comments: not expressible\n");
}

TEST_CASE("members of an object are written together, objects in a list each as one") {
  const auto interface = [](const std::string& headers) {
    return server("", R"(<management><management-interfaces><http-interface>)" + headers +
                          R"(<http-upgrade enabled="true" sasl-authentication-factory="f"/>)"
                          R"(<socket-binding http="x"/></http-interface></management-interfaces></management>)");
  };
  const auto without = [](const std::string& upgrade) {
    return server("", R"(<management><management-interfaces><http-interface><http-upgrade )" + upgrade +
                          R"(/><socket-binding http="x"/></http-interface></management-interfaces></management>)");
  };
  const std::string address = "/core-service=management/management-interface=http-interface:write-attribute";
  CHECK(operations(without("enabled=\"true\""), without("enabled=\"true\" sasl-authentication-factory=\"f\"")) ==
        batch(address + "(name=http-upgrade,value={\"enabled\"=>true,\"sasl-authentication-factory\"=>\"f\"})\n"));
  CHECK(operations(interface(""), interface(R"(<constant-headers><header-mapping path="/"><header name="a" value="1"/>)"
                                            R"(<header name="b" value="2"/></header-mapping></constant-headers>)")) ==
        batch(address + "(name=constant-headers,value=[{\"path\"=>\"/\",\"headers\"=>["
                        "{\"name\"=>\"a\",\"value\"=>\"1\"},{\"name\"=>\"b\",\"value\"=>\"2\"}]}])\n"));
}

TEST_CASE("pairs that rules speak of as resources are one map to a server") {
  const auto spi = [](const std::string& properties) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:keycloak-server:1.1"><spi name="s"><provider name="p">)"
                  "<properties>" +
                  properties + "</properties></provider></spi></subsystem>");
  };
  const std::string address = "/subsystem=keycloak-server/spi=s/provider=p:";
  CHECK(operations(spi(R"(<property name="a" value="1"/>)"),
                   spi(R"(<property name="a" value="2"/><property name="b" value="3"/>)")) ==
        batch(address + "write-attribute(name=properties,value={\"a\"=>\"2\",\"b\"=>\"3\"})\n"));
  CHECK(operations(spi(R"(<property name="a" value="1"/>)"), spi("")) ==
        batch(address + "undefine-attribute(name=properties)\n"));
}

TEST_CASE("what a server has unasked is written to, and added with what it belongs to") {
  const auto infinispan = [](const std::string& caches) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:infinispan:12.0"><cache-container name="c">)" + caches +
                  "</cache-container></subsystem>");
  };
  const std::string plain = infinispan(R"(<local-cache name="l"/>)");
  const std::string limited = infinispan(R"(<local-cache name="l"><heap-memory size="5"/></local-cache>)");
  const std::string cache = "/subsystem=infinispan/cache-container=c/local-cache=l";
  CHECK(operations(plain, limited) == batch(cache + "/memory=heap:write-attribute(name=size,value=5)\n"));
  CHECK(operations(limited, plain) == batch(cache + "/memory=heap:undefine-attribute(name=size)\n"));
  CHECK(operations(infinispan(""), limited) == batch(cache + ":add\n" + cache + "/memory=heap:add(size=5)\n"));
}

TEST_CASE("what has an order is made anew where something comes in between or the order is another") {
  const auto stack = [](const std::string& protocols) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:jgroups:8.0"><stacks><stack name="s">)" + protocols +
                  "</stack></stacks></subsystem>");
  };
  const std::string a = R"(<protocol type="A"/>)";
  const std::string b = R"(<protocol type="B"/>)";
  const std::string address = "/subsystem=jgroups/stack=s/protocol=";
  CHECK(operations(stack(a), stack(a + b)) == batch(address + "B:add\n"));
  const std::string anew = address + "A:remove\n" + address + "B:add\n" + address + "A:add\n";
  CHECK(operations(stack(a), stack(b + a)) == batch(anew));
  CHECK(operations(stack(a + b), stack(b + a)) ==
        batch(address + "B:remove\n" + address + "A:remove\n" + address + "B:add\n" + address + "A:add\n"));
}

TEST_CASE("what is fixed once it is there is removed and added") {
  const auto driver = [](const std::string& module) {
    return server(
        R"(<subsystem xmlns="urn:jboss:domain:datasources:6.0"><datasources><drivers><driver name="d" module=")" +
        module + R"("/></drivers></datasources></subsystem>)");
  };
  const std::string address = "/subsystem=datasources/jdbc-driver=d:";
  CHECK(operations(driver("m"), driver("n")) ==
        batch(address + "remove\n" + address + "add(driver-module-name=\"n\")\n"));
}
