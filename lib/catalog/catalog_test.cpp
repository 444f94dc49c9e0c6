#include "catalog/catalog.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "catalog/tables.hpp"

using namespace idsxml;
using namespace idsxml::catalog;

namespace {

Release release(std::string_view text) {
  return *parse_release(text);
}

constexpr std::string_view health = "org.wildfly.extension.microprofile.health-smallrye";

}  // namespace

TEST_CASE("a namespace is taken apart, stability level and all") {
  const auto infinispan = schema_of("urn:jboss:domain:infinispan:12.0");
  REQUIRE(infinispan);
  CHECK(infinispan->family == "urn:jboss:domain:infinispan");
  CHECK(infinispan->stability.empty());
  CHECK(infinispan->version == Version{12, 0});
  const auto root = schema_of("urn:jboss:domain:community:20.0");
  REQUIRE(root);
  CHECK(root->family == root_family);
  CHECK(root->stability == "community");
  for (const std::string_view other :
       {"", "urn:", "urn:x", "urn:x:1", "urn:x:1.", "urn:x:.1", "urn:x:1.0.0", "http://x:1.0"}) {
    CAPTURE(other);
    CHECK_FALSE(schema_of(other));
  }
}

TEST_CASE("a release reads the schemas of its time and older ones, not later ones") {
  CHECK(reads(release("wildfly:23"), "urn:jboss:domain:16.0"));
  CHECK(reads(release("wildfly:23"), "urn:jboss:domain:4.0"));
  CHECK_FALSE(reads(release("wildfly:23"), "urn:jboss:domain:17.0"));
  CHECK(reads(release("keycloak:12"), "urn:jboss:domain:infinispan:11.0"));
  CHECK_FALSE(reads(release("keycloak:12"), "urn:jboss:domain:infinispan:12.0"));
  CHECK(reads(release("keycloak:2.5"), "urn:jboss:domain:keycloak-server:1.1"));
  CHECK_FALSE(reads(release("wildfly:23"), "urn:jboss:domain:keycloak-server:1.1"));
  CHECK_FALSE(reads(release("wildfly:23"), "urn:example:1.0"));
}

TEST_CASE("a schema that a release no longer reads is told") {
  CHECK(reads(release("wildfly:33"), "urn:jboss:domain:1.5"));
  CHECK_FALSE(reads(release("wildfly:34"), "urn:jboss:domain:1.5"));
}

TEST_CASE("the newest of a family is that of the release, at each stability level") {
  CHECK(newest(release("wildfly:23"), root_family) == "urn:jboss:domain:16.0");
  CHECK(newest(release("ids:1.4"), "urn:jboss:domain:undertow") == "urn:jboss:domain:undertow:11.0");
  CHECK(newest(release("wildfly:35"), root_family, "community") == "urn:jboss:domain:community:20.0");
  CHECK_FALSE(newest(release("wildfly:26"), root_family, "community"));
  CHECK_FALSE(newest(release("wildfly:23"), "urn:example"));
}

TEST_CASE("a release writes its newest schemas and those that its own configurations came with") {
  CHECK(writes(release("wildfly:18"), "urn:jboss:domain:10.0"));
  CHECK_FALSE(writes(release("wildfly:19"), "urn:jboss:domain:10.0"));
  CHECK(writes(release("keycloak:10"), "urn:jboss:domain:10.0"));  // shipped by mistake, and read
  CHECK(writes(release("keycloak:10"), "urn:jboss:domain:12.0"));
}

TEST_CASE("Keycloak 13 alone has no SmallRye extension, and reads none of its schemas") {
  for (const std::string_view has : {"keycloak:12", "keycloak:14", "keycloak:15", "ids:1.4", "ids:1.6", "wildfly:23"}) {
    CAPTURE(has);
    CHECK(has_extension(release(has), health));
    CHECK(reads(release(has), "urn:wildfly:microprofile-health-smallrye:2.0"));
  }
  for (const std::string_view lacks : {"keycloak:13", "ids:1.5"}) {
    CAPTURE(lacks);
    CHECK_FALSE(has_extension(release(lacks), health));
    CHECK_FALSE(reads(release(lacks), "urn:wildfly:microprofile-health-smallrye:2.0"));
    CHECK_FALSE(is_too_new(release(lacks), "urn:wildfly:microprofile-health-smallrye:2.0"));
  }
}

TEST_CASE("an extension that has ended is known, with its last release") {
  CHECK(is_known_extension("org.jboss.as.web"));
  CHECK_FALSE(has_extension(release("wildfly:29"), "org.jboss.as.web"));
  CHECK(last_with_extension(Product::wildfly, "org.jboss.as.web") == release("wildfly:28"));
  CHECK_FALSE(last_with_extension(Product::wildfly, "org.keycloak.keycloak-server-subsystem"));
}

TEST_CASE("an extension of someone else's is not known") {
  CHECK_FALSE(is_known_extension("com.example.extension"));
  CHECK_FALSE(has_extension(release("wildfly:23"), "com.example.extension"));
}

TEST_CASE("too new is what only later releases read") {
  CHECK(is_too_new(release("keycloak:13"), "urn:jboss:domain:19.0"));
  CHECK(is_too_new(release("keycloak:13"), "urn:jboss:domain:999.0"));
  CHECK(is_too_new(release("keycloak:9"), "urn:jboss:domain:11.0"));
  CHECK_FALSE(is_too_new(release("rhsso:7.4"), "urn:jboss:domain:11.0"));
  CHECK_FALSE(is_too_new(release("keycloak:13"), "urn:jboss:domain:10.0"));
  CHECK_FALSE(is_too_new(release("wildfly:34"), "urn:jboss:domain:1.5"));
  CHECK_FALSE(is_too_new(release("keycloak:13"), "urn:example:999.0"));
  CHECK_FALSE(is_too_new(release("wildfly:23"), "urn:jboss:domain:keycloak-server:1.1"));
}

TEST_CASE("the first release to read a schema is known") {
  CHECK(first_to_read(Product::wildfly, "urn:jboss:domain:infinispan:12.0") == release("wildfly:23"));
  CHECK(first_to_read(Product::keycloak, "urn:jboss:domain:infinispan:12.0") == release("keycloak:13"));
  CHECK_FALSE(first_to_read(Product::keycloak, "urn:example:1.0"));
}

TEST_CASE("every release reads what it ships, and writes a root of its own") {
  for (std::size_t i = 0; i < release_rows.size(); ++i) {
    const ReleaseRow& row = release_rows[i];
    if (row.wildfly < 0) continue;
    CAPTURE(to_string(row.release));
    CHECK(newest(row.release, root_family));
    for (const NamespaceRow& schema : namespace_rows) {
      if (!schema.shipped_in.contains(i) || row.release.product != Product::wildfly) continue;
      CAPTURE(view(schema.name));
      CHECK(schema.read_by.contains(i));
    }
  }
}

TEST_CASE("the tables are sorted, as searching them requires") {
  CHECK(std::ranges::is_sorted(namespace_rows, {}, [](const NamespaceRow& row) { return view(row.name); }));
  CHECK(std::ranges::is_sorted(extension_rows, {}, [](const ExtensionRow& row) { return view(row.module); }));
}
