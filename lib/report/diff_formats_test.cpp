#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "idsxml/report.hpp"
#include "report/display.hpp"

using namespace idsxml;

namespace {

std::string server(const std::string& profile, const std::string& before_profile = "") {
  return "<server xmlns=\"urn:jboss:domain:16.0\">\n" + before_profile + "<profile>\n" + profile +
         "\n</profile>\n</server>\n";
}

std::string undertow(const std::string& content, const std::string& version = "12.0") {
  return server("<subsystem xmlns=\"urn:jboss:domain:undertow:" + version + "\">\n" + content + "\n</subsystem>");
}

DiffReport report_of(const std::string& before, const std::string& after) {
  const Result<Configuration> old_one = Configuration::parse(before);
  const Result<Configuration> new_one = Configuration::parse(after);
  REQUIRE(old_one);
  REQUIRE(new_one);
  Result<Diff> found = diff(*old_one, *new_one, Rules::builtin());
  REQUIRE(found);
  return {"1.0.0", "old.xml", "new.xml", *std::move(found)};
}

std::string written(std::string_view format, const std::string& before, const std::string& after,
                    const ReportStyle& style = {}) {
  return diff_format(format)->write(report_of(before, after), style).report;
}

std::string text(const std::string& before, const std::string& after, const ReportStyle& style = {}) {
  return written("text", before, after, style);
}

bool has(const std::string& whole, std::string_view part) {
  CAPTURE(whole);
  return whole.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a change is told below its subsystem, with both places and both values") {
  const std::string told =
      text(undertow("<server name=\"a\" default-host=\"x\"/>"), undertow("\n<server name=\"a\" default-host=\"y\"/>"));
  CHECK(has(told, "--- old.xml\n+++ new.xml\n"));
  CHECK(has(told, "~ /subsystem=undertow\n  ~ server=a  old.xml:4 -> new.xml:5\n      default-host  x -> y\n"));
  CHECK(has(told, "1 attribute changed"));
}

TEST_CASE("a side that is not written says the default") {
  const std::string told = text(undertow("<server name=\"a\" default-host=\"x\"/>"), undertow("<server name=\"a\"/>"));
  CHECK(has(told, "default-host  x -> unset (default default-host)"));
}

TEST_CASE("a resource that came is told with its attributes, what is below it deeper") {
  const std::string told = text(undertow(""), undertow("<server name=\"a\"><host name=\"h\" alias=\"x\"/></server>"));
  CHECK(has(told, "  + server=a  new.xml:4\n    + host=h  new.xml:4\n        alias  [x]\n"));
  CHECK(has(told, "2 resources added"));
}

TEST_CASE("a whole subsystem that went is its title") {
  CHECK(has(text(undertow(""), server("")), "- /subsystem=undertow  old.xml:3\n"));
}

TEST_CASE("lists are told item by item") {
  const auto host = [](const std::string& alias) {
    return undertow("<server name=\"a\"><host name=\"h\" alias=\"" + alias + "\"/></server>");
  };
  CHECK(has(text(host("a,b"), host("b,c")), "alias  - a, + c\n"));
}

TEST_CASE("an order is explained by what moved") {
  const auto stack = [](const std::string& protocols) {
    return server("<subsystem xmlns=\"urn:jboss:domain:jgroups:8.0\"><stacks><stack name=\"tcp\">" + protocols +
                  "</stack></stacks></subsystem>");
  };
  const std::string told = text(stack("<protocol type=\"A\"/><protocol type=\"B\"/><protocol type=\"C\"/>"),
                                stack("<protocol type=\"C\"/><protocol type=\"A\"/><protocol type=\"B\"/>"));
  CHECK(has(told, "order of protocol, which a server keeps\n        ~ C now comes first\n"));
  CHECK(has(told, "1 order changed"));
}

TEST_CASE("a secret is stars and the word changed") {
  const auto property = [](const std::string& value) {
    return server("",
                  "<system-properties><property name=\"db.password\" value=\"" + value + "\"/></system-properties>");
  };
  const std::string told = text(property("one"), property("two"));
  CHECK(has(told, "value  ******** changed"));
  CHECK_FALSE(has(told, "one"));
}

TEST_CASE("namespaces are told apart from differences") {
  const std::string told = text(undertow("", "11.0"), undertow("", "12.0"));
  CHECK(has(told, "    urn:jboss:domain:undertow:11.0 -> 12.0\n"));
  CHECK(has(told, "no difference that a server would see\ncompared with the defaults of "));
}

TEST_CASE("what no dialect knows is said to be compared element by element, also where it is equal") {
  const auto own = [](const std::string& size) {
    return server("<subsystem xmlns=\"urn:own:1.0\"><part name=\"a\" size=\"" + size + "\"/></subsystem>");
  };
  const std::string told = text(own("1"), own("2"));
  CHECK(has(told, "~ /subsystem[own]\n    no dialect knows subsystem own: its elements are compared one by one\n"));
  CHECK(has(told, "  ~ part[a]  old.xml:3 -> new.xml:3\n      size  1 -> 2\n"));
  CHECK(has(text(own("1"), own("1")), "no dialect knows /subsystem[own]: elements are compared one by one"));
}

TEST_CASE("quiet is silent") {
  CHECK(text(undertow(""), server(""), {.quiet = true}).empty());
}

TEST_CASE("nothing of a file drives the terminal, and lines keep its width") {
  const std::string hostile = "&#x9B;2J\xE2\x80\xAE" + std::string(300, 'x');
  const std::string before = undertow("<server name=\"a" + hostile + "\" default-host=\"x\"/>");
  const std::string after = undertow("<server name=\"a" + hostile + "\" default-host=\"" + hostile + "\"/>");
  CHECK_FALSE(has(text(before, after), "\xE2\x80\xAE"));
  CHECK_FALSE(has(text(before, after), "\xC2\x9B"));
  CHECK(has(text(before, after), "long values are cut: --verbose"));
  CHECK_FALSE(has(text(before, after, {.verbose = true}), "cut"));
}

TEST_CASE("in Markdown nothing of a file is markup") {
  const std::string before = undertow("<server name=\"a\" default-host=\"x\"/>");
  const std::string after = undertow("<server name=\"a\" default-host=\"|&lt;b>[a](b)@all`\"/>");
  const std::string told = written("markdown", before, after);
  CHECK(has(told, "### /subsystem=undertow\n"));
  CHECK(has(told, "| \\~ | server=a | **default-host** x → \\|\\<b\\>\\[a\\]\\(b\\)@<!-- -->all\\` | 4 → 4 |\n"));
}
