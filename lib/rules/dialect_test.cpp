// What dialects and the catalog know of attributes.

#include "rules/dialect.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/tables.hpp"
#include "rules/walk.hpp"

using namespace idsxml;
using namespace idsxml::rules;

namespace {

const Tables& tables() {
  return builtin_tables();
}

/// The newest form of an attribute.
const AttributeForm& attribute(std::string_view resource, std::string_view name) {
  const AttributeForm* found = nullptr;
  for (const ResourceForm& form : tables().resource_forms) {
    if (to_string(tables(), form.pattern) != resource) continue;
    for (const AttributeForm& each : at(tables().attribute_forms, form.attributes))
      if (tables().text(each.name) == name) found = &each;
  }
  REQUIRE(found != nullptr);
  return *found;
}

std::optional<std::string_view> default_in(std::uint16_t wildfly, std::string_view resource, std::string_view name) {
  return default_of(tables(), attribute(resource, name), {wildfly, 0});
}

}  // namespace

TEST_CASE("a default is that of the release, not of the newest one") {
  constexpr std::string_view listener = "subsystem=undertow/server=*/http-listener=*";
  CHECK_FALSE(default_in(26, listener, "read-timeout"));
  CHECK(default_in(28, listener, "read-timeout") == "90000");
  constexpr std::string_view remote = "subsystem=infinispan/remote-cache-container=*";
  CHECK(default_in(18, remote, "protocol-version") == "2.9");
  CHECK(default_in(35, remote, "protocol-version") == "4.0");
}

TEST_CASE("a release older or newer than those that were asked has what the nearest of them has") {
  constexpr std::string_view cache = "subsystem=infinispan/cache-container=*/distributed-cache=*";
  CHECK(default_in(10, cache, "remote-timeout") == "10000");
  CHECK(default_in(99, cache, "remote-timeout") == "17500");
}

TEST_CASE("what no release has otherwise is the dialect's default, and what has none has none") {
  CHECK(default_in(23, "subsystem=jgroups/channel=*", "module") == "org.wildfly.clustering.server");
  CHECK_FALSE(default_in(23, "subsystem=jgroups/channel=*", "cluster"));
  CHECK(default_in(23, "subsystem=keycloak-server", "web-context") == "auth");
}

TEST_CASE("the parts of an attribute's name have the types that servers give them") {
  using Types = std::array<Type, 3>;
  CHECK(attribute("subsystem=undertow/server=*/http-listener=*", "read-timeout").types == Types{Type::number});
  CHECK(attribute("subsystem=ejb3", "server-interceptors.class").types == Types{Type::list, Type::string});
  CHECK(attribute("subsystem=ejb3/thread-pool=*", "keepalive-time.time").types == Types{Type::object, Type::number});
  CHECK(attribute("subsystem=logging/logger=*", "handlers").types == Types{Type::list});
  CHECK(attribute("subsystem=core-management/process-state-listener=*", "properties").types == Types{Type::map});
}
