// Prints what `idsxml diff` compares of configurations, for tools/catalog/stock.py: resources by address, with what is
// written for their attributes. For developers.

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "diff/model.hpp"
#include "rules/tables.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

namespace {

using namespace idsxml;
using diffing::Model;
using diffing::Node;
using diffing::Setting;

/// On one line, and without the tabs that part fields.
std::string escaped(std::string_view text) {
  std::string line;
  for (const char c : text) {
    switch (c) {
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\\':
        line += "\\\\";
        break;
      default:
        line += c;
    }
  }
  return line;
}

bool is_ordered(const Setting& setting) {
  return setting.form == nullptr || (setting.form->values != rules::Values::map && !setting.form->unordered);
}

/// DEPTH KIND NAME KEY VALUE ORDERED, parted by tabs: a node, its namespace, its attributes, then its children.
void print(const Model& model, const std::vector<std::vector<std::uint32_t>>& children, std::uint32_t index,
           int depth) {
  const Node& node = model.nodes[index];
  const bool is_element = node.form == nullptr;
  fmt::print("{}\t{}\t{}\t{}\t\t{}\n", depth, is_element ? "element" : "resource", escaped(node.type),
             escaped(node.name), is_element || node.form->ordered ? 1 : 0);
  if (!node.name_space.empty()) fmt::print("{}\tnamespace\t{}\t\t\t0\n", depth + 1, escaped(node.name_space));
  for (const Setting& setting : model.settings_of(node))
    for (const rules::Written& value : model.values_of(setting))
      fmt::print("{}\tattribute\t{}\t{}\t{}\t{}\n", depth + 1, escaped(setting.name), escaped(value.key),
                 escaped(value.value), is_ordered(setting) ? 1 : 0);
  for (const std::uint32_t child : children[index]) print(model, children, child, depth + 1);
}

bool print(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  const Result<xml::Document> document = xml::Document::parse(std::string{std::istreambuf_iterator<char>(file), {}});
  if (!document) {
    fmt::print(stderr, "facts: {}: {}\n", name, document.error().message);
    return false;
  }
  const xml::Tree tree(*document);
  const Model model = diffing::model_of(tree.root(), rules::builtin_tables());
  std::vector<std::vector<std::uint32_t>> children(model.nodes.size());
  for (std::uint32_t i = 1; i < model.nodes.size(); ++i) children[model.nodes[i].parent].push_back(i);
  fmt::print("file\t{}\n", name);
  print(model, children, 0, 0);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    bool all_read = true;
    for (const std::string& name : std::vector<std::string>(argv + 1, argv + argc)) all_read = print(name) && all_read;
    if (argc > 1) return all_read ? 0 : 1;
    fmt::print(stderr, "usage: facts FILE...\n");
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "facts: %s\n", problem.what());
  }
  return 2;
}
