#include "idsxml/diff.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml;

namespace {

std::string server(const std::string& profile, const std::string& root = "16.0") {
  return R"(<server xmlns="urn:jboss:domain:)" + root + R"("><profile>)" + profile + "</profile></server>";
}

std::string undertow(const std::string& content, const std::string& version = "12.0") {
  return server(R"(<subsystem xmlns="urn:jboss:domain:undertow:)" + version + R"(">)" + content + "</subsystem>");
}

std::vector<Difference> differences(const std::string& before, const std::string& after, DiffOptions options = {}) {
  const Result<Configuration> old_one = Configuration::parse(before);
  const Result<Configuration> new_one = Configuration::parse(after);
  REQUIRE(old_one);
  REQUIRE(new_one);
  Result<Diff> found = diff(*old_one, *new_one, Rules::builtin(), options);
  REQUIRE(found);
  return std::move(found->differences);
}

}  // namespace

TEST_CASE("the order of what has no order, white space, comments and defaults make no difference") {
  const std::string before = undertow(R"(<server name="a"/><server name="b" default-host="default-host"/>)");
  const std::string after = undertow("<!-- b first -->\n <server name='b' /><server\tname=\"a\"></server>");
  CHECK(differences(before, after).empty());
}

TEST_CASE("an attribute is told with both values, both places and its default") {
  const std::vector<Difference> found =
      differences(undertow(R"(<server name="a" default-host="x"/>)"), undertow(R"(<server name="a"/>)"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Difference::Kind::changed);
  CHECK(to_string(found[0].address) == "/subsystem=undertow/server=a");
  CHECK(found[0].attribute == "default-host");
  REQUIRE(found[0].before);
  CHECK(found[0].before->text() == "x");
  REQUIRE(found[0].before->place);
  CHECK(found[0].before->place->begin.line == 1);
  CHECK_FALSE(found[0].after);
  CHECK(found[0].default_value == "default-host");
}

TEST_CASE("a resource that one alone has is told with what is below it") {
  const std::vector<Difference> found =
      differences(undertow(""), undertow(R"(<server name="a"><host name="h" alias="x"/></server>)"));
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Difference::Kind::added);
  CHECK(to_string(found[1].address) == "/subsystem=undertow/server=a/host=h");
  REQUIRE(found[1].attributes.size() == 1);
  CHECK(found[1].attributes[0].name == "alias");
  const std::vector<Difference> back =
      differences(undertow(R"(<server name="a"><host name="h"/></server>)"), undertow(""));
  REQUIRE(back.size() == 2);
  CHECK(back[0].kind == Difference::Kind::removed);
}

TEST_CASE("a namespace has a line of its own and means nothing") {
  const std::vector<Difference> found = differences(undertow("", "11.0"), undertow("", "12.0"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Difference::Kind::schema);
  CHECK(found[0].after->text() == "urn:jboss:domain:undertow:12.0");
}

TEST_CASE("the order of protocols is a difference") {
  const auto stack = [](const std::string& protocols) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:jgroups:8.0"><stacks><stack name="tcp">)" + protocols +
                  "</stack></stacks></subsystem>");
  };
  const std::vector<Difference> found = differences(stack(R"(<protocol type="A"/><protocol type="B"/>)"),
                                                    stack(R"(<protocol type="B"/><protocol type="A"/>)"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Difference::Kind::reordered);
  CHECK(found[0].attribute == "protocol");
  CHECK(found[0].before->text() == "[A, B]");
  CHECK(found[0].after->text() == "[B, A]");
}

TEST_CASE("what no dialect tells of is compared element by element") {
  const auto own = [](const std::string& content) {
    return server(R"(<subsystem xmlns="urn:own:1.0">)" + content + "</subsystem>");
  };
  const std::vector<Difference> found =
      differences(own(R"(<part name="a" size="1"/>text)"), own(R"(<part name="a" size="2"/>text)"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_of_elements());
  CHECK(to_string(found[0].address) == "/subsystem[own]/part[a]");
  CHECK(found[0].attribute == "size");
  CHECK_FALSE(differences(undertow(""), undertow("<unheard-of/>")).empty());
  CHECK_FALSE(differences(undertow(""), undertow("some text")).empty());
  CHECK_FALSE(differences(undertow(R"(<server name="a"/>)"), undertow(R"(<server name="a" odd="1"/>)")).empty());
}

TEST_CASE("expressions are compared as text, or by what they resolve to") {
  const std::string before = undertow(R"(<server name="a" default-host="${h:x}"/>)");
  const std::string after = undertow(R"(<server name="a" default-host="x"/>)");
  CHECK(differences(before, after).size() == 1);
  CHECK(differences(before, after, {.resolve = true}).empty());
}

TEST_CASE("secrets are stars, and a changed one is a difference all the same") {
  const auto property = [](const std::string& value) {
    return R"(<server xmlns="urn:jboss:domain:16.0"><system-properties><property name="db.password" value=")" + value +
           R"("/></system-properties></server>)";
  };
  const std::vector<Difference> found = differences(property("one"), property("two"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].before->is_secret);
  CHECK(found[0].before->text() == found[0].after->text());
  CHECK(differences(property("one"), property("two"), {.show_secrets = true})[0].before->text() == "one");
}

TEST_CASE("a name or a place that newer schemas changed is the same") {
  const auto remote = [](const std::string& attribute, const std::string& version) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:ejb3:)" + version + R"("><remote )" + attribute +
                  R"(="a" thread-pool-name="b"/></subsystem>)");
  };
  CHECK(differences(remote("connector-ref", "5.0"), remote("connectors", "9.0")).size() == 1);  // the schema
  const auto protocol = [](const std::string& type) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:jgroups:8.0"><stacks><stack name="tcp"><protocol type=")" +
                  type + R"("/></stack></stacks></subsystem>)");
  };
  CHECK(differences(protocol("JDBC_PING"), protocol("org.jgroups.protocols.JDBC_PING")).empty());
  const auto group = [](const std::string& element, const std::string& version) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:messaging-activemq:)" + version + R"("><server name="s"><)" +
                  element + R"( name="g" jgroups-cluster="c"/></server></subsystem>)");
  };
  CHECK(differences(group("broadcast-group", "8.0"), group("jgroups-broadcast-group", "9.0")).size() == 1);
}

TEST_CASE("what newer servers ignore is no difference to a newer schema, but one to its own") {
  const auto container = [](const std::string& attributes, const std::string& version) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:infinispan:)" + version + R"("><cache-container name="a" )" +
                  attributes + "/></subsystem>");
  };
  const std::string named = R"(jndi-name="x")";
  CHECK(differences(container(named, "4.0"), container("", "12.0")).size() == 1);  // the schema
  CHECK(differences(container("", "12.0"), container(named, "4.0")).size() == 1);
  CHECK(differences(container(named, "4.0"), container("", "4.0")).size() == 1);
  CHECK(differences(container(named, "4.0"), container("", "4.0"))[0].attribute == "jndi-name");
  const auto worker = [](const std::string& threads, const std::string& version) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:io:)" + version + R"("><worker name="w" io-threads=")" +
                  threads + R"("/></subsystem>)");
  };
  CHECK(differences(worker("3", "1.0"), worker("3", "3.0")).size() == 2);
  CHECK(differences(worker("4", "1.0"), worker("4", "3.0")).size() == 1);
}

TEST_CASE("what servers take for written in an old schema counts as written") {
  const std::string container = R"(<servlet-container name="c">)";
  const std::string end = "</servlet-container>";
  const std::vector<Difference> gone = differences(undertow(container + end, "1.0"), undertow(container + end, "12.0"));
  REQUIRE(gone.size() == 2);
  CHECK(gone[1].kind == Difference::Kind::removed);
  CHECK(to_string(gone[1].address) == "/subsystem=undertow/servlet-container=c/setting=websockets");
  CHECK(differences(undertow(container + end, "1.0"), undertow(container + "<websockets/>" + end, "12.0")).size() == 1);
  const auto remote = [](const std::string& attributes, const std::string& version) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:ejb3:)" + version + R"("><remote )" + attributes +
                  "/></subsystem>");
  };
  CHECK(differences(remote("", "3.0"), remote(R"(execute-in-worker="false")", "9.0")).size() == 1);
  const std::vector<Difference> turned = differences(remote("", "3.0"), remote("", "9.0"));
  REQUIRE(turned.size() == 2);
  CHECK(turned[1].before->text() == "false");
  CHECK_FALSE(turned[1].after);
}

TEST_CASE("the white space around the lines of a text means nothing, that in a line does") {
  const auto stack = [](const std::string& text) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:jgroups:8.0"><stacks><stack name="s"><transport type="T">)"
                  R"(<property name="p">)" +
                  text + "</property></transport></stack></stacks></subsystem>");
  };
  CHECK(differences(stack("one\n  two"), stack(" one \n\ttwo\n")).empty());
  CHECK(differences(stack("one\n  two"), stack("one two")).size() == 1);
  CHECK(differences(stack("one\ntwo"), stack("one\ntwo\nthree")).size() == 1);
}

TEST_CASE("what is said twice alike is said once, a second one that differs is a difference") {
  const std::string one = R"(<server name="s"><host name="h" alias="a"/></server>)";
  CHECK(differences(undertow(one), undertow(one + one)).empty());
  CHECK(differences(undertow(one + one), undertow(one)).empty());
  CHECK_FALSE(
      differences(undertow(one), undertow(one + R"(<server name="s"><host name="h" alias="b"/></server>)")).empty());
  const auto jpa = [](const std::string& elements) {
    return server(R"(<subsystem xmlns="urn:jboss:domain:jpa:1.1">)" + elements + "</subsystem>");
  };
  const std::string element = R"(<jpa default-datasource=""/>)";
  CHECK(differences(jpa(element), jpa(element + element)).empty());
}

TEST_CASE("of a list without order, each value counts as often as it stands there") {
  const auto methods = [](const std::string& all) {
    return undertow(R"(<server name="s"><http-listener name="l" disallowed-methods=")" + all + R"("/></server>)");
  };
  CHECK(differences(methods("A B"), methods("B A")).empty());
  CHECK(differences(methods("A A B"), methods("A B B")).size() == 1);
}

TEST_CASE("configurations of different kinds cannot be compared") {
  const Result<Configuration> standalone = Configuration::parse(server(""));
  const Result<Configuration> domain = Configuration::parse(R"(<domain xmlns="urn:jboss:domain:16.0"/>)");
  REQUIRE(domain);
  const Result<Diff> found = diff(*standalone, *domain, Rules::builtin());
  REQUIRE_FALSE(found);
  CHECK(found.error().code == "DIF001");
}

TEST_CASE("what stands right at the profile is compared") {
  const std::string plain = server("");
  std::string other = plain;
  CHECK(differences(plain, other.replace(other.find("<profile>"), 9, "<profile a=\"1\">")).size() == 1);
  CHECK(differences(plain, server("text")).size() == 1);
}

TEST_CASE("a text that comments or CDATA break is compared as a whole") {
  const auto url = [](const std::string& text) {
    return server(
        "<subsystem xmlns=\"urn:jboss:domain:datasources:6.0\"><datasources><datasource pool-name=\"D\" "
        "jndi-name=\"java:/D\"><connection-url>" +
        text + "</connection-url></datasource></datasources></subsystem>");
  };
  CHECK(differences(url("jdbc:a"), url("jdbc:<!-- or b -->a")).empty());
  CHECK(differences(url("jdbc:a"), url("jdbc:<![CDATA[a]]>")).empty());
  const std::vector<Difference> found = differences(url("jdbc:a"), url("jdbc:a<![CDATA[b]]>"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].after->text() == "jdbc:ab");
}

TEST_CASE("an element in a namespace that no server expects there is not the element of that name") {
  CHECK_FALSE(
      differences(undertow("<server name=\"a\"/>"), undertow("<x:server xmlns:x=\"urn:x\" name=\"a\"/>")).empty());
  std::string prefixed = server(
      "<u:subsystem xmlns:u=\"urn:jboss:domain:undertow:12.0\"><u:server name=\"a\"/>"
      "</u:subsystem>");
  CHECK(differences(undertow("<server name=\"a\"/>"), prefixed).empty());
}

TEST_CASE("a list of nothing is not the same as no list") {
  CHECK(differences(undertow(R"(<server name="a"><host name="h" alias=""/></server>)"),
                    undertow(R"(<server name="a"><host name="h"/></server>)"))
            .size() == 1);
}

TEST_CASE("an element that no dialect tells of is another one in another element") {
  const auto root = [](const std::string& content) {
    return R"(<server xmlns="urn:jboss:domain:16.0">)" + content + "</server>";
  };
  const std::string here = root("<management><unheard/></management><extensions/>");
  const std::string there = root("<management/><extensions><unheard/></extensions>");
  CHECK_FALSE(differences(here, there).empty());
}

TEST_CASE("secrets of elements that no dialect tells of are stars, and their lines are not shown") {
  const auto adapter = [](const std::string& content) {
    return server("<subsystem xmlns=\"urn:jboss:domain:unheard:1.1\">" + content + "</subsystem>");
  };
  for (const char* const content :
       {"<credential name=\"secret\">XX</credential>", "<client-key-password>XX</client-key-password>",
        "<password value=\"XX\"/>", "<property name=\"password\">XX</property>",
        "<property module=\"m\" key=\"password\" value=\"XX\"/>", "<password><value>XX</value></password>",
        "<client-secret><plain v=\"XX\"/></client-secret>"}) {
    CAPTURE(content);
    std::string other = content;
    other.replace(other.find("XX"), 2, "YY");
    const std::vector<Difference> found = differences(adapter(content), adapter(other));
    REQUIRE(found.size() == 1);
    CHECK(found[0].before->text() == "********");
    CHECK(found[0].after->text() == "********");
    CHECK(found[0].after->place->line.empty());
    CHECK(found[0].place_before->line.empty());
  }
}

TEST_CASE("many values without an order are compared as a set is") {
  std::string up;
  std::string down;
  for (int i = 0; i < 50000; ++i) {
    up += std::to_string(i) + " ";
    down += std::to_string(49999 - i) + " ";
  }
  const auto host = [](const std::string& alias) {
    return undertow("<server name=\"a\"><host name=\"h\" alias=\"" + alias + "\"/></server>");
  };
  CHECK(differences(host(up), host(up + "x")).size() == 1);
  differences(host(up), host(down));
}
