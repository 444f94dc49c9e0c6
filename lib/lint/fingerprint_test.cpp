#include <doctest/doctest.h>

#include <string>

#include "idsxml/lint.hpp"

using namespace idsxml;

namespace {

Finding first_of(const std::string& rule, const std::string& to, std::string bytes) {
  const Result<Configuration> configuration = Configuration::parse(std::move(bytes));
  REQUIRE(configuration);
  const Result<Lint> linted = lint(*configuration, Rules::builtin(), {.to = *parse_release(to), .only = {rule}});
  REQUIRE(linted);
  REQUIRE(!linted->findings.empty());
  return linted->findings.front();
}

std::string server_with(const std::string& extensions) {
  return "<server xmlns=\"urn:jboss:domain:16.0\">\n<extensions>\n" + extensions + "</extensions>\n</server>\n";
}

const std::string extension = "<extension module=\"org.wildfly.extension.microprofile.config-smallrye\"/>\n";

Finding password(const std::string& value) {
  Finding finding{.rule = "WF0001", .path = "/server/vault"};
  finding.place.line = "  <vault password=\"" + value + "\"/>";
  finding.place.begin.column = 10;
  finding.place.length = finding.place.line.size() - 11;
  return finding;
}

}  // namespace

TEST_CASE("a fingerprint is the same on another line, in another layout, for another target") {
  const std::string known = fingerprint(first_of("WF0001", "keycloak:13", server_with(extension)));
  CHECK(known.size() == 16);
  CHECK(fingerprint(first_of("WF0001", "keycloak:13", server_with("\n\n\t" + extension))) == known);
  CHECK(fingerprint(first_of("WF0001", "wildfly:10", server_with(extension))) == known);
}

TEST_CASE("fingerprints differ by rule, path and text") {
  const Finding finding = password("${env.P}");
  Finding other = finding;
  other.rule = "WF0002";
  CHECK(fingerprint(other) != fingerprint(finding));
  other = finding;
  other.path = "/server/management/vault";
  CHECK(fingerprint(other) != fingerprint(finding));
  CHECK(fingerprint(password("${env.Q}")) != fingerprint(finding));
}

TEST_CASE("a fingerprint says nothing of a secret") {
  CHECK(fingerprint(password("one")) == fingerprint(password("another")));
}

TEST_CASE("what is to be inserted is told apart by what it is") {
  Finding finding{.rule = "KC0320", .message = "add /a=b"};
  finding.place.inserted = true;
  Finding other = finding;
  other.message = "add /a=c";
  CHECK(fingerprint(other) != fingerprint(finding));
}
