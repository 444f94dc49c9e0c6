// Compiles rules/steps into constants for the library. Run by the build.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "plan/load.hpp"

namespace {

namespace fs = std::filesystem;
using namespace idsxml::planning;

/// What is general first, then what is for a database, a product and a release: of several steps of one id the last
/// counts.
std::vector<fs::path> step_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  const auto depth = [](const fs::path& path) { return std::distance(path.begin(), path.end()); };
  std::sort(files.begin(), files.end(),
            [&](const fs::path& a, const fs::path& b) { return depth(a) != depth(b) ? depth(a) < depth(b) : a < b; });
  return files;
}

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

void print_step(std::FILE* out, const Step& step, std::size_t number) {
  fmt::print(out, "{{{},Section{{{}}}", literal(step.id), static_cast<int>(step.section));
  for (const std::string_view text : {step.platform, step.database, step.chart, step.from, step.to, step.topology})
    fmt::print(out, ",{}", literal(text));
  fmt::print(out, ",{},{},{},{},commands_{}", step.irreversible, literal(step.way_back), literal(step.title),
             literal(step.text), number);
  for (const std::string_view text : {step.commands_of, step.verify, step.check, step.source})
    fmt::print(out, ",{}", literal(text));
  fmt::print(out, "}},\n");
}

void print_steps(std::FILE* out, const OwnedSteps& steps) {
  fmt::print(out,
             "// Made by stepc from rules/steps.\n#include <array>\n\n#include \"plan/steps.hpp\"\n\n"
             "namespace idsxml::planning {{\nnamespace {{\n");
  for (std::size_t i = 0; i < steps.steps.size(); ++i) {
    const auto commands = steps.steps[i].commands;
    fmt::print(out, "constexpr std::array<Commands, {}> commands_{}{{{{\n", commands.size(), i);
    for (const Commands& each : commands) fmt::print(out, "{{{},{}}},\n", literal(each.shell), literal(each.text));
    fmt::print(out, "}}}};\n");
  }
  fmt::print(out, "constexpr std::array<Step, {}> steps{{{{\n", steps.steps.size());
  for (std::size_t i = 0; i < steps.steps.size(); ++i) print_step(out, steps.steps[i], i);
  fmt::print(out, "}}}};\nconstexpr std::array<ChartVersion, {}> chart_versions{{{{\n", steps.chart_versions.size());
  for (const ChartVersion& each : steps.chart_versions)
    fmt::print(out, "{{{},{},{},{}}},\n", literal(each.chart), literal(each.release), literal(each.version),
               literal(each.source));
  fmt::print(out,
             "}}}};\n}}  // namespace\n\nstd::span<const Step> builtin_steps() {{ return steps; }}\n"
             "std::span<const ChartVersion> builtin_chart_versions() {{ return chart_versions; }}\n\n"
             "}}  // namespace idsxml::planning\n");
}

int fail(const std::string& message) {
  fmt::print(stderr, "stepc: {}\n", message);
  return 1;
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int run(int argc, char** argv) {
  if (argc != 3) return fail("usage: stepc SOURCE_FOLDER OUTPUT.cpp");
  const fs::path source = argv[1];
  OwnedSteps steps;
  for (const fs::path& file : step_files(source / "rules" / "steps")) {
    const idsxml::Result<bool> loaded = load(fs::relative(file, source).string(), read_text(file), steps);
    if (!loaded) return fail(fmt::format("{}: {}", loaded.error().message, loaded.error().line));
  }
  if (const idsxml::Result<bool> checked = check(steps); !checked) return fail(checked.error().message);
  std::FILE* out = std::fopen(argv[2], "w");
  if (out == nullptr) return fail(std::string("cannot write ") + argv[2]);
  print_steps(out, steps);
  return std::fclose(out) == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {
    static_cast<void>(std::fputs(problem.what(), stderr));
  } catch (...) {
    static_cast<void>(std::fputs("stepc: it failed without a word\n", stderr));
  }
  return 1;
}
