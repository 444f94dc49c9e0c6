#include "idsxml/release.hpp"

#include <doctest/doctest.h>

using namespace idsxml;

namespace {

Release release(std::string_view text) {
  const auto parsed = parse_release(text);
  REQUIRE_MESSAGE(parsed, text);
  return *parsed;
}

Error refusal(std::string_view text) {
  const auto parsed = parse_release(text);
  REQUIRE_FALSE_MESSAGE(parsed.has_value(), text);
  return parsed.error();
}

}  // namespace

TEST_CASE("a release is read as people write it") {
  CHECK(release("keycloak:15") == Release{Product::keycloak, {15, 0}});
  CHECK(release("keycloak:13.0.1") == Release{Product::keycloak, {13, 0}});
  CHECK(release("keycloak:3.4.3.Final") == Release{Product::keycloak, {3, 4}});
  CHECK(release("ids:1.5") == Release{Product::ids, {1, 5}});
  CHECK(release("rhsso:7.5") == Release{Product::rhsso, {7, 5}});
  CHECK(release("wildfly:23") == Release{Product::wildfly, {23, 0}});
  CHECK(release("wildfly:26.1") == Release{Product::wildfly, {26, 1}});
  CHECK(release("eap:7.4.0.GA") == Release{Product::eap, {7, 4}});
}

TEST_CASE("what parse_release accepts it also writes") {
  for (const Release& each : releases()) CHECK(release(to_string(each)) == each);
}

TEST_CASE("a mistyped product gets the right one suggested") {
  CHECK(refusal("keyclok:13").code == "CLI102");
  CHECK(refusal("keyclok:13").advice == "did you mean keycloak:13?");
  CHECK(refusal("Keycloak:13").advice == "did you mean keycloak:13?");
  CHECK(refusal("widlfly:23").advice == "did you mean wildfly:23?");
  CHECK(refusal("tomcat:9").advice.starts_with("the products are "));
}

TEST_CASE("an unknown version gets the nearest suggested") {
  CHECK(refusal("keycloak:13.1").code == "CLI103");
  CHECK(refusal("keycloak:13.1").advice == "the nearest are keycloak:13 and keycloak:14");
  CHECK(refusal("wildfly:7").advice == "the oldest is wildfly:8");
  CHECK(refusal("wildfly:99").message == "WildFly 99 is not a release that idsxml knows");
  CHECK(refusal("rhsso:8").advice == "the newest is rhsso:7.6");
}

TEST_CASE("a Keycloak on Quarkus is refused, whatever its name, with the last that has a standalone.xml") {
  CHECK(refusal("keycloak:21.1").code == "CLI104");
  CHECK(refusal("keycloak:21.1").advice == "the last with one is keycloak:19");
  CHECK(refusal("ids:2").advice == "the last with one is ids:1.8");
}

TEST_CASE("what is not PRODUCT:VERSION is refused") {
  for (const std::string_view text :
       {"", ":", "keycloak", "keycloak:", ":13", "keycloak:x", "keycloak:13.", "keycloak:1.2.3.4", "keycloak:-1",
        "keycloak:99999999", "keycloak: 13", "keycloak:13 "}) {
    CAPTURE(text);
    CHECK(refusal(text).code == "CLI101");
  }
}

TEST_CASE("a name tells what is under it") {
  CHECK(full_name_of(release("keycloak:12")) == "Keycloak 12 (WildFly 21)");
  CHECK(full_name_of(release("keycloak:4.8")) == "Keycloak 4.8 (WildFly 14)");
  CHECK(full_name_of(release("ids:1.4")) == "Alfresco Identity Service 1.4 (Keycloak 12)");
  CHECK(full_name_of(release("rhsso:7.4")) == "Red Hat Single Sign-On 7.4 (Keycloak 9)");
  CHECK(full_name_of(release("eap:7.3")) == "JBoss EAP 7.3 (WildFly 18)");
  CHECK(full_name_of(release("wildfly:19.1")) == "WildFly 19.1");
}

TEST_CASE("products stand on each other as their vendors say") {
  CHECK(wildfly_under(release("ids:1.5")) == release("wildfly:23"));
  CHECK(keycloak_under(release("ids:1.6")) == release("keycloak:15"));
  CHECK(wildfly_under(release("keycloak:16")) == release("wildfly:25"));
  CHECK(wildfly_under(release("keycloak:18")) == release("wildfly:26.1"));
  CHECK_FALSE(keycloak_under(release("wildfly:23")));
  CHECK_FALSE(keycloak_under(release("eap:7.4")));
}

TEST_CASE("RH-SSO 7.6 is Keycloak 18 on the WildFly of its JBoss EAP, not on Keycloak 18's") {
  CHECK(keycloak_under(release("rhsso:7.6")) == release("keycloak:18"));
  CHECK(wildfly_under(release("rhsso:7.6")) == release("wildfly:23"));
}

TEST_CASE("a Keycloak has its other names") {
  CHECK(other_names_of(release("keycloak:12")) == std::vector{release("ids:1.4")});
  CHECK(other_names_of(release("keycloak:15")) == std::vector{release("rhsso:7.5"), release("ids:1.6")});
  CHECK(other_names_of(release("wildfly:23")).empty());
}
