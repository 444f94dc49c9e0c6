#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "idsxml/lint.hpp"

using namespace idsxml;

namespace {

const std::string audit = "<extension module=\"com.example.audit\"/>";
const std::string mail = "<extension module=\"com.example.mail\"/>";

std::string server_with(const std::string& extensions) {
  return "<server xmlns=\"urn:jboss:domain:16.0\">\n<extensions>\n" + extensions + "\n</extensions>\n</server>\n";
}

std::vector<Finding> findings_in(std::string bytes, LintOptions options = {.to = *parse_release("keycloak:13")}) {
  const Result<Configuration> configuration = Configuration::parse(std::move(bytes));
  REQUIRE_MESSAGE(configuration, configuration.error().message);
  const Result<Lint> linted = lint(*configuration, Rules::builtin(), options);
  REQUIRE_MESSAGE(linted, linted.error().message);
  return linted->findings;
}

/// Each finding's rule, and in parentheses the reason that suppresses it.
std::string told(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += text.empty() ? "" : " ";
    text += finding.rule;
    if (finding.suppression) text += "(" + finding.suppression->reason + ")";
  }
  return text;
}

std::string told(std::string bytes) {
  return told(findings_in(std::move(bytes)));
}

}  // namespace

TEST_CASE("a suppression holds for the element that follows, with its content, and no further") {
  CHECK(told(server_with("<!-- idsxml ignore=WF0002 ours -->\n" + audit + "\n" + mail)) == "WF0002(ours) WF0002");
  CHECK(told(server_with("<!-- idsxml ignore=WF0002 ours --> " + audit + "\n" + mail)) == "WF0002(ours) WF0002");
  CHECK(told("<server xmlns=\"urn:jboss:domain:16.0\">\n<!-- idsxml ignore=WF0002 ours -->\n<extensions>" + audit +
             mail + "</extensions>\n</server>") == "WF0002(ours) WF0002(ours)");
}

TEST_CASE("a suppression before the root element holds for the file") {
  CHECK(told("<!-- idsxml ignore=WF0002 ours -->\n" + server_with(audit + mail)) == "WF0002(ours) WF0002(ours)");
  CHECK(told("<?xml version=\"1.0\"?> <!-- idsxml ignore=WF0002 ours -->\n" + server_with(audit + mail)) ==
        "WF0002(ours) WF0002(ours)");
}

TEST_CASE("a suppression behind something holds for its line, and for all of a start tag that ends there") {
  CHECK(told(server_with(audit + " <!-- idsxml ignore=WF0002 ours -->\n" + mail)) == "WF0002(ours) WF0002");
  CHECK(told(server_with("<extension\n module=\"com.example.audit\"\n/> <!-- idsxml ignore=WF0002 ours -->\n" +
                         mail)) == "WF0002(ours) WF0002");
  CHECK(told(server_with(audit + "<!-- idsxml ignore=WF0002 ours -->" + mail)) == "WF0002 WF0002(ours)");
}

TEST_CASE("suppressions stack, name several rules, and the nearest gives the reason") {
  CHECK(told(server_with("<!-- idsxml ignore=WF0001 a -->\n<!-- idsxml ignore=WF0002 b -->\n" + audit)) ==
        "WF0512 WF0002(b)");
  CHECK(told("<!-- idsxml ignore=WF0002 far -->" + server_with("<!-- idsxml ignore=WF0002 near -->" + audit)) ==
        "WF0002(near)");
  CHECK(told(server_with("<!-- idsxml ignore=WF0001, WF0002: a\n  b -->\n" + audit)) == "WF0512 WF0002(a b)");
}

TEST_CASE("without a reason nothing is suppressed, and only that is said") {
  CHECK(told(server_with("<!-- idsxml ignore=WF0002 -->\n" + audit)) == "WF0511 WF0002");
}

TEST_CASE("comments about something else, and what looks like a comment in CDATA, suppress nothing") {
  CHECK(told(server_with("<!-- idsxml-like ignore=WF0002 a --><!-- see idsxml ignore=WF0002 a -->" + audit)) ==
        "WF0002");
  CHECK(told(server_with("<x><![CDATA[<!-- idsxml ignore=WF0002 a -->]]></x>" + audit)).find("WF0512") ==
        std::string::npos);
}

TEST_CASE("a rule that was not asked is not called unused") {
  const std::string text =
      server_with("<!-- idsxml ignore=WF0001,KC1301 ours -->\n<extension module=\"org.jboss.as.logging\"/>");
  LintOptions options{.to = *parse_release("keycloak:13"), .skip = {"WF0001"}};
  CHECK(told(findings_in(text, options)).empty());  // KC1301 is about files with Keycloak
}

TEST_CASE("what there is to say about suppressions cannot be suppressed, but skipped") {
  const std::string text = server_with("<!-- idsxml ignore=WF0512,WF0001 a -->\n" + mail);
  CHECK(told(text) == "WF0512 WF0512 WF0002");
  CHECK(told(findings_in(text, {.to = *parse_release("keycloak:13"), .skip = {"WF0512"}})) == "WF0002");
}

TEST_CASE("places are right in files of other encodings") {
  const std::string text = server_with("<!-- \xC3\xA4\xC3\xB6 --><!-- idsxml ignore=WF0002 ours -->" + audit + mail);
  std::string wide = "\xFF\xFE";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool two = text[at] == '\xC3';
    wide += two ? static_cast<char>(text[at + 1] + 0x40) : text[at];
    wide += '\0';
    if (two) ++at;
  }
  CHECK(told(wide) == "WF0002(ours) WF0002");
}

TEST_CASE("a severity of one's own takes the place of the rule's") {
  const std::vector<Finding> findings = findings_in(
      server_with(audit), {.to = *parse_release("keycloak:13"), .severities = {{"WF0002", Severity::error}}});
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().severity == Severity::error);
}
