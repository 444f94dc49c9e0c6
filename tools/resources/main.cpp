// Prints a configuration as management resources, as the dialects tell of it: a line for each resource and for each
// value, with tabs between address, attribute, key (of a map) and value. For developers: tools/servers/resources
// compares it with what a real server says. `resources --unknown FILE...` prints instead, for each subsystem, how many
// elements and attributes dialects tell of, how many they do not, and which.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/dialect.hpp"
#include "rules/walk.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

namespace {

using namespace idsxml;
using namespace idsxml::rules;

const Tables& tables() {
  return builtin_tables();
}

/// On one line, and without the tabs that part fields.
std::string on_one_line(std::string_view value) {
  std::string line(value);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

void print_resources(pugi::xml_node root) {
  const Walk walk = rules::walk(root, tables());
  Contents contents;
  for (std::uint32_t i = 0; i < walk.resources.size(); ++i) {
    const std::string address = address_of(tables(), walk, i);
    fmt::print("{}\n", address);
    read_contents(tables(), walk, i, contents);
    for (const auto& [form, value] : contents.values)
      fmt::print("{}\t{}\t{}\t{}\n", address, tables().text(form->name), value.key, on_one_line(value.value));
  }
}

/// Attributes by element and name; elements are told apart by where they lie in memory.
using Attributes = std::set<std::pair<pugi::xml_node, std::string_view>>;

struct Coverage {
  std::size_t elements = 0;
  std::size_t known_elements = 0;
  std::size_t attributes = 0;
  std::size_t known_attributes = 0;
  std::map<std::string, std::size_t> unknown;  ///< paths, and how often
};
using Coverages = std::map<std::string, Coverage>;  ///< by subsystem

/// The name of the dialect that ought to tell of an element, and the element that it tells of.
std::pair<std::string, pugi::xml_node> dialect_around(pugi::xml_node element) {
  pugi::xml_node node = element;
  for (; node.parent().type() == pugi::node_element; node = node.parent())
    if (xml::local_name(node) == "subsystem" && xml::local_name(node.parent()) == "profile")
      return {std::string(parts_of(xml::namespace_of(node)).name), node};
  return {std::string(xml::local_name(node)), node};
}

std::string path_of(pugi::xml_node element, pugi::xml_node from) {
  if (element == from) return {};
  const std::string outer = path_of(element.parent(), from);
  return (outer.empty() ? "" : outer + "/") + std::string(xml::local_name(element));
}

Attributes untold_attributes(const Walk& walk) {
  Attributes untold;
  Contents contents;
  for (std::uint32_t i = 0; i < walk.resources.size(); ++i) {
    read_contents(tables(), walk, i, contents);
    for (const Untold& each : contents.untold) untold.insert({each.element, each.attribute});
  }
  return untold;
}

void count(pugi::xml_node element, bool is_known, const std::set<pugi::xml_node>& unknown, const Attributes& untold,
           Coverages& coverages) {
  is_known = is_known && !unknown.contains(element);
  const auto [dialect, top] = dialect_around(element);
  Coverage& coverage = coverages[dialect];
  const std::string path = path_of(element, top);
  ++coverage.elements;
  coverage.known_elements += is_known;
  if (unknown.contains(element)) ++coverage.unknown[path];
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with("xmlns") || name.starts_with("xsi:")) continue;
    const bool is_described = !untold.contains({element, name});
    ++coverage.attributes;
    coverage.known_attributes += is_known && is_described;
    if (is_known && !is_described) ++coverage.unknown[path + "/@" + std::string(name)];
  }
  for (const pugi::xml_node child : element.children())
    if (child.type() == pugi::node_element) count(child, is_known, unknown, untold, coverages);
}

void print(const Coverages& coverages) {
  for (const auto& [dialect, coverage] : coverages) {
    fmt::print("{}\t{}/{}\t{}/{}\n", dialect, coverage.known_elements, coverage.elements, coverage.known_attributes,
               coverage.attributes);
    for (const auto& [path, times] : coverage.unknown) fmt::print("\t{}\t{}\n", path, times);
  }
}

bool run(const std::vector<std::string>& files, bool wants_unknown) {
  Coverages coverages;
  bool all_read = true;
  for (const std::string& name : files) {
    std::ifstream file(name, std::ios::binary);
    const Result<xml::Document> document = xml::Document::parse(std::string{std::istreambuf_iterator<char>(file), {}});
    if (!document) {
      fmt::print(stderr, "resources: {}: {}\n", name, document.error().message);
      all_read = false;
      continue;
    }
    const xml::Tree tree(*document);
    if (!wants_unknown) {
      print_resources(tree.root());
      continue;
    }
    const Walk walk = rules::walk(tree.root(), tables());
    const std::set<pugi::xml_node> unknown(walk.unknown.begin(), walk.unknown.end());
    count(tree.root(), true, unknown, untold_attributes(walk), coverages);
  }
  print(coverages);
  return all_read;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::vector<std::string> files(argv + 1, argv + argc);
    const bool wants_unknown = !files.empty() && files[0] == "--unknown";
    if (wants_unknown) files.erase(files.begin());
    if (!files.empty()) return run(files, wants_unknown) ? 0 : 1;
    fmt::print(stderr, "usage: resources [--unknown] FILE...\n");
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "resources: %s\n", problem.what());
  }
  return 2;
}
