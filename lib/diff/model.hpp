#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "rules/tables.hpp"
#include "rules/walk.hpp"

/// What a server would see of a configuration, to be compared.
namespace idsxml::diffing {

/// An attribute of a resource that is written, or what an element has that no dialect tells of.
struct Setting {
  std::string_view name;
  const rules::AttributeForm* form;  ///< nullptr where no dialect tells of it
  rules::Slice values;               ///< of `Model::values`
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
  std::string_view name_space = {};  ///< of the root and of subsystems
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

/// Sets `twin` of all nodes.
void number_twins(Model& model);

/// Borrows the DOM and the tables.
Model model_of(pugi::xml_node root, const rules::Tables& tables);

}  // namespace idsxml::diffing
