#include "rules/resources.hpp"

#include <string>

#include "rules/dialect.hpp"

namespace idsxml::rules {
namespace {

std::string owned(std::string_view text) { return std::string(text); }

bool is_element(pugi::xml_node node, std::string_view local_name) {
  return node.type() == pugi::node_element && xml::local_name(node) == local_name;
}

pugi::xml_node last_child_element(pugi::xml_node parent, std::string_view local_name) {
  for (pugi::xml_node node = parent.last_child(); node; node = node.previous_sibling())
    if (is_element(node, local_name)) return node;
  return {};
}

bool has_child_elements(pugi::xml_node element) {
  return static_cast<bool>(element.find_child([](pugi::xml_node node) { return node.type() == pugi::node_element; }));
}

/// What a search for an element goes by.
struct Leaf {
  std::string_view element;
  std::string key;  ///< empty: any
  std::string_view name;
};

pugi::xml_node find_leaf(const Tables& tables, pugi::xml_node from, std::span<const Slice> containers, const Leaf& leaf) {
  const std::string_view wanted = containers.empty() ? leaf.element : tables.text(containers[0]);
  for (const pugi::xml_node node : from.children()) {
    if (!is_element(node, wanted)) continue;
    if (containers.empty()) {
      if (leaf.key.empty() || node.attribute(leaf.key.c_str()).value() == leaf.name) return node;
      continue;
    }
    if (const pugi::xml_node found = find_leaf(tables, node, containers.subspan(1), leaf)) return found;
  }
  return {};
}

/// The element at the end of a path of names, or nothing.
pugi::xml_node follow(const Tables& tables, pugi::xml_node from, Slice elements) {
  pugi::xml_node node = from;
  for (const Slice name : at(tables.names, elements)) node = child_element(node, tables.text(name));
  return node;
}

}  // namespace

pugi::xml_node child_element(pugi::xml_node parent, std::string_view local_name) {
  for (const pugi::xml_node node : parent.children())
    if (is_element(node, local_name)) return node;
  return {};
}

pugi::xml_node find_subsystem(pugi::xml_node server, std::string_view name) {
  for (const pugi::xml_node node : child_element(server, "profile").children())
    if (is_element(node, "subsystem") && parts_of(xml::namespace_of(node)).name == name) return node;
  return {};
}

std::optional<Resource> Resources::context(std::span<const Step>& steps) const {
  const pugi::xml_node server = tree_->root();
  std::string_view subsystem = "server";
  pugi::xml_node element = server;
  if (!steps.empty() && tables_->text(steps[0].type) == "subsystem") {
    subsystem = tables_->text(steps[0].name);
    element = find_subsystem(server, subsystem);
    steps = steps.subspan(1);
  }
  if (!element) return std::nullopt;
  return Resource{element, dialect_of(*tables_, subsystem), parts_of(xml::namespace_of(element)).version};
}

std::optional<Resource> Resources::child(const Resource& parent, const Step& step) const {
  if (parent.form == nullptr) return std::nullopt;
  for (const ResourceForm& form : at(tables_->resource_forms, parent.form->children)) {
    if (parent.version < form.since || form.until < parent.version) continue;
    if (!matches(*tables_, form, tables_->text(step.type), tables_->text(step.name))) continue;
    const Leaf leaf{tables_->text(form.element), owned(tables_->text(form.key)), tables_->text(step.name)};
    if (const pugi::xml_node found = find_leaf(*tables_, parent.element, at(tables_->names, form.containers), leaf))
      return Resource{found, &form, parent.version};
  }
  return std::nullopt;
}

std::optional<Resource> Resources::walk(Slice address, std::size_t count) const {
  std::span<const Step> steps = at(tables_->steps, address).first(count);
  std::optional<Resource> resource = context(steps);
  for (const Step& step : steps) {
    if (!resource) return std::nullopt;
    resource = child(*resource, step);
  }
  return resource;
}

std::optional<Resource> Resources::find(Slice address) const { return walk(address, address.size); }

std::optional<Resource> Resources::find_parent(Slice address) const { return walk(address, address.size - 1); }

std::optional<std::string_view> Resources::written(const Resource& resource, std::string_view attribute) const {
  if (resource.form == nullptr) return std::nullopt;
  for (const AttributeForm& form : at(tables_->attribute_forms, resource.form->attributes)) {
    if (resource.version < form.since || form.until < resource.version || tables_->text(form.name) != attribute) continue;
    const pugi::xml_node element = follow(*tables_, resource.element, form.elements);
    if (!element) continue;
    if (form.attribute.size == 0) return xml::text_of(element);
    if (const pugi::xml_attribute found = element.attribute(owned(tables_->text(form.attribute)).c_str())) return found.value();
  }
  return std::nullopt;
}

std::optional<std::string_view> Resources::effective(const Resource& resource, std::string_view attribute) const {
  if (const std::optional<std::string_view> value = written(resource, attribute)) return value;
  if (resource.form == nullptr) return std::nullopt;
  const AttributeForm* form = attribute_form_of(*tables_, *resource.form, attribute, resource.version);
  if (form == nullptr || !form->has_default) return std::nullopt;
  return tables_->text(form->default_value);
}

pugi::xml_node Resources::element_of(const Resource& resource, std::string_view attribute) const {
  if (resource.form == nullptr || attribute.empty()) return resource.element;
  const AttributeForm* form = attribute_form_of(*tables_, *resource.form, attribute, resource.version);
  if (form == nullptr) return resource.element;
  const pugi::xml_node element = follow(*tables_, resource.element, form->elements);
  return element ? element : resource.element;
}

bool Resources::can_express(Slice address) const {
  std::span<const Step> steps = at(tables_->steps, address);
  const std::optional<Resource> start = context(steps);
  if (!start) return true;
  const ResourceForm* form = start->form;
  for (const Step& step : steps) {
    if (form == nullptr) return false;
    form = form_of(*tables_, *form, step, start->version);
  }
  return form != nullptr;
}

bool Resources::can_express(Slice address, std::string_view attribute) const {
  std::span<const Step> steps = at(tables_->steps, address);
  const std::optional<Resource> start = context(steps);
  if (!start) return true;
  if (const std::optional<Resource> resource = find(address))
    return resource->form != nullptr && attribute_form_of(*tables_, *resource->form, attribute, resource->version) != nullptr;
  const ResourceForm* form = start->form;
  for (const Step& step : steps) {
    if (form == nullptr) return false;
    form = form_of(*tables_, *form, step, start->version);
  }
  return form != nullptr && attribute_form_of(*tables_, *form, attribute, start->version) != nullptr;
}

pugi::xml_node Resources::ensure_path(pugi::xml_node from, Slice elements, std::size_t cause) {
  pugi::xml_node node = from;
  for (const Slice name : at(tables_->names, elements)) {
    const pugi::xml_node next = child_element(node, tables_->text(name));
    node = next ? next : tree_->insert(node, {}, tables_->text(name), cause);
  }
  return node;
}

Resource Resources::add(Slice address, std::size_t cause) {
  const Resource parent = *find_parent(address);
  const Step& step = at(tables_->steps, address).back();
  const ResourceForm& form = *form_of(*tables_, *parent.form, step, parent.version);
  const pugi::xml_node container = ensure_path(parent.element, form.containers, cause);
  const std::string_view name = tables_->text(form.element);
  const pugi::xml_node element = tree_->insert(container, last_child_element(container, name), name, cause);
  if (form.key.size != 0) tree_->set_attribute(element, owned(tables_->text(form.key)).c_str(), tables_->text(step.name), cause);
  for (const Constant& constant : at(tables_->constants, form.constants))
    tree_->set_attribute(element, owned(tables_->text(constant.attribute)).c_str(), tables_->text(constant.value), cause);
  return {element, &form, parent.version};
}

Resource Resources::add(Slice address, pugi::xml_node fragment, std::size_t cause) {
  std::span<const Step> steps = at(tables_->steps, address);
  if (steps.size() == 1 && tables_->text(steps[0].type) == "subsystem") {
    tree_->insert(child_element(tree_->root(), "profile"), {}, fragment, cause);
    return *find(address);
  }
  const Resource parent = *find_parent(address);
  const ResourceForm& form = *form_of(*tables_, *parent.form, steps.back(), parent.version);
  const pugi::xml_node container = ensure_path(parent.element, form.containers, cause);
  const pugi::xml_node element =
      tree_->insert(container, last_child_element(container, xml::local_name(fragment)), fragment, cause);
  return {element, &form, parent.version};
}

void Resources::remove(const Resource& resource, std::size_t cause) {
  pugi::xml_node container = resource.element.parent();
  tree_->remove(resource.element, cause);
  if (resource.form == nullptr) return;
  for (std::uint32_t i = 0; i < resource.form->containers.size; ++i) {
    if (has_child_elements(container) || container.first_attribute() || !tree_->is_bare(container)) return;
    const pugi::xml_node outer = container.parent();
    tree_->remove(container, cause);
    container = outer;
  }
}

bool Resources::set(const Resource& resource, std::string_view attribute, std::string_view value, std::size_t cause) {
  const AttributeForm& form = *attribute_form_of(*tables_, *resource.form, attribute, resource.version);
  const pugi::xml_node element = ensure_path(resource.element, form.elements, cause);
  if (form.attribute.size != 0) {
    tree_->set_attribute(element, owned(tables_->text(form.attribute)).c_str(), value, cause);
    return true;
  }
  if (!tree_->can_set_text(element)) return false;
  tree_->set_text(element, value, cause);
  return true;
}

void Resources::unset(const Resource& resource, std::string_view attribute, std::size_t cause) {
  for (const AttributeForm& form : at(tables_->attribute_forms, resource.form->attributes)) {
    if (resource.version < form.since || form.until < resource.version || tables_->text(form.name) != attribute) continue;
    const pugi::xml_node element = follow(*tables_, resource.element, form.elements);
    if (!element) continue;
    if (form.attribute.size != 0) tree_->remove_attribute(element, owned(tables_->text(form.attribute)).c_str(), cause);
    const bool says_nothing = form.attribute.size == 0 || (!element.first_attribute() && !has_child_elements(element));
    if (form.elements.size != 0 && says_nothing && (form.attribute.size == 0 || tree_->is_bare(element)))
      tree_->remove(element, cause);
  }
}

}  // namespace idsxml::rules
