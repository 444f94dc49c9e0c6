// Any bytes as a keycloak-server.json: refused with a place, or taken over so that the result is well-formed and a
// second run has nothing to do.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "idsxml/migrate.hpp"

using namespace idsxml;

namespace {

const Configuration& bare() {
  static const Configuration configuration = *Configuration::parse(
      "<server xmlns=\"urn:jboss:domain:4.0\"><profile>"
      "<subsystem xmlns=\"urn:jboss:domain:keycloak-server:1.1\"/></profile></server>");
  return configuration;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MigrateOptions options{.to = *parse_release("keycloak:13")};
  options.only = {"KC0220"};
  options.keycloak_server_json = std::string(data, data + size);
  const Result<Migration> migration = migrate(bare(), Rules::builtin(), options);
  if (!migration) {
    if (migration.error().code != "CFG006") std::abort();
    return 0;
  }
  if (migration->bytes.find("<spi") == std::string::npos) return 0;
  const Result<Configuration> result = Configuration::parse(migration->bytes);
  if (!result) std::abort();
  const Result<Migration> second = migrate(*result, Rules::builtin(), options);
  if (!second || !second->edits.empty()) std::abort();
  return 0;
}
