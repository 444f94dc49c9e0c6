// What idsxml/shared.hpp costs over the static library's interface: see c_bench.cpp.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "idsxml/shared.hpp"

namespace {

void migrate_from_shared_cpp(benchmark::State& state) {
  std::ifstream file(IDSXML_SOURCE_DIR "/testdata/servers/12.0.4/standalone/input.xml", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const idsxml::Rules rules = idsxml::Rules::builtin();
  const auto to = idsxml::parse_release("keycloak:13");
  for ([[maybe_unused]] auto _ : state) {
    const auto configuration = idsxml::Configuration::parse(bytes);
    const auto migration = idsxml::migrate(*configuration, rules, {.to = *to});
    if (!migration || migration->findings.empty()) std::abort();
    benchmark::DoNotOptimize(migration->bytes.data());
  }
}
BENCHMARK(migrate_from_shared_cpp);

}  // namespace
