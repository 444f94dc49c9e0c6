#include "report/upgrade_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "report/display.hpp"
#include "report/wording.hpp"

namespace idsxml::report {
namespace {

using Kind = UpgradeAction::Kind;
using Reason = LeftBehind::Reason;

struct Node {
  std::map<std::string, Node, std::less<>> children;
  std::string label;  ///< empty for a folder that is there only for what is in it
  std::uint64_t bytes = 0;
  std::size_t files = 0;  ///< carried, here and below
  bool is_folder = false;
  bool is_new = false;   ///< of a folder: it is made
  bool is_told = false;  ///< there is something to say of it, or of what is below
  bool is_plain = true;  ///< carried as it is, and the new home has nothing like it
};

Node& at(Node& root, std::string_view path) {
  Node* node = &root;
  while (!path.empty()) {
    const std::string_view name = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(name.size() + 1, path.size()));
    auto found = node->children.find(name);
    if (found == node->children.end()) found = node->children.emplace(std::string(name), Node{}).first;
    node->is_folder = true;
    node = &found->second;
  }
  return *node;
}

std::string label_of(const UpgradePlan& plan, const UpgradeAction& action) {
  switch (action.kind) {
    case Kind::folder:
    case Kind::touched:
      return {};
    case Kind::link:
      return fmt::format("link to {}", printable(action.target));
    case Kind::layers:
      return "the layers of both homes";
    case Kind::file:
      return action.is_there ? "carried over, in place of the new home's" : "carried over";
    case Kind::migrated:
      break;
  }
  const auto configuration = std::find_if(plan.configurations.begin(), plan.configurations.end(),
                                          [&](const UpgradedConfiguration& each) { return each.path == action.path; });
  if (configuration == plan.configurations.end() || !configuration->migration) return "migrated";
  const Migration& migration = *configuration->migration;
  std::string label = "migrated: " + counted(migration.edits.size(), "edit");
  if (const std::size_t left = migration.left_to_do(); left > 0) label += fmt::format(", {} left to do", left);
  return label;
}

void add(const UpgradePlan& plan, const UpgradeAction& action, Node& root) {
  Node& node = at(root, action.path);
  node.label = label_of(plan, action);
  if (action.kind == Kind::folder || action.kind == Kind::touched) {
    node.is_folder = true;
    node.is_plain = node.is_new = !action.is_there;
    return;
  }
  node.is_plain = !action.is_there && action.kind == Kind::file;
  node.files = 1;
  node.bytes = action.size;
}

std::string_view label_of(Reason reason) {
  return reason == Reason::transient ? "stays behind" : "stays behind: neither a file nor a folder";
}

/// What lies below counts for the folder.
void sum_up(Node& node) {
  node.is_told = !node.label.empty() || (node.is_folder && node.is_plain && node.is_new);
  for (auto& [name, child] : node.children) {
    sum_up(child);
    node.is_told = node.is_told || child.is_told;
    node.bytes += child.bytes;
    node.files += child.files;
    node.is_plain = node.is_plain && child.is_plain;
  }
}

void write(std::string& out, std::string_view name, const Node& node, std::size_t depth) {
  constexpr std::size_t column = 46;
  std::string line(2 * depth, ' ');
  line += printable(name);
  const Node* shown = &node;
  // a/b/c on one line, where there is nothing else in a and b.
  while (shown->is_folder && shown->children.size() == 1 && shown->label.empty() &&
         shown->children.begin()->second.is_folder) {
    line += '/' + printable(shown->children.begin()->first);
    shown = &shown->children.begin()->second;
  }
  if (shown->is_folder) line += '/';
  std::string label = shown->label;
  const bool as_a_whole = shown->is_folder && shown->is_plain;
  if (as_a_whole && label.empty())
    label = shown->files == 0
                ? "carried over: empty"
                : fmt::format("carried over: {}, {}", counted(shown->files, "file"), size_text(shown->bytes));
  if (!label.empty()) {
    line.append(width_of(line) < column ? column - width_of(line) : 1, ' ');
    line += label;
  }
  out += line + '\n';
  if (as_a_whole) return;
  for (const auto& [child_name, child] : shown->children)
    if (child.is_told) write(out, child_name, child, depth + 1);
}

}  // namespace

std::string size_text(std::uint64_t bytes) {
  constexpr std::array units{"kB", "MB", "GB", "TB"};
  constexpr double step = 1000;
  if (bytes < 1000) return counted(bytes, "byte");
  double size = static_cast<double>(bytes) / step;
  std::size_t unit = 0;
  for (; size >= step && unit + 1 < units.size(); ++unit) size /= step;
  return fmt::format("{:.1f} {}", size, units.at(unit));
}

std::string upgrade_tree(const UpgradePlan& plan) {
  Node root;
  for (const UpgradeAction& action : plan.actions) add(plan, action, root);
  for (const LeftBehind& left : plan.left) {
    if (left.reason != Reason::transient && left.reason != Reason::special) continue;
    Node& node = at(root, left.path);
    node.label = label_of(left.reason);
    node.is_plain = false;
  }
  for (const ChangedFile& file : plan.changed) {
    if (!file.is_certain) continue;
    Node& node = at(root, file.path);
    node.label = file.is_in_new_home ? "changed in the old home; the new home's stays"
                                     : "changed in the old home; the new release has none";
    node.is_plain = false;
  }
  sum_up(root);
  std::string out;
  for (const auto& [name, node] : root.children)
    if (node.is_told) write(out, name, node, 0);
  return out;
}

}  // namespace idsxml::report
