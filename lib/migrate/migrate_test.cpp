// What the fuzzer found, each as the smallest configuration that shows it.

#include "idsxml/migrate.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml;

namespace {

/// The result for a target, which a second migration leaves as it is.
std::string migrated(const std::string& bytes, const char* to) {
  const MigrateOptions options{.to = *parse_release(to)};
  const Result<Configuration> configuration = Configuration::parse(bytes);
  REQUIRE(configuration);
  const Result<Migration> first = migrate(*configuration, Rules::builtin(), options);
  REQUIRE_MESSAGE(first, first.error().message);
  const Result<Configuration> result = Configuration::parse(first->bytes);
  REQUIRE(result);
  const Result<Migration> second = migrate(*result, Rules::builtin(), options);
  REQUIRE_MESSAGE(second, second.error().message);
  CHECK(second->edits.empty());
  return first->bytes;
}

/// A Keycloak of which only this is known.
std::string keycloak(const std::string& content) {
  return "<server xmlns=\"urn:jboss:domain:4.0\"><extensions>"
         "<extension module=\"org.keycloak.keycloak-server-subsystem\"/></extensions>" +
         content + "</server>";
}

}  // namespace

TEST_CASE("no subsystem is added to a configuration without a profile") {
  CHECK(migrated(keycloak(""), "keycloak:13").find("<subsystem") == std::string::npos);
}

TEST_CASE("what a rule removes goes wherever it is written") {
  const std::string extension = "<extension module=\"org.wildfly.extension.microprofile.metrics-smallrye\"/>";
  const std::string result =
      migrated("<server xmlns=\"urn:jboss:domain:14.0\"><extensions>" + extension + extension +
                   "<extension module=\"org.keycloak.keycloak-server-subsystem\"/></extensions>"
                   "<profile><subsystem xmlns=\"urn:wildfly:microprofile-metrics-smallrye:2.0\"/>"
                   "<subsystem xmlns=\"urn:wildfly:microprofile-metrics-smallrye:2.0\"/></profile></server>",
               "keycloak:13");
  CHECK(result.find("smallrye") == std::string::npos);
}
