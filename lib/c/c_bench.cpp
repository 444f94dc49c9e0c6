// What the C interface costs over the C++ one: the same migration, with all that a caller reads of it.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "idsxml/configuration.hpp"
#include "idsxml/idsxml.h"
#include "idsxml/migrate.hpp"

namespace {

std::string keycloak_12() {
  std::ifstream file(IDSXML_SOURCE_DIR "/testdata/servers/12.0.4/standalone/input.xml", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The yardstick.
void migrate_from_cpp(benchmark::State& state) {
  const std::string bytes = keycloak_12();
  const idsxml::Rules rules = idsxml::Rules::builtin();
  const auto to = idsxml::parse_release("keycloak:13");
  for ([[maybe_unused]] auto _ : state) {
    const auto configuration = idsxml::Configuration::parse(bytes);
    const auto migration = idsxml::migrate(*configuration, rules, {.to = *to});
    if (!migration || migration->findings.empty()) std::abort();
    benchmark::DoNotOptimize(migration->bytes.data());
  }
}
BENCHMARK(migrate_from_cpp);

void migrate_from_c(benchmark::State& state) {
  const std::string bytes = keycloak_12();
  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = "keycloak:13";
  for ([[maybe_unused]] auto _ : state) {
    idsxml_configuration* configuration = idsxml_configuration_parse(bytes.data(), bytes.size(), nullptr);
    idsxml_migration* migration = idsxml_migrate(configuration, nullptr, &options, nullptr);
    if (migration == nullptr || idsxml_migration_finding_count(migration) == 0) std::abort();
    idsxml_finding finding = IDSXML_INIT(idsxml_finding);
    for (std::size_t i = 0; idsxml_migration_finding(migration, i, &finding) != 0; ++i) {
      idsxml_edit edit{};
      for (std::size_t j = 0; idsxml_migration_finding_edit(migration, i, j, &edit) != 0; ++j)
        benchmark::DoNotOptimize(edit.replacement.data);
    }
    benchmark::DoNotOptimize(idsxml_migration_bytes(migration).data);
    idsxml_migration_free(migration);
    idsxml_configuration_free(configuration);
  }
}
BENCHMARK(migrate_from_c);

}  // namespace
