#include "rules/walk.hpp"

#include <algorithm>
#include <span>

#include "rules/dialect.hpp"
#include "rules/sites.hpp"
#include "xml/elements.hpp"

namespace idsxml::rules {
namespace {

/// Names of elements on the way from a resource's element; some of `names`.
using Path = std::span<const Slice>;

/// Asked of all forms of a kind: most names differ in their length.
bool is_text(const Tables& tables, Slice slice, std::string_view text) {
  return slice.size == text.size() && tables.text(slice) == text;
}

/// What an element below a resource's own is to that resource.
struct Role {
  const Site* site = nullptr;          ///< nullptr where nothing is ever told of such an element
  const ResourceForm* form = nullptr;  ///< of the child resource that it is, if it is one
  std::string_view name;               ///< of that
  bool leads_on = false;               ///< whether something of the resource stands here or deeper

  bool is_told() const { return form != nullptr || leads_on; }
};

/// The first form that fits; one whose key is missing only where no other does.
void find_form(const Tables& tables, pugi::xml_node element, Version version, Role& role) {
  for (const std::uint32_t index : at(tables.site_resources, role.site->resources)) {
    const ResourceForm& form = tables.resource_forms[index];
    if (!is_in(version, form.since, form.until)) continue;
    if (!has(element, tables.text(form.has))) continue;
    const pugi::xml_attribute key = form.key.size == 0 ? pugi::xml_attribute() : key_of(element, tables.text(form.key));
    const bool has_name = form.key.size == 0 || key;
    if (!has_name && role.form != nullptr) continue;
    role.form = &form;
    role.name = form.key.size == 0 ? tables.text(form.step.name) : std::string_view(key.value());
    if (has_name) return;
  }
}

/// That of a child of an element which stands at `site`.
Role role_of(const Tables& tables, pugi::xml_node element, std::string_view name, Version version, const Site& site) {
  Role role{.site = site_below(tables, site, name)};
  if (role.site == nullptr) return role;
  find_form(tables, element, version, role);
  role.leads_on = leads_on(tables, *role.site, version);
  return role;
}

const Site& site_of(const Tables& tables, const ResourceForm& form) {
  return tables.sites[form.site];
}

class Walker {
 public:
  explicit Walker(const Tables& tables) : tables_(tables) {}

  Walk run(pugi::xml_node root) {
    const ResourceForm* form = dialect_of(tables_, xml::local_name(root));
    if (form == nullptr) return {{}, {root}};
    constexpr std::size_t usual = 300;
    walk_.resources.reserve(usual);
    push({{root, form, parts_of(xml::namespace_of(root)).version}, 0, {}, nullptr}, nullptr);
    return std::move(walk_);
  }

 private:
  /// Whose forms an element may be of. A resource's element may hold what belongs to its parent as well.
  struct Context {
    const ResourceForm* form;
    Version version;
    std::uint32_t index;
    const Site* site;  ///< of the element whose children are visited
    const Context* outer = nullptr;
  };

  void visit_children(pugi::xml_node element, const Context& context) {
    for (const pugi::xml_node child : xml::child_elements(element)) visit(child, context);
  }

  void visit(pugi::xml_node element, const Context& innermost) {
    const std::string_view name = xml::local_name(element);
    if (name == "subsystem" && xml::local_name(element.parent()) == "profile")
      return add_subsystem(element, innermost.index);
    for (const Context* context = &innermost; context != nullptr; context = context->outer)
      if (belongs(element, name, *context)) return;
    const bool is_at_top = element.parent().parent().type() == pugi::node_document;
    if (name == "profile" && is_at_top) return visit_children(element, innermost);
    walk_.unknown.push_back(element);
  }

  bool belongs(pugi::xml_node element, std::string_view name, const Context& context) {
    const Role role = role_of(tables_, element, name, context.version, *context.site);
    const Context onwards{context.form, context.version, context.index, role.site};
    if (role.form != nullptr) {
      const Site* const shared = role.leads_on ? role.site : nullptr;
      push({{element, role.form, context.version}, context.index, role.name, shared},
           role.leads_on ? &onwards : nullptr);
    } else if (role.leads_on) {
      visit_children(element, onwards);
    }
    const bool is_own = context.site == &site_of(tables_, *context.form);
    return role.is_told() || (is_own && name == tables_.text(context.form->has));
  }

  void add_subsystem(pugi::xml_node element, std::uint32_t parent) {
    const NamespaceParts parts = parts_of(xml::namespace_of(element));
    const ResourceForm* form = dialect_of(tables_, parts.name);
    if (form == nullptr) return walk_.unknown.push_back(element);
    push({{element, form, parts.version}, parent, tables_.text(form->step.name), nullptr}, nullptr);
  }

  void push(const Found& found, const Context* outer) {
    const auto index = static_cast<std::uint32_t>(walk_.resources.size());
    walk_.resources.push_back(found);
    const auto& [element, form, version] = found.resource;
    visit_children(element, {form, version, index, &site_of(tables_, *form), outer});
  }

  const Tables& tables_;
  Walk walk_;
};

template <class Visit>
void visit_values(const AttributeForm& form, const Written& value, const Visit& visit) {
  if (form.values != Values::words) return visit(value);
  std::string_view rest = value.value;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest))
    visit({word, {}, value.element, value.attribute});
}

/// Whether each of several elements of one name has a value.
bool is_repeated(const AttributeForm& form) {
  return form.values == Values::elements || form.values == Values::map;
}

/// Of a map, in the element that its value stands at.
std::string_view key_at(const Tables& tables, pugi::xml_node element, const AttributeForm& form) {
  return form.key.size == 0 ? std::string_view() : xml::attribute_of(element, tables.text(form.key)).value();
}

void collect(const Tables& tables, const AttributeForm& form, pugi::xml_node element, Path path,
             std::vector<Written>& values) {
  if (!path.empty()) {
    for (const pugi::xml_node child : xml::child_elements(element)) {
      if (xml::local_name(child) != tables.text(path[0])) continue;
      collect(tables, form, child, path.subspan(1), values);
      if (!is_repeated(form)) return;
    }
    return;
  }
  const auto append = [&](const Written& value) { values.push_back(value); };
  const std::string_view key = key_at(tables, element, form);
  if (form.attribute.size == 0) {
    const std::string_view text = xml::text_of(element);
    return visit_values(form, {form.is_flag && text.empty() ? "true" : text, key, element, {}}, append);
  }
  const std::string_view attribute = tables.text(form.attribute);
  if (const pugi::xml_attribute found = xml::attribute_of(element, attribute))
    visit_values(form, {found.value(), key, element, attribute}, append);
}

/// Of XML itself, and nothing that a server would be told.
bool is_declaration(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:") || attribute.starts_with("xsi:");
}

/// Goes through a resource's own element and those below that something of it stands in.
class ContentsReader {
 public:
  ContentsReader(const Tables& tables, const Found& found, Contents& contents)
      : tables_(tables), found_(found), form_(*found.resource.form), contents_(contents) {}

  void run() {
    read({.element = found_.resource.element, .site = site_of(tables_, form_)});
    if (found_.resource.element.parent().type() == pugi::node_document) read_profiles();
    const auto by_form = [](const Contents::Value& a, const Contents::Value& b) { return a.form < b.form; };
    auto& values = contents_.values;
    if (!std::is_sorted(values.begin(), values.end(), by_form)) std::stable_sort(values.begin(), values.end(), by_form);
  }

 private:
  struct Stand {
    pugi::xml_node element;
    const Site& site;
    bool is_first = true;  ///< of its name in its parent, as all around it are; what is no list has no second value
    bool is_ours = true;   ///< no other resource's
    const ResourceForm* inner = nullptr;  ///< of the child resource that this is, too
  };

  bool is_own(const Stand& stand) const { return &stand.site == &site_of(tables_, form_); }

  Role role_at(const Site& site, pugi::xml_node child, std::string_view name) const {
    return role_of(tables_, child, name, found_.resource.version, site);
  }

  void read(const Stand& stand) {
    read_attributes(stand);
    const std::size_t before = seen_.size();
    bool has_text = false;
    for (pugi::xml_node child = stand.element.first_child(); child; child = child.next_sibling()) {
      const pugi::xml_node_type type = child.type();
      if (type == pugi::node_element) read_child(stand, child, before);
      has_text = has_text || type == pugi::node_pcdata || type == pugi::node_cdata;
    }
    seen_.resize(before);
    const std::string_view text = has_text ? xml::text_of(stand.element) : std::string_view();
    if (!read_value(stand, {}, text) && stand.is_ours && !text.empty()) contents_.untold.push_back({stand.element, {}});
  }

  void read_child(const Stand& parent, pugi::xml_node child, std::size_t first_sibling) {
    const std::string_view name = xml::local_name(child);
    const Role role = role_at(parent.site, child, name);
    if (!role.is_told() && is_own(parent) && name == tables_.text(form_.has)) return leave(child);
    if (!role.leads_on) return;
    const bool is_in_inner = parent.inner != nullptr;
    const bool is_inners = is_in_inner && role_at(site_of(tables_, *parent.inner), child, name).is_told();
    read({.element = child,
          .site = *role.site,
          .is_first = is_first(role.site, first_sibling) && parent.is_first,
          .is_ours = role.form == nullptr && !is_inners && (parent.is_ours || is_in_inner),
          .inner = role.form});
  }

  bool is_first(const Site* site, std::size_t first_sibling) {
    const auto siblings = seen_.begin() + static_cast<std::ptrdiff_t>(first_sibling);
    if (std::find(siblings, seen_.end(), site) != seen_.end()) return false;
    seen_.push_back(site);
    return true;
  }

  void read_attributes(const Stand& stand) {
    for (pugi::xml_attribute attribute = stand.element.first_attribute(); attribute;
         attribute = attribute.next_attribute()) {
      const std::string_view name = attribute.name();
      const bool is_told = read_value(stand, name, attribute.value());
      if (is_told || !stand.is_ours || is_declaration(name) || (is_own(stand) && is_told_besides(name))) continue;
      contents_.untold.push_back({stand.element, name});
    }
  }

  /// As the resource's name, or by its parent.
  bool is_told_besides(std::string_view attribute) const {
    if (attribute == tables_.text(form_.key)) return true;
    if (found_.shared == nullptr) return false;
    const auto told = attributes_at(tables_, *found_.shared, attribute);
    return std::any_of(told.begin(), told.end(), [&](const SiteAttribute& each) { return holds(each); });
  }

  bool holds(const SiteAttribute& attribute) const {
    return is_in(found_.resource.version, attribute.since, attribute.until);
  }

  /// That of an attribute, or the text without a name. Whether anything is told of it.
  bool read_value(const Stand& stand, std::string_view name, std::string_view value) {
    bool is_told = false;
    for (const SiteAttribute& attribute : attributes_at(tables_, stand.site, name)) {
      if (!holds(attribute)) continue;
      const bool is_key = attribute.form == SiteAttribute::is_key;
      if (is_key || add(stand, tables_.attribute_forms[attribute.form], name, value)) is_told = true;
    }
    return is_told;
  }

  bool add(const Stand& stand, const AttributeForm& form, std::string_view name, std::string_view value) {
    if (!stand.is_first && !is_repeated(form)) return false;
    const Written written{form.is_flag && value.empty() ? "true" : value, key_at(tables_, stand.element, form),
                          stand.element, name};
    const std::size_t before = contents_.values.size();
    visit_values(form, written, [&](const Written& each) { contents_.values.push_back({&form, each}); });
    // A list of nothing is not the same as no list.
    if (contents_.values.size() == before && !name.empty()) contents_.values.push_back({&form, written});
    return true;
  }

  /// What stands right at it.
  void leave_own(pugi::xml_node element) {
    for (const pugi::xml_attribute attribute : element.attributes())
      if (!is_declaration(attribute.name())) contents_.untold.push_back({element, attribute.name()});
    if (!xml::text_of(element).empty()) contents_.untold.push_back({element, {}});
  }

  /// Walker looks through them for subsystems, whether a dialect tells of them or not.
  void read_profiles() {
    for (const pugi::xml_node child : xml::child_elements(found_.resource.element))
      if (xml::local_name(child) == "profile") leave_own(child);
  }

  /// All of an element of which dialects tell nothing but that it is there.
  void leave(pugi::xml_node element) {
    leave_own(element);
    for (const pugi::xml_node child : xml::child_elements(element)) leave(child);
  }

  const Tables& tables_;
  const Found& found_;
  const ResourceForm& form_;
  Contents& contents_;
  std::vector<const Site*> seen_;  ///< of the children of each element that is being read
};

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

Walk walk(pugi::xml_node root, const Tables& tables) {
  return Walker(tables).run(root);
}

std::vector<Written> written(const Tables& tables, const Resource& resource, const AttributeForm& form) {
  std::vector<Written> values;
  collect(tables, form, resource.element, at(tables.names, form.elements), values);
  return values;
}

void read_contents(const Tables& tables, const Walk& walk, std::uint32_t index, Contents& contents) {
  contents.values.clear();
  contents.untold.clear();
  ContentsReader(tables, walk.resources[index], contents).run();
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
