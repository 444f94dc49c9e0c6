#include "config/detect.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>

using namespace idsxml;
using namespace idsxml::config;

namespace {

using Names = std::vector<std::string_view>;

constexpr std::string_view keycloak = "urn:jboss:domain:keycloak-server:1.1";
constexpr std::string_view keycloak_module = "org.keycloak.keycloak-server-subsystem";

Detection detect_in(std::string_view root, const Names& subsystems, const Names& extensions = {}) {
  return detect({root, subsystems, extensions});
}

std::vector<std::string> candidates(const Detection& detection) {
  std::vector<std::string> names;
  std::ranges::transform(detection.candidates, std::back_inserter(names),
                         [](const Release& r) { return to_string(r); });
  return names;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a stock Keycloak 12 is a Keycloak 12") {
  const auto detection = detect_in("urn:jboss:domain:14.0", {keycloak, "urn:jboss:domain:infinispan:11.0"},
                                   {keycloak_module, "org.wildfly.extension.microprofile.health-smallrye"});
  CHECK(candidates(detection) == Strings{"keycloak:12"});
  CHECK(detection.mixed.empty());
  CHECK(summary_of(detection.candidates) == "Keycloak 12 (WildFly 21)");
  CHECK(detection.reasons == Strings{"a keycloak-server subsystem makes it a Keycloak, of whatever release",
                                     "the root namespace urn:jboss:domain:14.0 is written by WildFly 21"});
}

TEST_CASE("Keycloak 13 to 15 write the same and cannot be told apart") {
  const auto detection = detect_in("urn:jboss:domain:16.0", {keycloak, "urn:wildfly:health:1.0"}, {keycloak_module});
  CHECK(candidates(detection) == Strings{"keycloak:13", "keycloak:14", "keycloak:15", "keycloak:15.1"});
  CHECK(summary_of(detection.candidates) == "Keycloak 13 to 15.1 (WildFly 23)");
}

TEST_CASE("a SmallRye extension excludes Keycloak 13") {
  const auto detection = detect_in("urn:jboss:domain:16.0", {keycloak, "urn:wildfly:microprofile-health-smallrye:2.0"},
                                   {"org.wildfly.extension.microprofile.health-smallrye"});
  CHECK(candidates(detection) == Strings{"keycloak:14", "keycloak:15", "keycloak:15.1"});
}

TEST_CASE("where releases share a root, subsystems tell them apart") {
  CHECK(candidates(detect_in("urn:jboss:domain:10.0", {keycloak, "urn:jboss:domain:infinispan:8.0"})) ==
        Strings{"keycloak:6", "keycloak:7"});
  const auto detection = detect_in("urn:jboss:domain:10.0", {keycloak, "urn:jboss:domain:infinispan:9.0"});
  CHECK(candidates(detection) == Strings{"keycloak:8", "keycloak:9", "keycloak:10"});
  CHECK(detection.reasons.back() == "the subsystem urn:jboss:domain:infinispan:9.0 is written by WildFly 18 to 19.1");
}

TEST_CASE("a Keycloak over a WildFly with everything is still the Keycloak of that WildFly") {
  const auto detection = detect_in("urn:jboss:domain:14.0", {keycloak, "urn:wildfly:microprofile-jwt-smallrye:1.0"},
                                   {keycloak_module, "org.wildfly.extension.microprofile.jwt-smallrye"});
  CHECK(candidates(detection) == Strings{"keycloak:12"});
  CHECK(detection.reasons.back() == "a Keycloak added to a complete WildFly 21");
}

TEST_CASE("a Keycloak over a WildFly that none was released with is told as that WildFly") {
  const auto detection = detect_in("urn:jboss:domain:15.0", {keycloak, "urn:jboss:domain:infinispan:11.0"});
  CHECK(candidates(detection) == Strings{"wildfly:22"});
  CHECK(detection.reasons.back() == "a Keycloak on WildFly 22, which no Keycloak was released with");
}

TEST_CASE("without a Keycloak it is the WildFly alone") {
  CHECK(candidates(detect_in("urn:jboss:domain:16.0", {"urn:jboss:domain:undertow:12.0"})) == Strings{"wildfly:23"});
  CHECK(candidates(detect_in("urn:jboss:domain:community:20.0", {})) == Strings{"wildfly:34", "wildfly:35"});
}

TEST_CASE("JBoss EAP and RH-SSO are named where a schema is theirs alone") {
  CHECK(candidates(detect_in("urn:jboss:domain:11.0", {"urn:jboss:domain:infinispan:9.0"})) == Strings{"eap:7.3"});
  CHECK(candidates(detect_in("urn:jboss:domain:11.0", {keycloak, "urn:jboss:domain:infinispan:9.1"})) ==
        Strings{"rhsso:7.4"});
}

TEST_CASE("where only the root was raised, the release is one that reads it, and the rest is listed") {
  const auto detection =
      detect_in("urn:jboss:domain:16.0", {keycloak, "urn:jboss:domain:infinispan:9.0", "urn:jboss:domain:ee:6.0"});
  CHECK(candidates(detection) == Strings{"keycloak:13", "keycloak:14", "keycloak:15", "keycloak:15.1"});
  CHECK(detection.mixed == Names{"urn:jboss:domain:infinispan:9.0"});
}

TEST_CASE("what nobody knows says nothing") {
  CHECK(detect_in("urn:example:1.0", {"urn:example:sub:1.0"}).candidates.empty());
  CHECK(summary_of({}) == "unknown");
  CHECK(candidates(detect_in("urn:jboss:domain:16.0", {"urn:example:1.0"}, {"com.example"})) == Strings{"wildfly:23"});
}

TEST_CASE("a file newer than the target is told by the namespaces that the target has yet to learn") {
  const Release target = *parse_release("keycloak:13");
  const Names subsystems{"urn:jboss:domain:infinispan:13.0", "urn:jboss:domain:mail:3.0", "urn:example:99.0"};
  CHECK(too_new_for({"urn:jboss:domain:19.0", subsystems, {}}, target) ==
        Names{"urn:jboss:domain:19.0", "urn:jboss:domain:infinispan:13.0"});
  CHECK(too_new_for({"urn:jboss:domain:16.0", {}, {}}, target).empty());
}
