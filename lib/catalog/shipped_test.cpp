#include "catalog/shipped.hpp"

#include <doctest/doctest.h>

using namespace idsxml;

TEST_CASE("a release has its modules, a Keycloak those of the WildFly under it, too") {
  CHECK(catalog::ships_module(*parse_release("wildfly:21"), "org.jboss.as.server"));
  CHECK(catalog::ships_module(*parse_release("keycloak:12"), "org.jboss.as.server"));
  CHECK(catalog::ships_module(*parse_release("ids:1.4"), "org.keycloak.keycloak-core"));
  CHECK_FALSE(catalog::ships_module(*parse_release("wildfly:21"), "org.keycloak.keycloak-core"));
  CHECK_FALSE(catalog::ships_module(*parse_release("keycloak:12"), "org.postgresql"));
}

TEST_CASE("files are known by path and content") {
  CHECK(catalog::ships_file("bin/standalone.conf"));
  CHECK_FALSE(catalog::ships_file("bin/standalone.conf", 1, 1));
  CHECK_FALSE(catalog::ships_file("bin/ours.sh"));
  CHECK(catalog::ships_below("themes/base"));
  CHECK_FALSE(catalog::ships_below("themes/bas"));
  CHECK_FALSE(catalog::ships_below("themes/acme"));
}

TEST_CASE("of some releases all files are known") {
  CHECK(catalog::knows_files_of(*parse_release("keycloak:12")));
  CHECK(catalog::knows_files_of(*parse_release("ids:1.4")));  // is the same
  CHECK(catalog::knows_files_of(*parse_release("wildfly:21")));
  CHECK_FALSE(catalog::knows_files_of(*parse_release("keycloak:11")));
  CHECK_FALSE(catalog::knows_files_of(*parse_release("eap:7.4")));
}
