#include "checks/references.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "catalog/capabilities.hpp"
#include "catalog/catalog.hpp"
#include "catalog/tables.hpp"
#include "report/suggest.hpp"
#include "rules/dialect.hpp"
#include "xml/elements.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

using catalog::CapabilityFactRow;
using catalog::CapabilityNameRow;
using catalog::NameOf;
using catalog::ResourceRow;
using rules::Found;
using rules::Written;

constexpr std::uint16_t nothing = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// The parts of the name by which a capability is one of many; catalogc lets none have more.
using Names = std::array<std::string_view, catalog::most_names>;

/// Whether a program or the server puts something else in its place, so that nobody can say which name it is; or a
/// deployment brings it, which names what it has after its file.
bool is_placeholder(std::string_view name) {
  return name.empty() || name.find_first_of("{}@#%$<>") != std::string_view::npos ||
         name.find(".jar") != std::string_view::npos;
}

/// The value that is used if nobody gives another: `b` of ${a:b}.
std::string_view without_expression(std::string_view value) {
  while (value.starts_with("${") && value.ends_with("}")) {
    const std::size_t colon = value.find(':');
    if (colon == std::string_view::npos) return value;
    value = value.substr(colon + 1, value.size() - colon - 2);
  }
  return value;
}

struct Noun {
  std::string_view capability;
  std::string_view noun;
};
/// Where the last word of a capability's name does not say what people call it.
constexpr std::array nouns{
    Noun{"datasources.jdbc-driver", "JDBC driver"},
    Noun{"elytron.realm-of-domain", "realm"},
    Noun{"messaging.socket-binding", "socket binding"},
    Noun{"org.wildfly.batch.job.repository", "job repository"},
    Noun{"org.wildfly.batch.thread.pool", "thread pool"},
    Noun{"org.wildfly.clustering.command-dispatcher-factory", "channel"},
    Noun{"org.wildfly.clustering.infinispan.cache-configuration", "cache"},
    Noun{"org.wildfly.clustering.infinispan.default-cache", "cache container"},
    Noun{"org.wildfly.clustering.infinispan.default-cache-configuration", "cache container"},
    Noun{"org.wildfly.clustering.cache.default-singleton-service-configurator-factory", "cache container"},
    Noun{"org.wildfly.clustering.default-singleton-service-target-factory", "cache container"},
    Noun{"org.wildfly.clustering.cache.singleton-service-configurator-factory", "cache"},
    Noun{"org.wildfly.clustering.singleton-service-target-factory", "cache"},
    Noun{"org.wildfly.clustering.jgroups.channel-factory", "stack or channel"},
    Noun{"org.wildfly.clustering.jgroups.channel-source", "channel"},
    Noun{"org.wildfly.clustering.server.command-dispatcher-factory", "channel"},
    Noun{"org.wildfly.clustering.singleton.service-target-factory", "singleton policy"},
    Noun{"org.wildfly.ee.concurrent.context.service", "context service"},
    Noun{"org.wildfly.messaging.activemq.connector.external", "connector"},
    Noun{"org.wildfly.security.providers", "provider loader"},
    Noun{"org.wildfly.security.security-factory.credential", "credential security factory"},
    Noun{"org.wildfly.threads.executor.ejb3", "thread pool"},
    Noun{"org.wildfly.undertow.listener.http-upgrade-registry", "listener"},
};

std::string noun_of(std::string_view capability) {
  for (const Noun& each : nouns)
    if (each.capability == capability) return std::string(each.noun);
  std::string noun(capability.substr(capability.rfind('.') + 1));
  std::replace(noun.begin(), noun.end(), '-', ' ');
  return noun;
}

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

/// /subsystem=undertow/server=*
std::string address_of(std::uint16_t resource) {
  if (resource == 0) return {};
  const ResourceRow& row = catalog::resource_rows[resource];
  return address_of(row.parent) + "/" + std::string(catalog::view(row.type)) + "=" +
         std::string(catalog::view(row.name));
}

/// The first step of a resource's address.
std::uint16_t top_of(std::uint16_t resource) {
  while (resource != 0 && catalog::resource_rows[resource].parent != 0)
    resource = catalog::resource_rows[resource].parent;
  return resource;
}

bool is_subsystem(std::uint16_t resource) {
  return catalog::view(catalog::resource_rows[resource].type) == "subsystem";
}

class References {
 public:
  References(const rules::Tables& tables, const rules::Walk& walk, const Release& target)
      : tables_(tables), walk_(walk), release_(catalog::row_of(target)) {}

  std::vector<DanglingReference> run() {
    collect();
    for (const Requirement& requirement : requirements_) check(requirement);
    return std::move(dangling_);
  }

 private:
  struct Provided {
    Names names;
    std::uint32_t next;  ///< of the same capability; `none` behind the last
  };
  struct Requirement {
    pugi::xml_node element;  ///< of the resource
    std::uint32_t found;     ///< `none` for a subsystem that no dialect tells of
    const CapabilityFactRow* fact;
  };
  struct Subsystem {
    std::uint16_t kind;  ///< `nothing` where the catalog knows no capability of it
    pugi::xml_node element;
    std::optional<rules::Version> version;  ///< of its namespace; none where no dialect tells of it
  };

  /// The kinds that a resource, found behind another of its pattern, may be of as well.
  struct Siblings {
    std::uint32_t pattern = none;
    std::uint16_t parent = nothing;
    std::span<const ResourceRow> kinds;
  };

  void collect() {
    first_provided_.assign(catalog::capability_rows.size(), none);
    kinds_.reserve(walk_.resources.size());
    for (std::uint32_t i = 0; i < walk_.resources.size(); ++i) {
      kinds_.push_back(kind_of(i));
      add_subsystem(i);
      if (kinds_[i] != nothing) add_facts(i);
    }
    for (const pugi::xml_node element : walk_.unknown)
      if (xml::local_name(element) == "subsystem") add_undescribed(element);
  }

  std::uint16_t kind_of(std::uint32_t index) {
    if (index == 0) return 0;
    const Found& found = walk_.resources[index];
    const std::uint16_t parent = kinds_[found.parent];
    if (parent == nothing) return nothing;
    const std::uint32_t pattern = found.resource.form->pattern;
    if (siblings_.pattern != pattern || siblings_.parent != parent)
      siblings_ = {pattern, parent, catalog::resources_below(parent, type_of(found))};
    return catalog::resource_named(siblings_.kinds, found.name).value_or(nothing);
  }

  std::string_view type_of(const Found& found) const { return tables_.text(found.resource.form->step.type); }

  void add_subsystem(std::uint32_t index) {
    const Found& found = walk_.resources[index];
    if (type_of(found) != "subsystem") return;
    subsystems_.push_back({kinds_[index], found.resource.element, found.resource.version});
    is_read_ = is_read(xml::namespace_of(found.resource.element));
  }

  bool is_read(std::string_view name_space) const {
    const catalog::NamespaceRow* row = catalog::find_namespace(name_space);
    return row != nullptr && row->read_by.contains(release_);
  }

  void add_facts(std::uint32_t index) {
    for (const CapabilityFactRow& fact : catalog::facts_of(kinds_[index])) {
      if (!fact.in.contains(release_)) continue;
      if (fact.role == catalog::Role::provides) {
        provide_all(fact, index);
      } else if (is_read_) {
        requirements_.push_back({walk_.resources[index].resource.element, index, &fact});
      }
    }
  }

  /// A subsystem without a dialect: what it provides and requires without any name holds for its mere presence.
  void add_undescribed(pugi::xml_node element) {
    const std::string_view name_space = xml::namespace_of(element);
    const auto schema = catalog::schema_of(name_space);
    if (!schema || !catalog::knows_family(schema->family)) has_unknown_ = true;
    const auto kind = catalog::resource_below(0, "subsystem", rules::parts_of(name_space).name);
    subsystems_.push_back({kind.value_or(nothing), element, std::nullopt});
    if (!kind) return;
    for (const CapabilityFactRow& fact : catalog::facts_of(*kind)) {
      if (!fact.in.contains(release_) || fact.name_count > 0) continue;
      if (fact.role == catalog::Role::provides) {
        provide(fact, {});
      } else if (is_read(name_space)) {
        requirements_.push_back({element, none, &fact});
      }
    }
  }

  void provide_all(const CapabilityFactRow& fact, std::uint32_t index) {
    Names names = names_of(fact, index);
    const auto rows = catalog::names_of(fact);
    if (rows.empty() || rows.back().what != NameOf::attribute) return provide(fact, names);
    values_.clear();
    rules::append_written(tables_, walk_.resources[index].resource, catalog::view(rows.back().text), values_);
    for (const Written& value : values_) {
      names[rows.size() - 1] = value.value;
      provide(fact, names);
    }
  }

  void provide(const CapabilityFactRow& fact, const Names& names) {
    provided_.push_back({names, first_provided_[fact.capability]});
    first_provided_[fact.capability] = static_cast<std::uint32_t>(provided_.size() - 1);
  }

  /// Without those of attributes.
  Names names_of(const CapabilityFactRow& fact, std::uint32_t index) const {
    Names names;
    std::size_t place = 0;
    for (const CapabilityNameRow& name : catalog::names_of(fact)) {
      if (name.what == NameOf::itself) names[place] = catalog::view(name.text);
      if (name.what == NameOf::step) names[place] = name_above(index, name.steps_above);
      ++place;
    }
    return names;
  }

  std::string_view name_above(std::uint32_t index, std::size_t steps) const {
    for (; steps > 0; --steps) index = walk_.resources[index].parent;
    return walk_.resources[index].name;
  }

  void check(const Requirement& requirement) {
    const CapabilityFactRow& fact = *requirement.fact;
    const auto rows = catalog::names_of(fact);
    if (!is_reference(fact)) return check_presence(requirement);
    Names names = names_of(fact, requirement.found);
    for (std::size_t place = 0; place + 1 < rows.size(); ++place) {
      if (rows[place].what != NameOf::attribute) continue;
      const std::span<const Written> values = values_of(requirement, rows[place]);
      if (values.size() != 1) return;
      names[place] = without_expression(values[0].value);
    }
    for (const Written& value : values_of(requirement, rows.back())) {
      names[rows.size() - 1] = without_expression(value.value);
      check_name(fact, names, value);
    }
  }

  /// Whether somebody wrote the name of what is required: in an attribute, or by naming the resource itself like it.
  static bool is_reference(const CapabilityFactRow& fact) {
    const auto rows = catalog::names_of(fact);
    if (rows.empty()) return false;
    if (rows.back().what == NameOf::step && rows.back().steps_above == 0)
      return catalog::view(catalog::resource_rows[fact.resource].name) == "*";
    return std::any_of(rows.begin(), rows.end(),
                       [](const CapabilityNameRow& row) { return row.what == NameOf::attribute; });
  }

  /// What is written for a part of a name, or what holds where nothing is. Until the next call.
  std::span<const Written> values_of(const Requirement& requirement, const CapabilityNameRow& name) {
    values_.clear();
    const Found& found = walk_.resources[requirement.found];
    const std::string_view attribute = catalog::view(name.text);
    if (name.what == NameOf::itself) {
      values_.push_back({attribute, {}, requirement.element, {}});
    } else if (name.what == NameOf::step) {
      const std::string_view step = name_above(requirement.found, name.steps_above);
      values_.push_back({step, {}, requirement.element, key_of(found, name)});
    } else {
      rules::append_written(tables_, found.resource, attribute, values_);
      if (values_.empty() && name.otherwise.length > 0 && is_told_attribute(*found.resource.form, attribute))
        values_.push_back({catalog::view(name.otherwise), {}, requirement.element, {}});
    }
    return values_;
  }

  /// The XML attribute of the resource's own element that holds its name, if that is asked for.
  std::string_view key_of(const Found& found, const CapabilityNameRow& name) const {
    return name.steps_above == 0 ? tables_.text(found.resource.form->key) : std::string_view();
  }

  /// In any version: where an old one has no way to write it, what holds otherwise holds.
  bool is_told_attribute(const rules::ResourceForm& form, std::string_view attribute) const {
    const auto forms = rules::at(tables_.attribute_forms, form.attributes);
    return std::any_of(forms.begin(), forms.end(),
                       [&](const rules::AttributeForm& each) { return tables_.text(each.name) == attribute; });
  }

  void check_name(const CapabilityFactRow& fact, const Names& names, const Written& value) {
    const auto parts = std::span(names).first(fact.name_count);
    if (is_provided(fact, parts) || std::any_of(parts.begin(), parts.end(), is_placeholder)) return;
    if (!is_certain(fact.capability)) return;
    const std::vector<std::string_view> others = siblings(fact, parts);
    if (parts.size() > 1 && others.empty()) return;  // what should hold it is missing itself, and that is said
    say(fact, value.element, value.attribute, message_of(fact, parts), help_of(fact, parts.back(), others));
  }

  void check_presence(const Requirement& requirement) {
    const CapabilityFactRow& fact = *requirement.fact;
    const Names names = requirement.found == none ? Names{} : names_of(fact, requirement.found);
    if (is_provided(fact, std::span(names).first(fact.name_count)) || !is_certain(fact.capability)) return;
    const std::string needed = providers_in_words(fact.capability);
    const ResourceRow& row = catalog::resource_rows[fact.resource];
    const std::string user =
        top_of(fact.resource) == fact.resource ? std::string(catalog::view(row.name)) : address_of(fact.resource);
    say(fact, requirement.element, {}, quoted(user) + " needs " + needed + ", which is missing",
        "add it, or remove what needs it");
  }

  /// By that name, or by one that may be any.
  bool is_provided(const CapabilityFactRow& fact, std::span<const std::string_view> names) const {
    const auto is_this = [&](const Provided& provided) {
      return std::equal(names.begin(), names.end(), provided.names.begin());
    };
    const auto may_be_any = [&](const Provided& provided) {
      const auto known = std::span(provided.names).first(names.size());
      return std::any_of(known.begin(), known.end(), is_placeholder);
    };
    return any_provided(fact, is_this) || any_provided(fact, may_be_any);
  }

  template <class Predicate>
  bool any_provided(const CapabilityFactRow& fact, const Predicate& holds) const {
    for (std::uint32_t i = first_provided_[fact.capability]; i != none; i = provided_[i].next)
      if (holds(provided_[i])) return true;
    return false;
  }

  /// The last names of what is provided beside this.
  std::vector<std::string_view> siblings(const CapabilityFactRow& fact, std::span<const std::string_view> names) const {
    std::vector<std::string_view> found;
    const std::size_t above = names.size() - 1;
    for (std::uint32_t i = first_provided_[fact.capability]; i != none; i = provided_[i].next)
      if (std::equal(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(above), provided_[i].names.begin()))
        found.push_back(provided_[i].names[above]);
    std::reverse(found.begin(), found.end());
    return found;
  }

  /// Whether all that could provide a capability would have been found.
  bool is_certain(std::uint16_t capability) const {
    bool is_provided_anywhere = false;
    for (const std::uint16_t provider : catalog::providers_of(capability)) {
      const CapabilityFactRow& fact = catalog::capability_fact_rows[provider];
      if (!fact.in.contains(release_)) continue;
      is_provided_anywhere = true;
      if (!would_be_found(fact)) return false;
    }
    return is_provided_anywhere;
  }

  bool would_be_found(const CapabilityFactRow& fact) const {
    if (fact.resource == 0) return true;
    const std::uint16_t top = top_of(fact.resource);
    if (!is_subsystem(top)) return is_told(fact.resource, walk_.resources[0].resource.version) && !has_gap(top);
    if (has_unknown_) return false;
    const auto found = std::find_if(subsystems_.begin(), subsystems_.end(),
                                    [&](const Subsystem& subsystem) { return subsystem.kind == top; });
    if (found == subsystems_.end()) return true;
    if (!found->version) return fact.resource == top && fact.name_count == 0;
    return is_told(fact.resource, *found->version) && !has_gap_below(found->element);
  }

  /// Whether dialects tell of a kind of resource in this version.
  bool is_told(std::uint16_t resource, rules::Version version) const {
    std::vector<std::uint16_t> way;
    for (; resource != 0; resource = catalog::resource_rows[resource].parent) way.push_back(resource);
    std::reverse(way.begin(), way.end());
    std::span<const std::uint16_t> steps = way;
    std::string_view dialect = rules::server_dialect;
    if (is_subsystem(steps[0])) {
      dialect = catalog::view(catalog::resource_rows[steps[0]].name);
      steps = steps.subspan(1);
    }
    const rules::ResourceForm* form = rules::dialect_of(tables_, dialect);
    return form != nullptr && is_told_below(*form, steps, version);
  }

  bool is_told_below(const rules::ResourceForm& parent, std::span<const std::uint16_t> steps,
                     rules::Version version) const {
    if (steps.empty()) return true;
    const auto forms = rules::at(tables_.resource_forms, parent.children);
    return std::any_of(forms.begin(), forms.end(), [&](const rules::ResourceForm& form) {
      return form.since <= version && version <= form.until && is_kind(form, steps[0]) &&
             is_told_below(form, steps.subspan(1), version);
    });
  }

  bool is_kind(const rules::ResourceForm& form, std::uint16_t resource) const {
    const ResourceRow& row = catalog::resource_rows[resource];
    const std::string_view name = tables_.text(form.step.name);
    return tables_.text(form.step.type) == catalog::view(row.type) && (name == "*" || name == catalog::view(row.name));
  }

  /// Whether there is something unknown where resources outside subsystems whose address begins like this are written.
  bool has_gap(std::uint16_t top) const {
    const rules::ResourceForm& server = *walk_.resources[0].resource.form;
    for (const rules::ResourceForm& form : rules::at(tables_.resource_forms, server.children)) {
      if (!is_kind(form, top)) continue;
      const auto containers = rules::at(tables_.names, form.containers);
      const std::string_view outermost = tables_.text(containers.empty() ? form.element : containers[0]);
      for (const pugi::xml_node child : xml::child_elements(walk_.resources[0].resource.element))
        if (xml::local_name(child) == outermost && has_gap_below(child)) return true;
    }
    return false;
  }

  bool has_gap_below(pugi::xml_node element) const {
    return std::any_of(walk_.unknown.begin(), walk_.unknown.end(), [&](pugi::xml_node unknown) {
      while (unknown && unknown != element) unknown = unknown.parent();
      return unknown == element;
    });
  }

  static std::string message_of(const CapabilityFactRow& fact, std::span<const std::string_view> names) {
    const std::string_view capability = catalog::view(catalog::capability_rows[fact.capability].name);
    std::string message = "no " + noun_of(capability) + " is called " + quoted(names.back());
    if (names.size() > 1) message += " in " + quoted(names.front());
    return message;
  }

  std::string help_of(const CapabilityFactRow& fact, std::string_view name,
                      std::span<const std::string_view> others) const {
    if (others.empty()) return "there is none: it would be " + providers_in_words(fact.capability);
    if (const std::string_view near = report::nearest(name, others); !near.empty())
      return "did you mean " + quoted(near) + "?";
    std::string help = others.size() == 1 ? "there is only " : "there are ";
    const std::size_t shown = std::min<std::size_t>(others.size(), 8);
    const bool are_all = shown == others.size();
    for (std::size_t i = 0; i < shown; ++i) {
      const bool is_last = are_all && i + 1 == shown;
      help.append(i == 0 ? "" : is_last ? " and " : ", ").append(quoted(others[i]));
    }
    return are_all ? help : help + " and " + std::to_string(others.size() - shown) + " more";
  }

  /// What provides a capability: the subsystem 'weld', or the address of a kind of resource.
  std::string providers_in_words(std::uint16_t capability) const {
    std::vector<std::string> words;
    for (const std::uint16_t provider : catalog::providers_of(capability)) {
      const CapabilityFactRow& fact = catalog::capability_fact_rows[provider];
      if (!fact.in.contains(release_)) continue;
      const ResourceRow& row = catalog::resource_rows[fact.resource];
      std::string word = row.parent == 0 && is_subsystem(fact.resource)
                             ? "the subsystem " + quoted(catalog::view(row.name))
                             : address_of(fact.resource);
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
    std::string text;
    for (const std::string& word : words) text.append(text.empty() ? "" : " or ").append(word);
    return text;
  }

  void say(const CapabilityFactRow& fact, pugi::xml_node element, std::string_view attribute, std::string message,
           std::string help) {
    const auto is_same = [&](const DanglingReference& other) {
      return other.element == element && other.attribute == attribute && other.message == message;
    };
    if (std::any_of(dangling_.begin(), dangling_.end(), is_same)) return;
    dangling_.push_back({element, attribute, std::move(message), std::move(help), fact.role == catalog::Role::uses});
  }

  const rules::Tables& tables_;
  const rules::Walk& walk_;
  std::size_t release_;                        ///< of catalog::release_rows
  std::vector<std::uint16_t> kinds_;           ///< of the resources that were found; `nothing` where none is known
  std::vector<std::uint32_t> first_provided_;  ///< of each capability
  std::vector<Provided> provided_;
  std::vector<Requirement> requirements_;
  Siblings siblings_;
  std::vector<Written> values_;  ///< those last asked for
  std::vector<Subsystem> subsystems_;
  bool is_read_ = true;       ///< whether the target reads the subsystem whose resources are being collected
  bool has_unknown_ = false;  ///< whether there is a subsystem that no catalogued release has
  std::vector<DanglingReference> dangling_;
};

}  // namespace

std::vector<DanglingReference> dangling_references(const rules::Tables& tables, const rules::Walk& walk,
                                                   const Release& target) {
  if (walk.resources.empty()) return {};
  return References(tables, walk, target).run();
}

}  // namespace idsxml::checks
