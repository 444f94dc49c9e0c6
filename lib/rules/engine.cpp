#include "rules/engine.hpp"

#include <algorithm>
#include <utility>

#include "config/secret.hpp"
#include "rules/dialect.hpp"
#include "xml/dom.hpp"

namespace idsxml::rules {
namespace {

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t space = list.find(' ');
    if (list.substr(0, space) == word) return true;
    if (space == std::string_view::npos) return false;
    list.remove_prefix(space + 1);
  }
  return false;
}

/// Whether an attribute of the element, or of one below it, has `word` as its value or as a word of it. `resource` is
/// not looked at.
bool refers_to(pugi::xml_node element, std::string_view word, pugi::xml_node resource) {
  if (element == resource) return false;
  for (const pugi::xml_attribute attribute : element.attributes())
    if (has_word(attribute.value(), word)) return true;
  const auto children = element.children();
  return std::any_of(children.begin(), children.end(), [&](pugi::xml_node child) {
    return child.type() == pugi::node_element && refers_to(child, word, resource);
  });
}

pugi::xml_document parsed(std::string_view fragment) {
  pugi::xml_document document;
  xml::load(document, fragment);
  return document;
}

}  // namespace

Spot spot_of(const xml::Tree& tree, pugi::xml_node element, std::string_view attribute) {
  const xml::ElementSpan& span = tree.place(element);
  if (tree.is_inserted(element)) return {span.begin, span.open_end, true};
  const std::string_view text = tree.document().text();
  if (!attribute.empty())
    for (const xml::AttributeSpan& a : xml::attributes_of(text, span))
      if (text.substr(a.name_begin, a.name_end - a.name_begin) == attribute)
        return {a.name_begin, a.value_end + 1U, false};
  return {span.begin, span.open_end, false};
}

Engine::Engine(xml::Tree& tree, const Tables& tables)
    : tables_(&tables), resources_(tree, tables), is_ha_(resources_.version_of("jgroups").has_value()) {}

void Engine::run(const Rule& rule) {
  for (const Change& change : at(tables_->changes, rule.changes)) {
    if (!applies(change)) continue;
    if (change.manual.size != 0) {
      leave(rule, change);
    } else if (const std::optional<std::vector<Raised>> raised = raises_for(change)) {
      for (const Raised& r : *raised) raise(rule, r);
      apply(rule, change);
    } else {
      leave_unexpressed(rule, change);
    }
  }
}

bool Engine::is_written_like(const Resource& resource, Slice fragment) const {
  return xml::Tree::is_like(resource.element, parsed(text(fragment)).document_element());
}

bool Engine::holds(const Condition& condition) const {
  if (condition.test == Test::schema) {
    const std::optional<Version> version = resources_.version_of(text(condition.value));
    return version && condition.since <= *version && *version <= condition.until;
  }
  const std::optional<Resource> resource = resources_.find(condition.address);
  if (condition.test == Test::absent)
    return !resource && (condition.address.size == 1 || resources_.find_parent(condition.address));
  if (!resource) return false;
  switch (condition.test) {
    case Test::equals:
      if (condition.fragment.size != 0) return is_written_like(*resource, condition.fragment);
      return resources_.effective(*resource, text(condition.attribute)) == text(condition.value);
    case Test::differs:
      if (condition.fragment.size != 0) return !is_written_like(*resource, condition.fragment);
      return resources_.effective(*resource, text(condition.attribute)) != text(condition.value);
    case Test::defined:
      return resources_.written(*resource, text(condition.attribute)).has_value();
    case Test::undefined:
      return !resources_.written(*resource, text(condition.attribute));
    case Test::unreferenced:
      return !refers_to(resources_.tree().root(), text(at(tables_->steps, condition.address).back().name),
                        resource->element);
    default:
      return true;
  }
}

bool Engine::applies(const Change& change) const {
  if (change.topology == Topology::ha && !is_ha_) return false;
  if (change.topology == Topology::standalone && is_ha_) return false;
  const auto conditions = at(tables_->conditions, change.conditions);
  return std::all_of(conditions.begin(), conditions.end(),
                     [this](const Condition& condition) { return holds(condition); });
}

bool Engine::can_express(const Action& action, std::optional<Version> version) const {
  if (action.verb == Verb::unset || action.verb == Verb::remove || action.verb == Verb::last) return true;
  if (action.verb == Verb::raise) {
    const std::optional<Version> now =
        version ? version : resources_.version_of(resources_.subsystem_of(action.address));
    return !now || action.version <= *now;
  }
  if (!resources_.can_express(action.address, {}, version)) return false;
  const auto settings = at(tables_->settings, action.settings);
  return std::all_of(settings.begin(), settings.end(), [&](const Setting& setting) {
    return setting.optional || resources_.can_express(action.address, text(setting.attribute), version);
  });
}

bool Engine::can_express(const Change& change, std::string_view subsystem, std::optional<Version> version) const {
  const auto actions = at(tables_->actions, change.actions);
  return std::all_of(actions.begin(), actions.end(), [&](const Action& action) {
    return resources_.subsystem_of(action.address) != subsystem || can_express(action, version);
  });
}

std::optional<Version> Engine::raise_for(const Change& change, std::string_view subsystem) const {
  const std::optional<Version> now = resources_.version_of(subsystem);
  if (!now || !resources_.can_raise(subsystem)) return std::nullopt;
  for (const Raise& raise : resources_.raises_of(subsystem)) {
    const bool in_range = raise.from <= *now && *now < raise.to;
    if (in_range && can_express(change, subsystem, raise.to)) return raise.to;
  }
  return std::nullopt;
}

std::optional<std::vector<Engine::Raised>> Engine::raises_for(const Change& change) const {
  std::vector<Raised> raised;
  std::string_view last;
  for (const Action& action : at(tables_->actions, change.actions)) {
    const std::string_view subsystem = resources_.subsystem_of(action.address);
    if (subsystem == last) continue;  // most changes are about one
    last = subsystem;
    if (can_express(change, subsystem, {})) continue;
    const std::optional<Version> version = raise_for(change, subsystem);
    if (!version) return std::nullopt;
    const bool known =
        std::any_of(raised.begin(), raised.end(), [&](const Raised& r) { return r.subsystem == subsystem; });
    if (!known) raised.push_back({subsystem, *version});
  }
  return raised;
}

void Engine::raise(const Rule& rule, const Raised& raised) {
  const pugi::xml_node element = resources_.schema_element(raised.subsystem);
  const std::string what =
      raised.subsystem == server_dialect ? "the root" : "subsystem " + std::string(raised.subsystem);
  const std::string version = std::to_string(raised.version.major) + "." + std::to_string(raised.version.minor);
  const std::size_t cause =
      record(rule, deed::raise, "the namespace of " + what + " to version " + version + ", which can say it",
             spot_of(resources_.tree(), element, xml::namespace_declaration_of(element)));
  resources_.raise(raised.subsystem, raised.version, cause);
}

void Engine::leave_unexpressed(const Rule& rule, const Change& change) {
  for (const Action& action : at(tables_->actions, change.actions)) {
    const std::string_view subsystem = resources_.subsystem_of(action.address);
    if (can_express(change, subsystem, {})) continue;
    const pugi::xml_node element = resources_.schema_element(subsystem);
    const std::string name(xml::namespace_of(element));
    record({&rule, EventKind::left,
            name + " cannot say what " + address(action.address) + " needs: raise it, or change it by hand",
            spot_of(resources_.tree(), element, xml::namespace_declaration_of(element))});
    return;
  }
}

bool Engine::is_name_taken(const Change& change, const Action& action) const {
  if (action.verb != Verb::add) return false;
  const pugi::xml_node namesake = resources_.namesake(action.address);
  if (!namesake) return false;
  const auto actions = at(tables_->actions, change.actions);
  return std::none_of(actions.begin(), actions.end(), [&](const Action& other) {
    const std::optional<Resource> removed = other.verb == Verb::remove ? resources_.find(other.address) : std::nullopt;
    return removed && removed->element == namesake;
  });
}

void Engine::apply(const Rule& rule, const Change& change) {
  for (const Action& action : at(tables_->actions, change.actions))
    if (!is_name_taken(change, action)) apply(rule, action);
}

void Engine::apply(const Rule& rule, const Action& action) {
  if (action.verb == Verb::raise) return;  // done before: a change can be said in full once its actions run
  if (action.verb == Verb::add) return add(rule, action);
  if (action.verb == Verb::remove) return remove(rule, action);
  const std::optional<Resource> resource = resources_.find(action.address);
  if (!resource) return;
  if (action.verb == Verb::replace) return replace(rule, action, *resource);
  if (action.verb == Verb::last) {
    if (resources_.is_last(*resource)) return;
    const std::size_t cause = record(rule, deed::move, address(action.address) + " to the end",
                                     spot_of(resources_.tree(), resource->element));
    resources_.move_last(*resource, cause);
    return;
  }
  const Setting& setting = at(tables_->settings, action.settings).front();
  if (action.verb == Verb::set) return set(rule, *resource, setting);
  const std::string_view attribute = text(setting.attribute);
  if (!resources_.written(*resource, attribute)) return;
  const std::size_t cause = record(rule, deed::remove, std::string(attribute) + " of " + address(action.address),
                                   spot_of(resources_.tree(), resources_.element_of(*resource, attribute), attribute));
  resources_.unset(*resource, attribute, cause);
}

void Engine::add(const Rule& rule, const Action& action) {
  if (resources_.find(action.address) || !resources_.can_hold(action.address)) return;
  const std::size_t cause = record(rule, deed::add, address(action.address), {});
  const Resource added = action.fragment.size == 0
                             ? resources_.add(action.address, cause)
                             : resources_.add(action.address, parsed(text(action.fragment)).document_element(), cause);
  events_[cause].spot = spot_of(resources_.tree(), added.element);
  write_settings(action, cause);
}

// Where a person wrote a resource twice, both go; else the next run would find the second.
void Engine::remove(const Rule& rule, const Action& action) {
  while (const std::optional<Resource> resource = resources_.find(action.address)) {
    const std::size_t cause =
        record(rule, deed::remove, address(action.address), spot_of(resources_.tree(), resource->element));
    resources_.remove(*resource, cause);
  }
}

void Engine::replace(const Rule& rule, const Action& action, const Resource& resource) {
  const pugi::xml_document fragment = parsed(text(action.fragment));
  if (xml::Tree::is_like(resource.element, fragment.document_element())) return;
  const std::size_t cause =
      record(rule, deed::replace, address(action.address), spot_of(resources_.tree(), resource.element));
  resources_.replace(resource, fragment.document_element(), cause);
  write_settings(action, cause);
}

void Engine::write_settings(const Action& action, std::size_t cause) {
  const std::optional<Resource> resource = resources_.find(action.address);
  for (const Setting& setting : at(tables_->settings, action.settings)) {
    const std::optional<std::string> value = value_of(setting);
    const std::string_view attribute = text(setting.attribute);
    if (value && resource && resources_.can_express(action.address, attribute))
      resources_.set(*resource, attribute, *value, cause);
  }
}

void Engine::set(const Rule& rule, const Resource& resource, const Setting& setting) {
  const std::string_view attribute = text(setting.attribute);
  if (attribute_form_of(*tables_, *resource.form, attribute, resource.version) == nullptr) return;
  const std::optional<std::string> value = value_of(setting);
  const std::optional<std::string> before = resources_.written(resource, attribute);
  if (!value || before == value) return;
  std::string message = std::string(attribute) + " to " + *value;
  if (config::is_secret(attribute)) {
    message = attribute;
  } else if (before) {
    message += " (was " + *before + ")";
  }
  const std::size_t cause = record(rule, deed::set, std::move(message),
                                   spot_of(resources_.tree(), resources_.element_of(resource, attribute), attribute));
  if (!resources_.set(resource, attribute, *value, cause)) {
    events_[cause].kind = EventKind::left;
    events_[cause].deed = {};
    events_[cause].message = "set " + std::string(attribute) + " by hand: its text has a comment or CDATA in it";
  }
}

std::optional<std::string> Engine::value_of(const Setting& setting) const {
  if (setting.carry.address.size != 0)
    if (const std::optional<Resource> from = resources_.find(setting.carry.address))
      if (std::optional<std::string> value = resources_.written(*from, text(setting.carry.attribute))) return value;
  if (!setting.has_value) return std::nullopt;
  return std::string(text(setting.value));
}

void Engine::leave(const Rule& rule, const Change& change) {
  const std::optional<Resource> resource = resources_.find(change.manual_address);
  if (!resource) return;
  const std::string_view attribute = text(change.manual_attribute);
  record({&rule, EventKind::left, std::string(text(change.manual)),
          spot_of(resources_.tree(), resources_.element_of(*resource, attribute), attribute)});
}

std::size_t Engine::record(const Rule& rule, Deed deed, std::string what, Spot spot) {
  return record({&rule, EventKind::done, std::move(what), spot, deed});
}

std::size_t Engine::record(Event event) {
  events_.push_back(std::move(event));
  return events_.size() - 1;
}

}  // namespace idsxml::rules
