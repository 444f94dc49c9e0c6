#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <pugixml.hpp>
#include <string>
#include <utility>

#include "idsxml/detect.hpp"
#include "idsxml/lint.hpp"
#include "idsxml/migrate.hpp"

namespace {

using idsxml::Configuration;

std::string keycloak_12() {
  std::ifstream file(IDSXML_SOURCE_DIR "/testdata/servers/12.0.4/standalone/input.xml", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A benchmark of work that fails measures nothing.
template <class T>
T must(idsxml::Result<T> result) {
  if (result) return *std::move(result);
  std::cerr << result.error().code << ": " << result.error().message << '\n';
  std::exit(1);
}

/// The yardstick: what any program that asks something of an XML file does at least.
void bare_parse(benchmark::State& state) {
  const std::string bytes = keycloak_12();
  for ([[maybe_unused]] auto _ : state) {
    pugi::xml_document document;
    benchmark::DoNotOptimize(document.load_buffer(bytes.data(), bytes.size()));
  }
}
BENCHMARK(bare_parse);

void parse(benchmark::State& state) {
  const std::string bytes = keycloak_12();
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(must(Configuration::parse(bytes)));
}
BENCHMARK(parse);

/// All that `idsxml migrate` does between reading and writing a file.
void migrate(benchmark::State& state) {
  const std::string bytes = keycloak_12();
  const idsxml::Rules rules = idsxml::Rules::builtin();
  const idsxml::MigrateOptions options{.to = must(idsxml::parse_release("keycloak:13"))};
  for ([[maybe_unused]] auto _ : state) {
    const Configuration configuration = must(Configuration::parse(bytes));
    benchmark::DoNotOptimize(idsxml::detect(configuration));
    benchmark::DoNotOptimize(must(idsxml::migrate(configuration, rules, options)));
  }
}
BENCHMARK(migrate);

/// All that `idsxml lint` does between reading a file and reporting.
void lint(benchmark::State& state) {
  const std::string bytes = keycloak_12();
  const idsxml::Rules rules = idsxml::Rules::builtin();
  const idsxml::LintOptions options{.to = must(idsxml::parse_release("keycloak:13"))};
  for ([[maybe_unused]] auto _ : state) {
    const Configuration configuration = must(Configuration::parse(bytes));
    benchmark::DoNotOptimize(must(idsxml::lint(configuration, rules, options)));
  }
}
BENCHMARK(lint);

}  // namespace

BENCHMARK_MAIN();
