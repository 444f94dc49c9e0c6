#include "diff/model.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "xml/elements.hpp"
#include "xml/tree.hpp"

namespace idsxml::diffing {
namespace {

using rules::at;
using rules::Written;

rules::Slice slice_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

/// What may tell elements of one name apart.
std::string_view name_of(pugi::xml_node element) {
  constexpr std::array<std::string_view, 9> keys{"name",  "module", "type",     "key", "id",
                                                 "alias", "code",   "category", "path"};
  for (const std::string_view key : keys)
    if (const pugi::xml_attribute found = xml::attribute_of(element, key)) return found.value();
  return {};
}

bool is_of_namespaces(std::string_view attribute) {
  return attribute.starts_with("xmlns") || attribute.starts_with("xsi:");
}

struct Key {
  std::uint32_t parent;
  std::string_view type;
  std::string_view name;
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
    for (const rules::Found& found : walk.resources) add_resource(found);
    for (const pugi::xml_node element : walk.unknown) add_element(element, around(element));
    add_leftovers(root);
    name_schemas();
    number_twins(model_);
    return std::move(model_);
  }

 private:
  void add_resource(const rules::Found& found) {
    const rules::ResourceForm& form = *found.resource.form;
    const std::size_t begin = model_.settings.size();
    for (const rules::AttributeForm& attribute : at(tables_.attribute_forms, form.attributes))
      if (rules::is_in(found.resource.version, attribute.since, attribute.until)) add_setting(found, attribute, begin);
    const auto index = static_cast<std::uint32_t>(model_.nodes.size());
    model_.nodes.push_back({tables_.text(form.step.type), found.name, found.parent, 0, &form, found.resource.element,
                            slice_of(begin, model_.settings.size())});
    nodes_.try_emplace(found.resource.element.hash_value(), index);
    mark_key(found);
  }

  void add_setting(const rules::Found& found, const rules::AttributeForm& form, std::size_t begin) {
    const std::string_view name = tables_.text(form.name);
    for (std::size_t i = begin; i < model_.settings.size(); ++i)
      if (model_.settings[i].name == name) return;
    const std::size_t first = model_.values.size();
    for (const Written& value : rules::written(tables_, found.resource, form)) {
      model_.values.push_back(value);
      mark(value.element, value.attribute);
      if (form.key.size != 0) mark(value.element, tables_.text(form.key));
    }
    if (model_.values.size() > first)
      model_.settings.push_back({name, &form, slice_of(first, model_.values.size())});
    else if (form.elements.size == 0 && form.attribute.size != 0)
      mark(found.resource.element, tables_.text(form.attribute));  // an empty list
  }

  void mark_key(const rules::Found& found) {
    std::string_view key = tables_.text(found.resource.form->key);
    const bool is_around = key.starts_with("../");
    if (is_around) key.remove_prefix(3);
    if (!key.empty()) mark(is_around ? found.resource.element.parent() : found.resource.element, key);
    for (const rules::Constant& constant : at(tables_.constants, found.resource.form->constants))
      mark(found.resource.element, tables_.text(constant.attribute));
  }

  void mark(pugi::xml_node element, std::string_view attribute) {
    if (attribute.empty())
      told_.insert(element.hash_value());
    else if (const pugi::xml_attribute found = xml::attribute_of(element, attribute))
      told_.insert(found.hash_value());
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
    elements_.insert(element.hash_value());
    const auto index = static_cast<std::uint32_t>(model_.nodes.size());
    model_.nodes.push_back({xml::local_name(element), name_of(element), parent, 0, nullptr, element,
                            slice_of(begin, model_.settings.size())});
    for (const pugi::xml_node child : xml::child_elements(element)) add_element(child, index);
  }

  void add_plain(pugi::xml_node element, std::string_view attribute, std::string_view value) {
    model_.values.push_back({value, {}, element, attribute});
    const std::string_view name = attribute.empty() ? "text()" : attribute;
    model_.settings.push_back({name, nullptr, slice_of(model_.values.size() - 1, model_.values.size())});
  }

  /// What stands at elements that dialects tell of, but they do not tell of it.
  void add_leftovers(pugi::xml_node element) {
    if (elements_.contains(element.hash_value())) return;
    const std::size_t begin = model_.settings.size();
    for (const pugi::xml_attribute attribute : element.attributes())
      if (!is_of_namespaces(attribute.name()) && !told_.contains(attribute.hash_value()))
        add_plain(element, attribute.name(), attribute.value());
    const std::string_view text = xml::text_of(element);
    if (!text.empty() && !told_.contains(element.hash_value())) add_plain(element, {}, text);
    if (model_.settings.size() > begin)
      model_.nodes.push_back({xml::local_name(element),
                              {},
                              around(element),
                              0,
                              nullptr,
                              element,
                              slice_of(begin, model_.settings.size())});
    for (const pugi::xml_node child : xml::child_elements(element)) add_leftovers(child);
  }

  void name_schemas() {
    for (Node& node : model_.nodes)
      if (&node == &model_.nodes.front() || node.type == "subsystem") node.name_space = xml::namespace_of(node.element);
  }

  const rules::Tables& tables_;
  Model model_;
  std::unordered_map<std::size_t, std::uint32_t> nodes_;  ///< by their elements
  std::unordered_set<std::size_t> elements_;              ///< that no dialect tells of
  std::unordered_set<std::size_t> told_;                  ///< attributes, and elements whose text is told
};

}  // namespace

void number_twins(Model& model) {
  std::unordered_map<Key, std::uint32_t, Hash> seen;
  seen.reserve(model.nodes.size());
  for (Node& node : model.nodes) node.twin = seen[{node.parent, node.type, node.name}]++;
}

Model model_of(pugi::xml_node root, const rules::Tables& tables) {
  return Builder(tables).run(root);
}

}  // namespace idsxml::diffing
