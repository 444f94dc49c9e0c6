#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "rules/walk.hpp"

namespace {

void walk_configuration(benchmark::State& state) {
  std::ifstream file(IDSXML_SOURCE_DIR "/testdata/servers/12.0.4/standalone/input.xml", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  pugi::xml_document document;
  document.load_buffer(bytes.data(), bytes.size());
  const idsxml::rules::Tables& tables = idsxml::rules::builtin_tables();
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(idsxml::rules::walk(document.document_element(), tables).resources.data());
}
BENCHMARK(walk_configuration);

}  // namespace
