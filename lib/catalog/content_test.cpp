#include "catalog/content.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml;
using namespace idsxml::catalog;

TEST_CASE("every name in the tables is found") {
  for (const TypeRow& type : content_types) {
    for (const AttributeRow& row : attributes_of(type)) CHECK(find_attribute(type, name_of(row)) == &row);
    for (const ChildRow& row : children_of(type)) CHECK(find_child(type, name_of(row)) == &row);
    CHECK(find_attribute(type, "no such name") == nullptr);
    CHECK(find_child(type, "no such name") == nullptr);
  }
}

TEST_CASE("a schema is what the release reads in it") {
  const auto of = [](const char* release, const char* name) {
    return content_of(*parse_release(release), name, "subsystem");
  };
  CHECK(of("wildfly:18", "urn:jboss:domain:undertow:10.0") != nullptr);
  CHECK(of("wildfly:18", "urn:jboss:domain:undertow:12.0") == nullptr);
  CHECK(of("keycloak:15", "urn:jboss:domain:keycloak-server:1.1") != nullptr);
  CHECK(of("wildfly:23", "urn:jboss:domain:keycloak-server:1.1") == nullptr);
  CHECK(of("eap:7.3", "urn:jboss:domain:infinispan:9.1") != nullptr);
  CHECK(of("wildfly:18", "urn:example") == nullptr);
}

TEST_CASE("types, requirements and choices are those of the schema") {
  const TypeRow* jpa = content_of(*parse_release("wildfly:23"), "urn:jboss:domain:jpa:1.1", "subsystem");
  REQUIRE(jpa != nullptr);
  const ChildRow* child = find_child(*jpa, "jpa");
  REQUIRE(child != nullptr);
  const AttributeRow* inheritance = find_attribute(type_of(*child), "default-extended-persistence-inheritance");
  REQUIRE(inheritance != nullptr);
  CHECK_FALSE(inheritance->required);
  CHECK(value_of(*inheritance).kind == ValueRow::Kind::choice);
  REQUIRE(choices_of(value_of(*inheritance)).size() == 2);
  CHECK(content_view(choices_of(value_of(*inheritance))[0]) == "DEEP");
}
