#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/address.hpp"
#include "rules/tables.hpp"
#include "rules/walk.hpp"

/// What a server would see of a configuration, to be compared.
namespace idsxml::diffing {

/// An attribute of a resource that is written, or that servers take for written in this version of the namespace; or
/// what an element has that no dialect tells of.
struct Setting {
  std::string_view name;
  const rules::AttributeForm* form;  ///< nullptr where no dialect tells of it
  rules::Slice values;               ///< of `Model::values`
  bool is_written = true;
};

/// A resource, or an element that no dialect tells of.
struct Node {
  std::string_view type;
  std::string_view name;
  std::uint32_t parent;              ///< of `Model::nodes`; its own index for the root
  std::uint32_t twin;                ///< how many of the same address stand before it
  const rules::ResourceForm* form;   ///< nullptr for an element
  pugi::xml_node element;            ///< none in a stock configuration
  rules::Slice settings;             ///< of `Model::settings`
  rules::Version version = {};       ///< of a resource: that of the namespace that it is written in
  std::string_view name_space = {};  ///< of the root and of subsystems that are written
  std::string_view around = {};      ///< of an element: the name of what it stands in, which may be no node
};

struct Model {
  std::vector<Node> nodes;  ///< parents before children, else in document order; the first is the root
  std::vector<Setting> settings;
  std::vector<rules::Written> values;

  std::span<const Setting> settings_of(const Node& node) const {
    return std::span(settings).subspan(node.settings.begin, node.settings.size);
  }
  std::span<const rules::Written> values_of(const Setting& setting) const {
    return std::span(values).subspan(setting.values.begin, setting.values.size);
  }
};

/// The children of each node, in their order.
class Children {
 public:
  explicit Children(const Model& model) : begins_(model.nodes.size() + 1), children_(model.nodes.size()) {
    for (std::uint32_t i = 1; i < model.nodes.size(); ++i) ++begins_[model.nodes[i].parent + 1];
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (std::uint32_t i = 1; i < model.nodes.size(); ++i) children_[next[model.nodes[i].parent]++] = i;
  }

  std::span<const std::uint32_t> of(std::uint32_t node) const {
    return std::span(children_).subspan(begins_[node], begins_[node + 1] - begins_[node]);
  }

 private:
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> children_;
};

/// Sets `twin` of all nodes.
void number_twins(Model& model);

/// Makes one of the pieces that comments, CDATA and elements break texts into: elsewhere the first counts as the text.
void join_texts(pugi::xml_node element);

/// Borrows the DOM and the tables.
Model model_of(pugi::xml_node root, const rules::Tables& tables);

Address address_of(const Model& model, std::uint32_t index);

/// Whether what is written for an attribute of a node is a secret.
bool is_secret(const Node& node, std::string_view attribute, const rules::Written& written);

/// As one text: with blanks between them.
std::string joined(std::span<const rules::Written> values);

/// What stands for a secret.
inline constexpr std::string_view stars = "********";

}  // namespace idsxml::diffing
