#include "idsxml/merge.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml;

namespace {

const std::string base = R"(<?xml version="1.0"?>
<server xmlns="urn:jboss:domain:16.0">
    <extensions>
        <extension module="org.jboss.as.logging"/>
    </extensions>
    <!-- ours -->
    <system-properties>
        <property name="a" value="1"/>
        <property name="b" value="2"/>
    </system-properties>
    <profile>
        <subsystem xmlns="urn:jboss:domain:datasources:6.0">
            <datasources>
                <datasource jndi-name="java:/A" pool-name="A" enabled="true">
                    <connection-url>jdbc:h2:a</connection-url>
                    <driver>h2</driver>
                </datasource>
            </datasources>
        </subsystem>
        <subsystem xmlns="urn:jboss:domain:jgroups:8.0">
            <stacks>
                <stack name="udp">
                    <transport type="UDP" socket-binding="jgroups-udp"/>
                    <protocol type="PING"/>
                    <protocol type="MERGE3"/>
                    <protocol type="FD_ALL"/>
                </stack>
            </stacks>
        </subsystem>
    </profile>
</server>
)";

/// The base with `from`, which is in it once, replaced.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  return text.replace(at, from.size(), to);
}
std::string changed(const std::string& from, const std::string& to) {
  return with(base, from, to);
}
std::string behind(const std::string& what, const std::string& added) {
  return changed(what, what + added);
}

Merged merged(const std::string& mine, const std::string& theirs) {
  return merge(base, mine, theirs, Rules::builtin());
}

void check_clean(const std::string& mine, const std::string& theirs, const std::string& expected) {
  const Merged result = merged(mine, theirs);
  CHECK(result.is_clean());
  CHECK(result.bytes == expected);
}

const std::string property_b = "        <property name=\"b\" value=\"2\"/>\n";
const std::string property_c = "        <property name=\"c\" value=\"3\"/> <!-- c -->\n";
const std::string property_d = "        <!-- d -->\n        <property  name='d'\n value='4' />\n";

}  // namespace

TEST_CASE("what one side alone changed is taken over byte for byte") {
  const std::string other = behind(property_b, property_d);
  CHECK(merge(base, base, other, Rules::builtin()).bytes == other);
  CHECK(merge(base, other, base, Rules::builtin()).bytes == other);
  CHECK(merge(base, other, other, Rules::builtin()).bytes == other);
}

TEST_CASE("two elements that stand in one place are both added, mine first") {
  check_clean(behind(property_b, property_c), behind(property_b, property_d),
              behind(property_b, property_c + property_d));
}

TEST_CASE("two datasources, two extensions and two attributes of one start tag do not meet") {
  const std::string end = "                </datasource>\n";
  const std::string ds_b = "                <datasource pool-name=\"B\" jndi-name=\"java:/B\"/>\n";
  const std::string ds_c = "                <xa-datasource pool-name=\"C\" jndi-name=\"java:/C\"/>\n";
  const std::string logging = "        <extension module=\"org.jboss.as.logging\"/>\n";
  const std::string ee = "        <extension module=\"org.jboss.as.ee\"/>\n";
  const std::string io = "        <extension module=\"org.wildfly.extension.io\"/>\n";
  const std::string on = R"(enabled="true")";
  const std::string mine = with(with(behind(end, ds_b), logging, logging + ee), on, R"(enabled="false")");
  const std::string theirs = with(with(behind(end, ds_c), logging, logging + io), on, on + R"( jta="true")");
  const std::string both =
      with(with(behind(end, ds_b + ds_c), logging, logging + ee + io), on, R"(enabled="false" jta="true")");
  check_clean(mine, theirs, both);
}

TEST_CASE("a comment and a value beside each other do not meet") {
  check_clean(
      changed("<!-- ours -->", "<!-- ours, since May -->"), changed(R"(name="a" value="1")", R"(name="a" value="9")"),
      with(changed("<!-- ours -->", "<!-- ours, since May -->"), R"(name="a" value="1")", R"(name="a" value="9")"));
}

TEST_CASE("both comments are kept where each side wrote its own") {
  const Merged result = merged(changed("<!-- ours -->", "<!-- mine -->"), changed("<!-- ours -->", "<!-- theirs -->"));
  CHECK(result.is_clean());
  CHECK(result.bytes == changed("<!-- ours -->", "<!-- mine -->\n    <!-- theirs -->"));
}

TEST_CASE("what one side moved, the other may change") {
  const std::string a = "        <property name=\"a\" value=\"1\"/>\n";
  const std::string moved = with(changed(a, ""), property_b, property_b + a);
  const std::string nine = R"(name="a" value="9")";
  check_clean(moved, changed(R"(name="a" value="1")", nine), with(moved, R"(name="a" value="1")", nine));
  check_clean(changed(R"(name="a" value="1")", nine), moved, with(moved, R"(name="a" value="1")", nine));
}

TEST_CASE("a value that both changed is a conflict on lines of its own") {
  const Merged result = merged(changed(R"(name="a" value="1")", R"(name="a" value="8")"),
                               changed(R"(name="a" value="1")", R"(name="a" value="9")"));
  REQUIRE(result.conflicts.size() == 1);
  CHECK(result.bytes == changed("        <property name=\"a\" value=\"1\"/>\n",
                                "<<<<<<< ours\n"
                                "        <property name=\"a\" value=\"8\"/>\n"
                                "||||||| base\n"
                                "        <property name=\"a\" value=\"1\"/>\n"
                                "=======\n"
                                "        <property name=\"a\" value=\"9\"/>\n"
                                ">>>>>>> theirs\n"));
  CHECK(result.conflicts[0] == 8);
}

TEST_CASE("what one side removed and the other changed is a conflict") {
  const Merged result = merged(changed(property_b, ""), changed(R"(name="b" value="2")", R"(name="b" value="9")"));
  REQUIRE(result.conflicts.size() == 1);
  CHECK(result.bytes == changed(property_b,
                                "<<<<<<< ours\n"
                                "||||||| base\n"
                                "        <property name=\"b\" value=\"2\"/>\n"
                                "=======\n"
                                "        <property name=\"b\" value=\"9\"/>\n"
                                ">>>>>>> theirs\n"));
}

TEST_CASE("one name with two values is a conflict, with one value it is there once") {
  const std::string same = "        <property   name='c' value=\"3\"/>\n";
  CHECK(merged(behind(property_b, property_c), behind(property_b, with(property_c, "3", "4"))).conflicts.size() == 1);
  check_clean(behind(property_b, with(property_c, " <!-- c -->", "")),
              behind(property_b, "        <property  name=\"c\"\n value=\"3\"/>\n"),
              behind(property_b, with(property_c, " <!-- c -->", "")));
}

TEST_CASE("protocols have an order, of which one side may decide") {
  const std::string merge3 = "                    <protocol type=\"MERGE3\"/>\n";
  const std::string fd_all = "                    <protocol type=\"FD_ALL\"/>\n";
  const std::string swapped = changed(merge3 + fd_all, fd_all + merge3);
  const std::string dump = "                    <protocol type=\"DUMP\"/>\n";
  CHECK_FALSE(merged(swapped, behind(merge3, dump)).is_clean());
  CHECK_FALSE(merged(behind(merge3, dump), behind(merge3, with(dump, "DUMP", "VERIFY"))).is_clean());
  const std::string ping = "                    <protocol type=\"PING\"/>\n";
  check_clean(swapped, changed(ping, dump + ping), with(swapped, ping, dump + ping));
}

TEST_CASE("two replacements of one element are a conflict") {
  CHECK_FALSE(
      merged(changed(R"(type="UDP")", R"(type="TCP")"), changed(R"(type="UDP")", R"(type="TCP_NIO2")")).is_clean());
}

TEST_CASE("texts that both changed are a conflict") {
  CHECK_FALSE(merged(changed("jdbc:h2:a", "jdbc:h2:b"), changed("jdbc:h2:a", "jdbc:h2:c")).is_clean());
}

TEST_CASE("a list that both sides began has what either put into it") {
  const std::string profile = "    <profile>\n";
  const auto interfaces = [](const std::string& name) {
    return "    <interfaces>\n        <interface name=\"" + name + "\"/>\n    </interfaces>\n";
  };
  check_clean(changed(profile, interfaces("m") + profile), changed(profile, interfaces("t") + profile),
              changed(profile, with(interfaces("m"), "    </interfaces>\n",
                                    "        <interface name=\"t\"/>\n    </interfaces>\n") +
                                   profile));
}

TEST_CASE("line ends, encoding and byte order mark of mine stay") {
  const auto crlf = [](std::string text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) text.insert(at, "\r");
    return text;
  };
  const auto utf16 = [](const std::string& text) {
    std::string wide = "\xFF\xFE";
    for (const char c : text) wide.append({c, '\0'});
    return wide;
  };
  const std::string mine = behind(property_b, property_c);
  const std::string theirs = behind(property_b, property_d);
  const std::string both = behind(property_b, property_c + property_d);
  CHECK(merged(crlf(mine), theirs).bytes == crlf(both));
  CHECK(merge(crlf(base), crlf(mine), crlf(theirs), Rules::builtin()).bytes == crlf(both));
  CHECK(merge(crlf(base), crlf(mine), theirs, Rules::builtin()).bytes == both);
  CHECK(merged("\xEF\xBB\xBF" + mine, theirs).bytes == "\xEF\xBB\xBF" + both);
  CHECK(merged(utf16(mine), theirs).bytes == utf16(both));
}

TEST_CASE("what cannot be stored in mine's encoding loses nothing") {
  const std::string declaration = R"(<?xml version="1.0"?>)";
  const std::string latin = R"(<?xml version="1.0" encoding="ISO-8859-1"?>)";
  const std::string mine = with(behind(property_b, property_c), declaration, latin);
  const std::string theirs = behind(property_b, "        <!-- \xE2\x82\xAC -->\n");
  const Merged result = merged(mine, theirs);
  CHECK_FALSE(result.is_clean());
  CHECK(result.bytes.find("\xE2\x82\xAC") != std::string::npos);
  CHECK(result.bytes.find("name=\"c\"") != std::string::npos);
}

TEST_CASE("what is no configuration is merged by its lines") {
  const Rules rules = Rules::builtin();
  CHECK(merge("1\n2\n3\n4\n", "0\n2\n3\n4\n", "1\n2\n3\n5\n", rules).bytes == "0\n2\n3\n5\n");
  const Merged result = merge("1\n2", "1\n3", "1\n4", rules);
  CHECK(result.bytes == "1\n<<<<<<< ours\n3\n||||||| base\n2\n=======\n4\n>>>>>>> theirs\n");
  CHECK(result.conflicts == std::vector<std::size_t>{2});
  CHECK(merge("", "a\nb\n", "a\nc\n", rules, {.marker_size = 2, .mine = "m", .base = "o", .theirs = "t"}).bytes ==
        "a\n<< m\nb\n|| o\n==\nc\n>> t\n");
}

TEST_CASE("a namespace may be raised by one side where the other's change means the same in both") {
  const std::string mine = changed("datasources:6.0", "datasources:7.0");
  check_clean(mine, changed("jdbc:h2:a", "jdbc:h2:b"), with(mine, "jdbc:h2:a", "jdbc:h2:b"));
}

TEST_CASE("where a server would see what neither side meant, the subsystem is a conflict, and the rest is merged") {
  const auto infinispan = [](const std::string& version, const std::string& caches, const std::string& value) {
    return "<server xmlns=\"urn:jboss:domain:4.0\">\n"
           "<system-properties>\n<property name=\"a\" value=\"" +
           value + "\"/>\n</system-properties>\n<profile>\n<subsystem xmlns=\"urn:jboss:domain:infinispan:" + version +
           "\">\n<cache-container name=\"c\">\n" + caches + "</cache-container>\n</subsystem>\n</profile>\n</server>\n";
  };
  const std::string cache = "<local-cache name=\"x\">\n<eviction max-entries=\"5\"/>\n</local-cache>\n";
  const Merged result =
      merge(infinispan("4.0", "", "1"), infinispan("12.0", "", "1"), infinispan("4.0", cache, "2"), Rules::builtin());
  REQUIRE(result.conflicts.size() == 1);
  CHECK(result.bytes.find("<property name=\"a\" value=\"2\"/>") < result.bytes.find("<<<<<<<"));
  CHECK(result.bytes.find("infinispan:12.0") < result.bytes.find("======="));
  CHECK(result.bytes.find(cache) > result.bytes.find("======="));
  CHECK(result.bytes.find("</profile>") > result.bytes.find(">>>>>>>"));
}
