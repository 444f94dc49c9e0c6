#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <string>

#include "idsxml/diff.hpp"

namespace {

using idsxml::Configuration;

std::string read(const char* name) {
  std::ifstream file(std::string(IDSXML_SOURCE_DIR "/testdata/servers/12.0.4/standalone/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The yardstick of diff.
void bare_parse_of_two(benchmark::State& state) {
  const std::string before = read("input.xml");
  const std::string after = read("migrated-15.xml");
  for ([[maybe_unused]] auto _ : state) {
    pugi::xml_document one;
    benchmark::DoNotOptimize(one.load_buffer(before.data(), before.size()));
    pugi::xml_document other;
    benchmark::DoNotOptimize(other.load_buffer(after.data(), after.size()));
  }
}
BENCHMARK(bare_parse_of_two);

/// All that `idsxml diff` does between reading and printing.
void diff(benchmark::State& state) {
  const std::string before = read("input.xml");
  const std::string after = read("migrated-15.xml");
  const idsxml::Rules rules = idsxml::Rules::builtin();
  for ([[maybe_unused]] auto _ : state) {
    const auto one = Configuration::parse(before);
    const auto other = Configuration::parse(after);
    if (!one || !other) std::abort();
    const auto found = idsxml::diff(*one, *other, rules);
    if (!found || found->differences.empty()) std::abort();
    benchmark::DoNotOptimize(found->differences.data());
  }
}
BENCHMARK(diff);

}  // namespace
