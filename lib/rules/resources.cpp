#include "rules/resources.hpp"

#include <algorithm>
#include <string>

#include "rules/dialect.hpp"
#include "xml/dom.hpp"

namespace idsxml::rules {
namespace {

/// How a key begins that the element around the resource's has.
constexpr std::string_view around = "../";

std::string owned(std::string_view text) {
  return std::string(text);
}

/// Asked of every sibling on the way to a resource: most names differ in their length, or where it would begin.
bool is_element(pugi::xml_node node, std::string_view local_name) {
  const std::string_view name = node.name();
  if (name.size() < local_name.size() || local_name.empty()) return false;
  const std::size_t begin = name.size() - local_name.size();
  if (name[begin] != local_name[0] || (begin != 0 && name[begin - 1] != ':')) return false;
  return name.substr(begin) == local_name && node.type() == pugi::node_element;
}

bool is_subsystem(pugi::xml_node node) {
  return is_element(node, "subsystem");
}

bool is_extension(pugi::xml_node node) {
  return is_element(node, "extension");
}

pugi::xml_node last_child_element(pugi::xml_node parent, std::string_view local_name) {
  for (pugi::xml_node node = parent.last_child(); node; node = node.previous_sibling())
    if (is_element(node, local_name)) return node;
  return {};
}

bool has_child_elements(pugi::xml_node element) {
  return static_cast<bool>(element.find_child([](pugi::xml_node node) { return node.type() == pugi::node_element; }));
}

/// A file of rules has each text once, so that places can be compared.
bool is_same(const Step& a, const Step& b) {
  return a.type.begin == b.type.begin && a.type.size == b.type.size && a.name.begin == b.name.begin &&
         a.name.size == b.name.size;
}

/// What a search for an element goes by.
struct Leaf {
  std::string_view element;
  std::string_view key;  ///< empty: any
  std::string_view has;  ///< empty: anything
  std::string_view name;

  bool is_named(pugi::xml_node node) const {
    if (key.empty() || name == "*") return true;
    const char* const value = key_of(node, key).value();
    return *value == (name.empty() ? '\0' : name[0]) && value == name;
  }
};

pugi::xml_node find_leaf(const Tables& tables, pugi::xml_node from, std::span<const Slice> containers,
                         const Leaf& leaf) {
  const std::string_view wanted = containers.empty() ? leaf.element : tables.text(containers[0]);
  for (pugi::xml_node node = from.first_child(); node; node = node.next_sibling()) {
    if (!is_element(node, wanted)) continue;
    if (containers.empty()) {
      if (!has(node, leaf.has)) continue;
      if (leaf.is_named(node)) return node;
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

/// The text of the element and of its later siblings of the same name: a list is written as several elements.
std::string joined_text(pugi::xml_node element) {
  std::string joined(xml::text_of(element));
  for (pugi::xml_node next = element.next_sibling(); next; next = next.next_sibling())
    if (is_element(next, xml::local_name(element))) joined.append(" ").append(xml::text_of(next));
  return joined;
}

/// An attribute that this version does not have still has the default that others give it.
const AttributeForm* any_version_of(const Tables& tables, const ResourceForm& form, std::string_view attribute) {
  for (const AttributeForm& candidate : at(tables.attribute_forms, form.attributes))
    if (tables.text(candidate.name) == attribute) return &candidate;
  return nullptr;
}

/// Where a new element of that name goes: behind the last of its kind, else behind the last of what the dialect names
/// before it.
pugi::xml_node predecessor(const Tables& tables, const ResourceForm& parent, pugi::xml_node container,
                           std::string_view name) {
  if (const pugi::xml_node sibling = last_child_element(container, name)) return sibling;
  pugi::xml_node found;
  for (const ResourceForm& form : at(tables.resource_forms, parent.children)) {
    if (tables.text(form.element) == name) return found;
    if (form.containers.size != 0) continue;
    if (const pugi::xml_node before = last_child_element(container, tables.text(form.element))) found = before;
  }
  return found;
}

}  // namespace

bool has(pugi::xml_node element, std::string_view what) {
  if (what.empty()) return true;
  if (what.starts_with('@')) return static_cast<bool>(xml::attribute_of(element, what.substr(1)));
  return static_cast<bool>(child_element(element, what));
}

pugi::xml_attribute key_of(pugi::xml_node element, std::string_view key) {
  if (key.starts_with(around)) return xml::attribute_of(element.parent(), key.substr(around.size()));
  return xml::attribute_of(element, key);
}

pugi::xml_node child_element(pugi::xml_node parent, std::string_view local_name) {
  for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling())
    if (is_element(node, local_name)) return node;
  return {};
}

pugi::xml_node find_subsystem(pugi::xml_node server, std::string_view name) {
  for (const pugi::xml_node node : child_element(server, "profile").children())
    if (is_subsystem(node) && parts_of(xml::namespace_of(node)).name == name) return node;
  return {};
}

void Resources::index() {
  const pugi::xml_node server = tree_->root();
  server_ = {server, dialect_of(*tables_, server_dialect), parts_of(xml::namespace_of(server)).version};
  index_extensions();
  subsystems_.clear();
  for (const pugi::xml_node node : child_element(tree_->root(), "profile").children())
    if (is_subsystem(node)) index_subsystem(node);
}

void Resources::index_subsystem(pugi::xml_node subsystem) {
  if (const std::optional<Named> entry = described(subsystem)) subsystems_.push_back(*entry);
}

void Resources::index_added(pugi::xml_node element) {
  if (is_extension(element)) index_extensions();
  if (is_subsystem(element)) index_subsystem(element);
}

std::optional<Resources::Named> Resources::described(pugi::xml_node subsystem) const {
  const NamespaceParts parts = parts_of(xml::namespace_of(subsystem));
  const ResourceForm* form = dialect_of(*tables_, parts.name);
  if (form == nullptr) return std::nullopt;
  return Named{parts.name, {subsystem, form, parts.version}};
}

void Resources::index_extensions() {
  extensions_.clear();
  const auto& [server, dialect, version] = server_;
  if (dialect == nullptr) return;
  const auto forms = at(tables_->resource_forms, dialect->children);
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const ResourceForm& each) {
    return tables_->text(each.step.type) == "extension";
  });
  if (form == forms.end()) return;
  for (const pugi::xml_node node : child_element(server, "extensions").children())
    if (is_extension(node)) extensions_.push_back({node.attribute("module").value(), {node, &*form, version}});
}

std::optional<Resource> Resources::named(const Index& index, std::string_view name) {
  const auto found = std::find_if(index.begin(), index.end(), [&](const Named& each) { return each.name == name; });
  if (found == index.end()) return std::nullopt;
  return found->resource;
}

std::optional<Resource> Resources::context(std::span<const Step>& steps) const {
  if (steps.empty() || tables_->text(steps[0].type) != "subsystem") return server_;
  const std::optional<Resource> subsystem = named(subsystems_, tables_->text(steps[0].name));
  if (subsystem) steps = steps.subspan(1);
  return subsystem;
}

std::optional<Resource> Resources::child(const Resource& parent, const Step& step) const {
  if (parent.form == nullptr) return std::nullopt;
  const bool is_indexed = tables_->text(step.type) == "extension" && tables_->text(step.name) != "*";
  if (is_indexed && parent.element == tree_->root()) return named(extensions_, tables_->text(step.name));
  const bool is_any_type = tables_->text(step.type) == "*";
  for (const ResourceForm& form : at(tables_->resource_forms, parent.form->children)) {
    if (form.step.type.size != step.type.size && !is_any_type) continue;  // most
    if (parent.version < form.since || form.until < parent.version) continue;
    if (!matches(*tables_, form, tables_->text(step.type), tables_->text(step.name))) continue;
    const Leaf leaf{tables_->text(form.element), tables_->text(form.key), tables_->text(form.has),
                    tables_->text(step.name)};
    if (const pugi::xml_node found = find_leaf(*tables_, parent.element, at(tables_->names, form.containers), leaf))
      return Resource{found, &form, parent.version};
  }
  return std::nullopt;
}

std::optional<Resource> Resources::walk(Slice address, std::size_t count) const {
  std::span<const Step> steps = at(tables_->steps, address).first(count);
  std::optional<Resource> resource = context(steps);
  if (!resource) return std::nullopt;
  const std::size_t known = known_steps(resource->element, steps);
  if (known > 0) resource = taken_.resources[known - 1];
  for (const Step& step : steps.subspan(known)) {
    resource = child(*resource, step);
    if (!resource) return std::nullopt;
    taken_.steps.push_back(step);
    taken_.resources.push_back(*resource);
  }
  return resource;
}

std::size_t Resources::known_steps(pugi::xml_node start, std::span<const Step> steps) const {
  const bool is_same_way = taken_.start == start && taken_.changes == tree_->changes();
  std::size_t known = 0;
  while (is_same_way && known < std::min(steps.size(), taken_.steps.size()) &&
         is_same(taken_.steps[known], steps[known]))
    ++known;
  taken_.start = start;
  taken_.changes = tree_->changes();
  taken_.steps.resize(known);
  taken_.resources.resize(known);
  return known;
}

std::optional<Resource> Resources::find(Slice address) const {
  return walk(address, address.size);
}

std::optional<Resource> Resources::find_parent(Slice address) const {
  return walk(address, address.size - 1);
}

bool Resources::can_hold(Slice address) const {
  const Step& first = at(tables_->steps, address).front();
  const bool is_subsystem = address.size == 1 && tables_->text(first.type) == "subsystem";
  if (is_subsystem) return !child_element(tree_->root(), "profile").empty();
  return find_parent(address).has_value();
}

std::optional<std::string> Resources::written(const Resource& resource, std::string_view attribute) const {
  if (resource.form == nullptr) return std::nullopt;
  for (const AttributeForm& form : at(tables_->attribute_forms, resource.form->attributes)) {
    if (resource.version < form.since || form.until < resource.version || tables_->text(form.name) != attribute)
      continue;
    const pugi::xml_node element = follow(*tables_, resource.element, form.elements);
    if (!element) continue;
    if (form.attribute.size == 0) return joined_text(element);
    if (const pugi::xml_attribute found = xml::attribute_of(element, tables_->text(form.attribute)))
      return std::string(found.value());
  }
  return std::nullopt;
}

std::optional<std::string> Resources::effective(const Resource& resource, std::string_view attribute) const {
  if (std::optional<std::string> value = written(resource, attribute)) return value;
  if (resource.form == nullptr) return std::nullopt;
  const AttributeForm* form = attribute_form_of(*tables_, *resource.form, attribute, resource.version);
  if (form == nullptr) form = any_version_of(*tables_, *resource.form, attribute);
  if (form == nullptr || !form->has_default) return std::nullopt;
  return owned(tables_->text(form->default_value));
}

pugi::xml_node Resources::element_of(const Resource& resource, std::string_view attribute) const {
  if (resource.form == nullptr || attribute.empty()) return resource.element;
  const AttributeForm* form = attribute_form_of(*tables_, *resource.form, attribute, resource.version);
  if (form == nullptr) return resource.element;
  const pugi::xml_node element = follow(*tables_, resource.element, form->elements);
  return element ? element : resource.element;
}

const ResourceForm* Resources::form_at(const Resource& start, std::span<const Step> steps, Version version) const {
  const ResourceForm* form = start.form;
  for (const Step& step : steps) {
    if (form == nullptr) return nullptr;
    form = form_of(*tables_, *form, step, version);
  }
  return form;
}

bool Resources::can_express(Slice address, std::string_view attribute, std::optional<Version> version) const {
  std::span<const Step> steps = at(tables_->steps, address);
  const std::optional<Resource> start = context(steps);
  if (!start) return true;
  const Version spoken = version.value_or(start->version);
  const std::optional<Resource> there = version ? std::nullopt : find(address);
  const ResourceForm* form = there ? there->form : form_at(*start, steps, spoken);
  if (form == nullptr) return false;
  return attribute.empty() || attribute_form_of(*tables_, *form, attribute, spoken) != nullptr;
}

std::string_view Resources::subsystem_of(Slice address) const {
  const Step& first = at(tables_->steps, address).front();
  return tables_->text(first.type) == "subsystem" ? tables_->text(first.name) : server_dialect;
}

pugi::xml_node Resources::schema_element(std::string_view subsystem) const {
  if (subsystem == server_dialect) return tree_->root();
  const std::optional<Resource> found = named(subsystems_, subsystem);
  return found ? found->element : pugi::xml_node{};
}

std::optional<Version> Resources::version_of(std::string_view subsystem) const {
  const pugi::xml_node element = schema_element(subsystem);
  if (!element) return std::nullopt;
  return parts_of(xml::namespace_of(element)).version;
}

std::span<const Raise> Resources::raises_of(std::string_view subsystem) const {
  const Dialect* dialect = find_dialect(*tables_, subsystem);
  return dialect == nullptr ? std::span<const Raise>{} : at(tables_->raises, dialect->raises);
}

bool Resources::can_raise(std::string_view subsystem) const {
  const pugi::xml_node element = schema_element(subsystem);
  return element && static_cast<bool>(element.attribute(xml::namespace_declaration_of(element).c_str()));
}

void Resources::raise(std::string_view subsystem, Version version, std::size_t cause) {
  const pugi::xml_node element = schema_element(subsystem);
  const std::string_view old = xml::namespace_of(element);
  const std::string raised =
      owned(old.substr(0, old.rfind(':') + 1)) + std::to_string(version.major) + "." + std::to_string(version.minor);
  tree_->set_attribute(element, xml::namespace_declaration_of(element).c_str(), raised, cause);
  for (Named& each : subsystems_)
    if (each.resource.element == element) each = described(element).value_or(each);
  if (subsystem == server_dialect) index();
}

void Resources::replace(const Resource& resource, pugi::xml_node fragment, std::size_t cause) {
  tree_->insert(resource.element.parent(), resource.element, fragment, cause);
  tree_->remove(resource.element, cause);
  if (is_subsystem(resource.element) || is_extension(resource.element)) index();
}

bool Resources::is_last(const Resource& resource) const {
  pugi::xml_node last = resource.element.parent().last_child();
  while (last.type() != pugi::node_element) last = last.previous_sibling();
  if (last == resource.element) return true;
  const std::string_view key = tables_->text(resource.form->key);
  return is_element(last, xml::local_name(resource.element)) && !key.empty() &&
         key_of(last, key).value() == std::string_view(key_of(resource.element, key).value());
}

Resource Resources::move_last(const Resource& resource, std::size_t cause) {
  pugi::xml_document copy;
  xml::append_whole_copy(copy, resource.element);  // NOLINT(cppcoreguidelines-slicing): nodes are handles
  const pugi::xml_node parent = resource.element.parent();
  tree_->remove(resource.element, cause);
  const pugi::xml_node last = parent.last_child();
  const pugi::xml_node moved = tree_->insert(parent, last, copy.first_child(), cause);
  if (is_subsystem(moved) || is_extension(moved)) index();
  return {moved, resource.form, resource.version};
}

pugi::xml_node Resources::ensure_path(pugi::xml_node from, Slice elements, std::size_t cause) {
  pugi::xml_node node = from;
  for (const Slice name : at(tables_->names, elements)) {
    const pugi::xml_node next = child_element(node, tables_->text(name));
    node = next ? next : tree_->insert(node, {}, tables_->text(name), cause);
  }
  return node;
}

pugi::xml_node Resources::new_container(const Resource& parent, const ResourceForm& form, std::size_t cause) {
  const Slice outer{form.containers.begin, form.containers.size - 1};
  const pugi::xml_node around_it = ensure_path(parent.element, outer, cause);
  const std::string_view name = tables_->text(at(tables_->names, form.containers).back());
  return tree_->insert(around_it, predecessor(*tables_, *parent.form, around_it, name), name, cause);
}

pugi::xml_node Resources::namesake(Slice address) const {
  const std::optional<Resource> parent = find_parent(address);
  if (!parent || parent->form == nullptr) return {};
  const Step& step = at(tables_->steps, address).back();
  const ResourceForm* form = form_of(*tables_, *parent->form, step, parent->version);
  if (form == nullptr || !form->unique) return {};
  const std::string key = owned(tables_->text(form->key));
  const std::string_view name = tables_->text(step.name);
  return parent->element.find_child(
      [&](pugi::xml_node sibling) { return sibling.attribute(key.c_str()).value() == name; });
}

Resource Resources::add(Slice address, std::size_t cause) {
  const Resource parent = *find_parent(address);
  const Step& step = at(tables_->steps, address).back();
  const ResourceForm& form = *form_of(*tables_, *parent.form, step, parent.version);
  const std::string_view key = tables_->text(form.key);
  const bool is_named_around = key.starts_with(around);
  const pugi::xml_node container =
      is_named_around ? new_container(parent, form, cause) : ensure_path(parent.element, form.containers, cause);
  const std::string_view name = tables_->text(form.element);
  const pugi::xml_node element =
      tree_->insert(container, predecessor(*tables_, *parent.form, container, name), name, cause);
  if (!key.empty())
    tree_->set_attribute(is_named_around ? container : element,
                         owned(is_named_around ? key.substr(around.size()) : key).c_str(), tables_->text(step.name),
                         cause);
  for (const Constant& constant : at(tables_->constants, form.constants))
    tree_->set_attribute(element, owned(tables_->text(constant.attribute)).c_str(), tables_->text(constant.value),
                         cause);
  if (address.size == 1) index_added(element);
  return {element, &form, parent.version};
}

Resource Resources::add(Slice address, pugi::xml_node fragment, std::size_t cause) {
  std::span<const Step> steps = at(tables_->steps, address);
  if (steps.size() == 1 && tables_->text(steps[0].type) == "subsystem") {
    index_added(tree_->insert(child_element(tree_->root(), "profile"), {}, fragment, cause));
    return *find(address);
  }
  const Resource parent = *find_parent(address);
  const ResourceForm& form = *form_of(*tables_, *parent.form, steps.back(), parent.version);
  const pugi::xml_node container = ensure_path(parent.element, form.containers, cause);
  const pugi::xml_node before = predecessor(*tables_, *parent.form, container, xml::local_name(fragment));
  const pugi::xml_node element = tree_->insert(container, before, fragment, cause);
  if (address.size == 1) index_added(element);
  return {element, &form, parent.version};
}

void Resources::remove(const Resource& resource, std::size_t cause) {
  pugi::xml_node container = resource.element.parent();
  tree_->remove(resource.element, cause);
  const auto is_gone = [&](const Named& each) { return each.resource.element == resource.element; };
  std::erase_if(subsystems_, is_gone);
  std::erase_if(extensions_, is_gone);
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
  if (form.is_flag || form.values == Values::map) return false;
  const pugi::xml_node element = ensure_path(resource.element, form.elements, cause);
  if (form.attribute.size != 0) {
    tree_->set_attribute(element, owned(tables_->text(form.attribute)).c_str(), value, cause);
    return true;
  }
  const bool is_list = joined_text(element) != xml::text_of(element);
  if (is_list || !tree_->can_set_text(element)) return false;
  tree_->set_text(element, value, cause);
  return true;
}

void Resources::unset(const Resource& resource, std::string_view attribute, std::size_t cause) {
  for (const AttributeForm& form : at(tables_->attribute_forms, resource.form->attributes)) {
    if (resource.version < form.since || form.until < resource.version || tables_->text(form.name) != attribute)
      continue;
    const pugi::xml_node element = follow(*tables_, resource.element, form.elements);
    if (!element) continue;
    if (form.attribute.size != 0) tree_->remove_attribute(element, owned(tables_->text(form.attribute)).c_str(), cause);
    const bool says_nothing = form.attribute.size == 0 || (!element.first_attribute() && !has_child_elements(element));
    if (form.elements.size != 0 && says_nothing && (form.attribute.size == 0 || tree_->is_bare(element)))
      tree_->remove(element, cause);
  }
}

}  // namespace idsxml::rules
