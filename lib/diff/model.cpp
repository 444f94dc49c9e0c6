#include "diff/model.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "config/secret.hpp"
#include "diff/unwritten.hpp"
#include "rules/dialect.hpp"
#include "xml/dom.hpp"
#include "xml/elements.hpp"
#include "xml/tree.hpp"

namespace idsxml::diffing {
namespace {

using rules::Written;

rules::Slice slice_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

/// What may tell elements of one name apart.
std::string_view name_of(pugi::xml_node element) {
  if (xml::local_name(element) == "subsystem") return rules::parts_of(xml::namespace_of(element)).name;
  constexpr std::array<std::string_view, 9> keys{"name",  "module", "type",     "key", "id",
                                                 "alias", "code",   "category", "path"};
  for (const std::string_view key : keys)
    if (const pugi::xml_attribute found = xml::attribute_of(element, key)) return found.value();
  return {};
}

bool is_of_namespaces(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:") || attribute.starts_with("xsi:");
}

/// Where no dialect says what is a name and what a value.
bool names_something(std::string_view attribute) {
  return attribute == "name" || attribute == "key" || attribute == "type";
}

/// <credential name="secret">…, <property key="password" value="…"/>, <client-secret><plain value="…"/></client-secret>
bool stands_in_secret(pugi::xml_node element) {
  for (; element.type() == pugi::node_element; element = element.parent())
    if (config::is_secret(xml::local_name(element)) || config::is_secret(element.attribute("name").value()) ||
        config::is_secret(element.attribute("key").value()))
      return true;
  return false;
}

struct Key {
  std::uint32_t parent;
  std::string_view type;
  std::string_view name;
  std::string_view around;
  bool operator==(const Key&) const = default;
};
struct Hash {
  std::size_t operator()(const Key& key) const {
    const std::hash<std::string_view> hash;
    return (hash(key.type) * 31 + hash(key.name)) * 31 + key.parent;
  }
};

class Builder {
 public:
  explicit Builder(const rules::Tables& tables) : tables_(tables) {}

  Model run(pugi::xml_node root) {
    const rules::Walk walk = rules::walk(root, tables_);
    model_.nodes.reserve(walk.resources.size());
    for (std::uint32_t i = 0; i < walk.resources.size(); ++i) add_resource(walk, i);
    find_strangers(root);
    if (!walk.unknown.empty() || !strangers_.empty()) index_elements(walk.resources.size());
    std::erase_if(leftovers_, [&](const Leftover& leftover) {
      return is_copy(leftover.untold.element, model_.nodes[leftover.node].element);
    });
    for (const pugi::xml_node element : strangers_) leftovers_.push_back({around(element), {element, "xmlns"}});
    for (const Leftover& leftover : leftovers_) add_leftover(leftover);
    for (const pugi::xml_node element : walk.unknown) add_element(element, around(element));
    name_schemas();
    add_unwritten(model_, tables_);
    return std::move(model_);
  }

 private:
  void add_resource(const rules::Walk& walk, std::uint32_t index) {
    const rules::Found& found = walk.resources[index];
    rules::read_contents(tables_, walk, index, contents_);
    const std::size_t begin = model_.settings.size();
    const rules::ResourceForm& form = *found.resource.form;
    for (const auto& [each, written] : contents_.values) add_value(*each, written, begin);
    std::string_view name = found.name;
    if (const std::string_view prefix = tables_.text(form.prefix); name.starts_with(prefix))
      name.remove_prefix(prefix.size());
    const rules::Slice type = form.renamed.size == 0 ? form.step.type : form.renamed;
    model_.nodes.push_back({tables_.text(type), name, found.parent, 0, &form, found.resource.element,
                            slice_of(begin, model_.settings.size()), found.resource.version});
    for (const rules::Untold& untold : contents_.untold) leftovers_.push_back({index, untold});
  }

  /// Of several forms of one attribute the first that has values counts; what others say as well stands by itself.
  void add_value(const rules::AttributeForm& form, const Written& value, std::size_t begin) {
    model_.values.push_back(value);
    if (model_.settings.size() > begin && model_.settings.back().form == &form) {
      ++model_.settings.back().values.size;
      return;
    }
    const std::string_view name = tables_.text(form.name);
    const bool is_told = std::any_of(model_.settings.begin() + static_cast<std::ptrdiff_t>(begin),
                                     model_.settings.end(), [&](const Setting& each) { return each.name == name; });
    const rules::Slice values = slice_of(model_.values.size() - 1, model_.values.size());
    model_.settings.push_back({is_told ? value.attribute : name, is_told ? nullptr : &form, values});
  }

  struct Leftover {
    std::uint32_t node;
    rules::Untold untold;
  };

  /// Whether the element says once more what the one before it says, or stands in one that does; servers have one of
  /// what dialects tell of.
  static bool is_copy(pugi::xml_node element, pugi::xml_node resource) {
    for (; element && element != resource; element = element.parent()) {
      pugi::xml_node previous = element.previous_sibling();
      while (previous && previous.type() != pugi::node_element) previous = previous.previous_sibling();
      if (previous && xml::Tree::is_like(element, previous)) return true;
    }
    return false;
  }

  /// What stands at an element that dialects tell of, but they do not tell of it.
  void add_leftover(const Leftover& leftover) {
    const auto& [element, attribute] = leftover.untold;
    const bool is_another = model_.nodes.back().form != nullptr || model_.nodes.back().element != element;
    if (is_another)
      model_.nodes.push_back({xml::local_name(element),
                              {},
                              leftover.node,
                              0,
                              nullptr,
                              element,
                              slice_of(model_.settings.size(), model_.settings.size()),
                              {},
                              {},
                              xml::local_name(element.parent())});
    add_plain(element, attribute, value_of(leftover.untold));
    ++model_.nodes.back().settings.size;
  }

  static std::string_view value_of(const rules::Untold& untold) {
    if (untold.attribute.empty()) return xml::text_of(untold.element);
    if (untold.attribute == "xmlns") return xml::namespace_of(untold.element);
    return xml::attribute_of(untold.element, untold.attribute).value();
  }

  /// Elements in another namespace than what they stand in, where no server expects one: dialects do not look at it.
  void find_strangers(pugi::xml_node element) {
    for (const pugi::xml_node child : xml::child_elements(element)) {
      const bool may_differ =
          std::string_view(child.name()).find(':') != std::string_view::npos || xml::attribute_of(child, "xmlns");
      if (may_differ && !is_subsystem(child) && xml::namespace_of(child) != xml::namespace_of(element))
        strangers_.push_back(child);
      find_strangers(child);
    }
  }

  static bool is_subsystem(pugi::xml_node element) {
    return xml::local_name(element) == "subsystem" && xml::local_name(element.parent()) == "profile";
  }

  void index_elements(std::size_t resources) {
    for (std::uint32_t i = 0; i < resources; ++i) nodes_.try_emplace(model_.nodes[i].element.hash_value(), i);
  }

  std::uint32_t around(pugi::xml_node element) const {
    for (pugi::xml_node node = element; node; node = node.parent())
      if (const auto found = nodes_.find(node.hash_value()); found != nodes_.end()) return found->second;
    return 0;
  }

  void add_element(pugi::xml_node element, std::uint32_t parent) {
    const std::size_t begin = model_.settings.size();
    for (const pugi::xml_attribute attribute : element.attributes())
      if (!is_of_namespaces(attribute.name())) add_plain(element, attribute.name(), attribute.value());
    if (const std::string_view text = xml::text_of(element); !text.empty()) add_plain(element, {}, text);
    const auto index = static_cast<std::uint32_t>(model_.nodes.size());
    model_.nodes.push_back({xml::local_name(element),
                            name_of(element),
                            parent,
                            0,
                            nullptr,
                            element,
                            slice_of(begin, model_.settings.size()),
                            {},
                            {},
                            xml::local_name(element.parent())});
    for (const pugi::xml_node child : xml::child_elements(element)) add_element(child, index);
  }

  void add_plain(pugi::xml_node element, std::string_view attribute, std::string_view value) {
    model_.values.push_back({value, {}, element, attribute});
    const std::string_view name = attribute.empty() ? "text()" : attribute;
    model_.settings.push_back({name, nullptr, slice_of(model_.values.size() - 1, model_.values.size())});
  }

  void name_schemas() {
    for (Node& node : model_.nodes)
      if (&node == &model_.nodes.front() || node.type == "subsystem") node.name_space = xml::namespace_of(node.element);
  }

  const rules::Tables& tables_;
  Model model_;
  rules::Contents contents_;  ///< of one resource after the other
  std::vector<Leftover> leftovers_;
  std::vector<pugi::xml_node> strangers_;
  std::unordered_map<std::size_t, std::uint32_t> nodes_;  ///< by their elements
};

}  // namespace

Address address_of(const Model& model, std::uint32_t index) {
  Address address;
  for (; model.nodes[index].parent != index; index = model.nodes[index].parent) {
    const Node& node = model.nodes[index];
    address.push_back({std::string(node.type), std::string(node.name), node.form == nullptr});
  }
  std::reverse(address.begin(), address.end());
  return address;
}

bool is_secret(const Node& node, std::string_view attribute, const rules::Written& written) {
  if (config::is_secret(attribute) || config::is_secret(written.key)) return true;
  if (node.form == nullptr) return !names_something(attribute) && stands_in_secret(node.element);
  return attribute == "value" && (config::is_secret(node.name) || config::is_secret(node.type));
}

void number_twins(Model& model) {
  std::unordered_map<Key, std::uint32_t, Hash> seen;
  seen.reserve(model.nodes.size());
  for (Node& node : model.nodes) node.twin = seen[{node.parent, node.type, node.name, node.around}]++;
}

void join_texts(pugi::xml_node element) {
  pugi::xml_node first;
  pugi::xml_node next;
  for (pugi::xml_node child = element.first_child(); child; child = next) {
    next = child.next_sibling();
    if (child.type() == pugi::node_element) join_texts(child);
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
    if (!first) {
      first = child;
      continue;
    }
    xml::made(first.set_value((std::string(first.value()) + child.value()).c_str()));
    element.remove_child(child);
  }
}

Model model_of(pugi::xml_node root, const rules::Tables& tables) {
  return Builder(tables).run(root);
}

std::string joined(std::span<const rules::Written> values) {
  std::string text;
  for (const rules::Written& each : values) text.append(text.empty() ? "" : " ").append(each.value);
  return text;
}

}  // namespace idsxml::diffing
