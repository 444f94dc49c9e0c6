#include "rules/walk.hpp"

#include <algorithm>
#include <span>

#include "rules/dialect.hpp"
#include "xml/elements.hpp"

namespace idsxml::rules {
namespace {

/// Names of elements on the way from a resource's element; some of `names`.
using Path = std::span<const Slice>;

/// A dialect has each text once, so that places can be compared instead.
bool starts_with(Path whole, Path beginning) {
  return whole.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), whole.begin(),
                    [](Slice a, Slice b) { return a.begin == b.begin && a.size == b.size; });
}

/// Asked of all forms of a kind: most names differ in their length.
bool is_text(const Tables& tables, Slice slice, std::string_view text) {
  return slice.size == text.size() && tables.text(slice) == text;
}

class Walker {
 public:
  explicit Walker(const Tables& tables) : tables_(tables) {}

  Walk run(pugi::xml_node root) {
    const ResourceForm* form = dialect_of(tables_, xml::local_name(root));
    if (form == nullptr) return {{}, {root}};
    push({{root, form, parts_of(xml::namespace_of(root)).version}, 0, {}}, nullptr);
    return std::move(walk_);
  }

 private:
  /// Whose forms an element may be of. A resource's element may hold what belongs to its parent as well.
  struct Context {
    Resource resource;
    std::uint32_t index;
    Path path;  ///< from the resource's element to the one whose children are visited
    const Context* outer = nullptr;
  };

  void visit_children(pugi::xml_node element, const Context& context) {
    for (const pugi::xml_node child : xml::child_elements(element)) visit(child, context);
  }

  void visit(pugi::xml_node element, const Context& innermost) {
    const std::string_view name = xml::local_name(element);
    const pugi::xml_node parent = element.parent();
    if (name == "subsystem" && xml::local_name(parent) == "profile") return add_subsystem(element, innermost.index);
    for (const Context* context = &innermost; context != nullptr; context = context->outer)
      if (belongs(element, name, *context)) return;
    const bool is_at_top = parent.parent().type() == pugi::node_document;
    if (name == "profile" && is_at_top) return visit_children(element, innermost);
    walk_.unknown.push_back(element);
  }

  bool belongs(pugi::xml_node element, std::string_view name, const Context& context) {
    const Resource& resource = context.resource;
    const Fit fit = fit_of(element, name, resource, context.path);
    const Found found{{element, fit.form, resource.version}, context.index, fit.name};
    if (fit.form != nullptr && !element.first_child()) {
      walk_.resources.push_back(found);
      return true;
    }
    const Path way = way_through(name, resource, context.path);
    const Context onwards{resource, context.index, way};
    if (fit.form != nullptr) {
      push(found, way.empty() ? nullptr : &onwards);
      return true;
    }
    if (!way.empty()) visit_children(element, onwards);
    return !way.empty() || (context.path.empty() && name == tables_.text(resource.form->has));
  }

  void add_subsystem(pugi::xml_node element, std::uint32_t parent) {
    const NamespaceParts parts = parts_of(xml::namespace_of(element));
    const ResourceForm* form = dialect_of(tables_, parts.name);
    if (form == nullptr) return walk_.unknown.push_back(element);
    push({{element, form, parts.version}, parent, tables_.text(form->step.name)}, nullptr);
  }

  void push(const Found& found, const Context* outer) {
    const auto index = static_cast<std::uint32_t>(walk_.resources.size());
    walk_.resources.push_back(found);
    visit_children(found.resource.element, {found.resource, index, {}, outer});
  }

  struct Fit {
    const ResourceForm* form = nullptr;
    std::string_view name;  ///< of the resource
  };

  /// The first form that fits; one whose key is missing only where no other does.
  Fit fit_of(pugi::xml_node element, std::string_view name, const Resource& parent, Path path) const {
    Fit without_key;
    for (const ResourceForm& form : at(tables_.resource_forms, parent.form->children)) {
      if (form.containers.size != path.size() || !is_text(tables_, form.element, name)) continue;
      if (!is_in(parent.version, form.since, form.until) || !starts_with(at(tables_.names, form.containers), path))
        continue;
      if (form.has.size != 0 && !child_element(element, tables_.text(form.has))) continue;
      if (form.key.size == 0) return {&form, tables_.text(form.step.name)};
      if (const pugi::xml_attribute key = key_of(element, tables_.text(form.key))) return {&form, key.value()};
      if (without_key.form == nullptr) without_key.form = &form;
    }
    return without_key;
  }

  /// The path and the name, where some resource or attribute stands behind it; else nothing.
  Path way_through(std::string_view name, const Resource& parent, Path path) const {
    const auto continues = [&](Path way, Version since, Version until) {
      return way.size() > path.size() && is_text(tables_, way[path.size()], name) && starts_with(way, path) &&
             is_in(parent.version, since, until);
    };
    for (const ResourceForm& form : at(tables_.resource_forms, parent.form->children))
      if (const Path way = at(tables_.names, form.containers); continues(way, form.since, form.until))
        return way.first(path.size() + 1);
    for (const AttributeForm& form : at(tables_.attribute_forms, parent.form->attributes))
      if (const Path way = at(tables_.names, form.elements); continues(way, form.since, form.until))
        return way.first(path.size() + 1);
    return {};
  }

  const Tables& tables_;
  Walk walk_;
};

/// Takes the first word off a text; what is within ${ } belongs together.
std::string_view take_word(std::string_view& text) {
  constexpr std::string_view space = " \t\r\n,";
  text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
  std::size_t depth = 0;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (c == '{') ++depth;
    if (c == '}' && depth > 0) --depth;
    if (depth == 0 && space.find(c) != std::string_view::npos) break;
  }
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

void append(const AttributeForm& form, const Written& value, std::vector<Written>& values) {
  if (form.values != Values::words) return values.push_back(value);
  std::string_view rest = value.value;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest))
    values.push_back({word, {}, value.element, value.attribute});
}

void collect(const Tables& tables, const AttributeForm& form, pugi::xml_node element, Path path,
             std::vector<Written>& values) {
  if (!path.empty()) {
    const bool is_repeated = form.values == Values::elements || form.values == Values::map;
    for (const pugi::xml_node child : xml::child_elements(element)) {
      if (xml::local_name(child) != tables.text(path[0])) continue;
      collect(tables, form, child, path.subspan(1), values);
      if (!is_repeated) return;
    }
    return;
  }
  const std::string_view key =
      form.key.size == 0 ? std::string_view{} : xml::attribute_of(element, tables.text(form.key)).value();
  if (form.attribute.size == 0) {
    const std::string_view text = xml::text_of(element);
    return append(form, {form.is_flag && text.empty() ? "true" : text, key, element, {}}, values);
  }
  const std::string_view attribute = tables.text(form.attribute);
  if (const pugi::xml_attribute found = xml::attribute_of(element, attribute))
    append(form, {found.value(), key, element, attribute}, values);
}

bool is_described_below(const Tables& tables, const ResourceForm& form, std::span<const std::uint32_t> patterns,
                        Version version, std::string_view attribute) {
  if (patterns.empty()) return attribute.empty() || attribute_form_of(tables, form, attribute, version) != nullptr;
  const auto children = at(tables.resource_forms, form.children);
  return std::any_of(children.begin(), children.end(), [&](const ResourceForm& child) {
    return child.pattern == patterns[0] && is_in(version, child.since, child.until) &&
           is_described_below(tables, child, patterns.subspan(1), version, attribute);
  });
}

}  // namespace

Walk walk(pugi::xml_node root, const Tables& tables) {
  return Walker(tables).run(root);
}

std::vector<Written> written(const Tables& tables, const Resource& resource, const AttributeForm& form) {
  std::vector<Written> values;
  collect(tables, form, resource.element, at(tables.names, form.elements), values);
  return values;
}

void append_written(const Tables& tables, const Resource& resource, std::string_view attribute,
                    std::vector<Written>& values) {
  const std::size_t before = values.size();
  for (const AttributeForm& form : at(tables.attribute_forms, resource.form->attributes)) {
    if (!is_text(tables, form.name, attribute) || !is_in(resource.version, form.since, form.until)) continue;
    collect(tables, form, resource.element, at(tables.names, form.elements), values);
    if (values.size() > before) return;
  }
}

std::string address_of(const Tables& tables, const Walk& walk, std::uint32_t index) {
  const Found& found = walk.resources[index];
  const std::string_view type = tables.text(found.resource.form->step.type);
  if (found.parent == index) return {};
  return address_of(tables, walk, found.parent).append("/").append(type).append("=").append(found.name);
}

std::string to_string(const Tables& tables, std::uint32_t pattern) {
  const Pattern& each = tables.patterns[pattern];
  std::string text = each.parent == pattern ? std::string() : to_string(tables, each.parent);
  if (!text.empty()) text.push_back('/');
  if (each.step.type.size != 0)
    text.append(tables.text(each.step.type)).append("=").append(tables.text(each.step.name));
  return text;
}

std::optional<std::uint32_t> find_pattern(const Tables& tables, std::string_view pattern) {
  for (std::uint32_t index = 0; index < tables.patterns.size(); ++index)
    if (to_string(tables, index) == pattern) return index;
  return std::nullopt;
}

bool is_described(const Tables& tables, std::uint32_t pattern, Version version, std::string_view attribute) {
  std::vector<std::uint32_t> way;
  for (; tables.patterns[pattern].parent != pattern; pattern = tables.patterns[pattern].parent) way.push_back(pattern);
  std::reverse(way.begin(), way.end());
  return std::any_of(tables.dialects.begin(), tables.dialects.end(), [&](const Dialect& dialect) {
    const ResourceForm& form = tables.resource_forms[dialect.resource];
    return form.pattern == pattern && is_described_below(tables, form, way, version, attribute);
  });
}

}  // namespace idsxml::rules
