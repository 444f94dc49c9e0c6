#include <doctest/doctest.h>

#include <array>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>

#include "idsxml/report.hpp"
#include "report/html_page.hpp"
#include "report/lint_testing.hpp"
#include "report/safe_text_diff.hpp"
#include "xml/document.hpp"

using namespace idsxml;
using report::testing::hostile;

namespace {

/// The page for a strict parser, which finds out whether something got out of its element.
pugi::xml_document parsed(std::string page) {
  constexpr std::string_view doctype = "<!DOCTYPE html>\n";
  REQUIRE(page.starts_with(doctype));
  page.erase(0, doctype.size());
  const auto strict = xml::Document::parse(page);
  REQUIRE_MESSAGE(strict.has_value(), strict.error().message);
  pugi::xml_document document;
  REQUIRE(document.load_buffer(page.data(), page.size()));
  return document;
}

/// No element and no attribute that opens, runs or decorates anything, whatever the values are.
void check_is_harmless(const pugi::xml_document& page) {
  static const std::set<std::string_view> known{
      "html", "head",  "meta", "title",   "style",   "body",   "a",       "header", "h1",    "h2",     "h3",
      "h4",   "dl",    "dt",   "dd",      "p",       "strong", "nav",     "ul",     "ol",    "li",     "div",
      "span", "label", "main", "details", "summary", "table",  "caption", "thead",  "tbody", "tr",     "th",
      "td",   "code",  "bdi",  "mark",    "section", "pre",    "br",      "footer", "input", "button", "script"};
  static const std::set<std::string_view> attributes{
      "lang",       "charset",      "http-equiv", "content", "name",     "class",       "href",
      "id",         "role",         "colspan",    "hidden",  "for",      "aria-label",  "type",
      "open",       "autocomplete", "spellcheck", "scope",   "tabindex", "aria-hidden", "aria-labelledby",
      "placeholder"};
  for (const pugi::xpath_node& each : page.select_nodes("//*")) {
    CHECK_MESSAGE(known.contains(each.node().name()), each.node().name());
    for (const pugi::xml_attribute attribute : each.node().attributes())
      CHECK_MESSAGE(attributes.contains(attribute.name()), attribute.name());
    const std::string_view href = each.node().attribute("href").value();
    CHECK((href.empty() || href.starts_with("#")));
  }
  CHECK(page.select_nodes("//script").size() == 1);
  CHECK(page.select_nodes("//style").size() == 1);
}

AttributeValue value_of(std::string text) {
  AttributeValue value;
  value.items.push_back({{}, std::move(text)});
  value.place = Place{{0, 7, 1}, 1, hostile, false};
  return value;
}

Difference change(std::string before, std::string after) {
  Difference difference;
  difference.address = {{"subsystem", "undertow"}, {"server", hostile}};
  difference.attribute = hostile;
  difference.before = value_of(std::move(before));
  difference.after = value_of(std::move(after));
  difference.default_value = hostile;
  return difference;
}

DiffReport diff_report(std::vector<Difference> differences) {
  return {"9.9.9",
          hostile,
          "-",
          {*parse_release("keycloak:13"), std::move(differences)},
          {{hostile, Severity::warning, hostile, hostile}}};
}

std::string page_of(const DiffReport& report) {
  return diff_format("html")->write(report, {}).report;
}

std::string text_of(const pugi::xml_document& page, const char* path) {
  std::string text;
  for (const pugi::xpath_node& each : page.select_nodes(path))
    for (const pugi::xpath_node& part : each.node().select_nodes(".//text()")) text += part.node().value();
  return text;
}

const RunReport& dry_run() {
  static const RunReport run{
      .version = "9.9.9", .to = *parse_release("keycloak:13"), .mode = RunMode::dry_run, .hint = hostile};
  return run;
}

std::string run_page(const std::vector<FileReport>& files) {
  const PageFormat& format = *page_formats().front();
  std::vector<PageSection> sections;
  Totals totals;
  for (const FileReport& file : files) {
    sections.push_back(format.section(dry_run(), file, sections.size()));
    totals.add(file);
  }
  return format.page(dry_run(), totals, sections);
}

FileReport migrated(std::string bytes) {
  FileReport file;
  file.path = hostile;
  file.configuration = *Configuration::parse(std::move(bytes));
  file.from = detect(*file.configuration);
  file.migration = *migrate(*file.configuration, Rules::builtin(), {.to = dry_run().to, .only = {"KC1301"}});
  return file;
}

std::string configuration(std::string_view around = "\n") {
  std::string text = R"(<server xmlns="urn:jboss:domain:14.0">
<extensions>
<extension module="org.wildfly.extension.microprofile.config-smallrye"/>
</extensions>
<system-properties><property name="the.password" value="hunter2"/></system-properties>
<profile>
<subsystem xmlns="urn:wildfly:microprofile-config-smallrye:1.0"/>
<subsystem xmlns="urn:jboss:domain:keycloak-server:1.1"/>
</profile>
</server>
)";
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + around.size()))
    text.replace(at, 1, around);
  return text;
}

}  // namespace

TEST_CASE("bytes of any origin are text on a page") {
  CHECK(report::html::text("<a href='b'>&\"") == "&lt;a href=&#39;b&#39;&gt;&amp;&quot;");
  CHECK(report::html::text("a\x01\xE2\x80\xAE\xEF\xBF\xBE\xFF") == "a\\x01\\u{202E}\\u{FFFE}\\xFF");
}

TEST_CASE("hostile values stay text, whatever kind of difference they are in") {
  Difference added = change(hostile, hostile);
  added.kind = Difference::Kind::added;
  added.attributes = {{hostile, value_of(hostile)}};
  Difference reordered = change(hostile, hostile);
  reordered.kind = Difference::Kind::reordered;
  reordered.before->shape = reordered.after->shape = AttributeValue::Shape::list;
  Difference unset = change(hostile, hostile);
  unset.before.reset();
  Difference schema = change(hostile, hostile);
  schema.kind = Difference::Kind::schema;
  Difference element = change(hostile, hostile);
  element.address = {{hostile, hostile, true}};
  const pugi::xml_document page = parsed(
      page_of(diff_report({change("</script>" + hostile, "]]>" + hostile), added, reordered, unset, schema, element})));
  check_is_harmless(page);
  CHECK(text_of(page, "//td[@class='old']").find("</script>") != std::string::npos);
}

TEST_CASE("the part in which two values differ is marked, in whole characters") {
  const auto marks = [](std::string before, std::string after) {
    const pugi::xml_document page = parsed(page_of(diff_report({change(std::move(before), std::move(after))})));
    return text_of(page, "//td[@class='old']//mark") + "|" + text_of(page, "//td[@class='new']//mark");
  };
  CHECK(marks("max=10;", "max=25;") == "10|25");
  CHECK(marks("ab", "aab") == "|a");
  CHECK(marks("x\xC3\xA4y", "x\xC3\xB6y") == "\xC3\xA4|\xC3\xB6");
  CHECK(marks("one", "two") == "|");  // nothing in common
}

TEST_CASE("a secret that changed says so and not what it is") {
  Difference difference = change("********", "********");
  difference.before->is_secret = difference.after->is_secret = true;
  CHECK(text_of(parsed(page_of(diff_report({difference}))), "//td").find("a secret, and another one") !=
        std::string::npos);
}

TEST_CASE("a page without a difference says so") {
  CHECK(text_of(parsed(page_of(diff_report({}))), "//main").find("No difference") != std::string::npos);
}

TEST_CASE("the page of a run holds nothing but text of files, rules and errors") {
  FileReport file = migrated(configuration());
  file.migration->findings.push_back(report::testing::attacker());
  file.notices.push_back({hostile, Severity::note, hostile, hostile});
  FileReport failed;
  failed.path = "b.xml";
  failed.error = Error{hostile, hostile, hostile, Position{10, 3, 4}, R"(<a password="hunter2" b=")" + hostile};
  const std::string text = run_page({file, failed});
  CHECK(text.find("hunter2") == std::string::npos);
  const pugi::xml_document page = parsed(text);
  check_is_harmless(page);
  CHECK(page.select_nodes("//section[@id='file-1']/section").size() == 4);
  CHECK(text_of(page, "//section[@id='file-2']").find("line 3") != std::string::npos);
}

TEST_CASE("what is left to do comes first, with the reason of its rule") {
  FileReport file = migrated(configuration());
  Finding left = report::testing::left_over();
  left.rule = "KC1301";
  file.migration->findings.push_back(left);
  const pugi::xml_document page = parsed(run_page({file}));
  CHECK(text_of(page, "(//h3)[1]") == "Left to do");
  CHECK(text_of(page, "(//h3)[2]") == "What would change, and why");
  CHECK(text_of(page, "(//details[@class='why'])[1]").find("WFLYCTL0083") != std::string::npos);
}

TEST_CASE("a text diff has the lines of both sides without their secrets, whatever the line ends and the encoding") {
  const auto shown = [](std::string bytes) {
    const FileReport file = migrated(std::move(bytes));
    const Configuration after = *Configuration::parse(file.migration->bytes);
    std::string text;
    for (const report::SafeHunk& hunk : report::safe_text_diff(*file.configuration, after, file.migration->edits)) {
      text += std::to_string(hunk.before) + "," + std::to_string(hunk.after) + "\n";
      for (const report::SafeDiffLine& line : hunk.lines) text += line.mark + line.text + "\n";
    }
    return text;
  };
  const std::string usual = shown(configuration());
  CHECK(usual.find("-<subsystem xmlns=\"urn:wildfly:microprofile-config-smallrye:1.0\"/>\n") != std::string::npos);
  CHECK(usual.find(R"( <system-properties><property name="the.password" value="****"/></system-properties>)") !=
        std::string::npos);
  CHECK(usual.starts_with("1,1\n <server"));
  CHECK(shown(configuration("\r\n")) == usual);
  CHECK(shown(configuration("\r")) == usual);
  CHECK(shown("\xEF\xBB\xBF" + configuration()) == usual);
  std::string wide("\xFF\xFE", 2);
  for (const char c : configuration()) wide += {c, '\0'};
  CHECK(shown(wide) == usual);
}

TEST_CASE("the name of a file says in which format its page is") {
  CHECK(page_format_of("a/b.html") == page_formats().front());
  for (const std::string_view other : {"html", "a.htm", "a.html/b", ".html", "a/.html", "", "-"})
    CHECK(page_format_of(other) == nullptr);
}
