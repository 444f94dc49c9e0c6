#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "rules/walk.hpp"

namespace {

/// Of the same file as the other benchmarks.
class Parsed {
 public:
  Parsed() {
    std::ifstream file(IDSXML_SOURCE_DIR "/testdata/servers/12.0.4/standalone/input.xml", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    document_.load_buffer(bytes.data(), bytes.size());
  }
  pugi::xml_node root() const { return document_.document_element(); }

 private:
  pugi::xml_document document_;
};

void walk_configuration(benchmark::State& state) {
  const Parsed parsed;
  const idsxml::rules::Tables& tables = idsxml::rules::builtin_tables();
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(idsxml::rules::walk(parsed.root(), tables).resources.data());
}
BENCHMARK(walk_configuration);

void contents_of_all_resources(benchmark::State& state) {
  const Parsed parsed;
  const idsxml::rules::Tables& tables = idsxml::rules::builtin_tables();
  const idsxml::rules::Walk walk = idsxml::rules::walk(parsed.root(), tables);
  idsxml::rules::Contents contents;
  for ([[maybe_unused]] auto _ : state)
    for (std::uint32_t i = 0; i < walk.resources.size(); ++i) {
      idsxml::rules::read_contents(tables, walk, i, contents);
      benchmark::DoNotOptimize(contents.values.data());
    }
}
BENCHMARK(contents_of_all_resources);

}  // namespace
