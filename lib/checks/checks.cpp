#include "checks/checks.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "catalog/catalog.hpp"
#include "config/template.hpp"
#include "rules/dialect.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

std::string quoted(std::string_view text) {
  return std::string(text);
}

std::set<std::string_view> modules_of(const Subject& subject) {
  std::set<std::string_view> modules;
  for (const pugi::xml_node extension : subject.extensions())
    modules.insert(catalog::real_module(extension.attribute("module").value()));
  return modules;
}

/// The last release of the target's own product that had the extension, for a person to recognise it by.
std::string last_home_of(const Release& target, std::string_view module) {
  const std::optional<Release> last = catalog::last_with_extension(target.product, module);
  if (last) return "; the last with it was " + name_of(*last);
  const std::optional<Release> wildfly = catalog::last_with_extension(Product::wildfly, module);
  return wildfly ? "; it belongs to WildFly" : "";
}

void missing_extensions(const Subject& subject, const Report& report) {
  for (const pugi::xml_node extension : subject.extensions()) {
    const std::string_view module = extension.attribute("module").value();
    if (!catalog::is_known_extension(module) || catalog::has_extension(subject.target(), module)) continue;
    report({extension, "module",
            name_of(subject.target()) + " has no module " + quoted(module) + last_home_of(subject.target(), module),
            "remove it with its subsystem, or install the module"});
  }
}

void unknown_extensions(const Subject& subject, const Report& report) {
  for (const pugi::xml_node extension : subject.extensions()) {
    const std::string_view module = extension.attribute("module").value();
    if (!catalog::is_known_extension(module) && !config::has_placeholder(module))
      report({extension, "module", quoted(module) + " is not part of any release",
              "it stays, and its module must be installed in the new server", false});
  }
}

struct LegacyExtension {
  std::string_view module;
  std::uint16_t since;  ///< the first WildFly whose standalone servers refuse it
};

/// These modules are still shipped, so that a domain can manage old hosts, but a standalone server refuses them
/// (WFLYCTL0402).
constexpr std::array<LegacyExtension, 7> legacy_extensions{{{"org.jboss.as.cmp", 8},
                                                            {"org.jboss.as.configadmin", 8},
                                                            {"org.jboss.as.jacorb", 9},
                                                            {"org.jboss.as.jaxr", 8},
                                                            {"org.jboss.as.messaging", 10},
                                                            {"org.jboss.as.threads", 10},
                                                            {"org.jboss.as.web", 8}}};

void legacy(const Subject& subject, const Report& report) {
  if (xml::local_name(subject.root()) != "server") return;
  const std::uint16_t wildfly = wildfly_under(subject.target()).version.major;
  for (const pugi::xml_node extension : subject.extensions()) {
    const std::string_view module = extension.attribute("module").value();
    const auto* const found = std::find_if(legacy_extensions.begin(), legacy_extensions.end(),
                                           [&](const LegacyExtension& its) { return its.module == module; });
    if (found == legacy_extensions.end() || wildfly < found->since) continue;
    report({extension, "module", name_of(subject.target()) + " refuses the legacy extension " + quoted(module),
            "migrate its subsystem to its successor, or remove both"});
  }
}

void unreadable_namespaces(const Subject& subject, const Report& report) {
  for (const pugi::xml_node subsystem : subject.subsystems()) {
    const std::string_view name = xml::namespace_of(subsystem);
    if (catalog::reads(subject.target(), name)) continue;
    const std::string_view reader = catalog::reader_of(name);
    const bool reported_elsewhere = !reader.empty() && !catalog::has_extension(subject.target(), reader);
    const std::optional<catalog::Schema> schema = catalog::schema_of(name);
    if (!schema || !catalog::knows_family(schema->family) || reported_elsewhere) continue;
    std::string message = name_of(subject.target()) + " does not read " + quoted(name);
    if (const std::optional<std::string_view> newest = catalog::newest(subject.target(), schema->family))
      message += "; the newest that it reads is " + quoted(*newest);
    report({subsystem, xml::namespace_declaration_of(subsystem), message, ""});
  }
}

void subsystems_without_extension(const Subject& subject, const Report& report) {
  const std::set<std::string_view> modules = modules_of(subject);
  for (const pugi::xml_node subsystem : subject.subsystems()) {
    const std::string_view reader = catalog::reader_of(xml::namespace_of(subsystem));
    if (reader.empty() || modules.contains(reader)) continue;
    report({subsystem, xml::namespace_declaration_of(subsystem), "no <extension> reads this subsystem",
            "add <extension module=\"" + quoted(reader) + "\"/>, or remove the subsystem"});
  }
}

void doubled_subsystems(const Subject& subject, const Report& report) {
  for (const pugi::xml_node profile : subject.profiles()) {
    std::set<std::string_view> seen;
    for (const pugi::xml_node subsystem : children_named(profile, "subsystem")) {
      const std::optional<catalog::Schema> schema = catalog::schema_of(xml::namespace_of(subsystem));
      if (!schema || seen.insert(schema->family).second) continue;
      report({subsystem, xml::namespace_declaration_of(subsystem),
              "the server refuses a second subsystem of this kind", "keep one of them"});
    }
  }
}

bool holds_text(pugi::xml_node node) {
  const bool is_text = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
  return is_text && !xml::is_white_space(node.value());
}

/// A server refuses text between elements; a template's control block is the usual reason.
void stray_text(pugi::xml_node element, const Report& report) {
  bool has_elements = false;
  bool has_text = false;
  for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
    const pugi::xml_node_type type = child.type();
    has_elements = has_elements || type == pugi::node_element;
    has_text = has_text || (type != pugi::node_element && holds_text(child));
  }
  if (has_elements && has_text)
    report({element,
            {},
            "there is text between the elements of <" + quoted(xml::local_name(element)) +
                ">, which the server refuses; a template has to be filled in first",
            ""});
  if (!has_elements) return;
  for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling())
    if (child.type() == pugi::node_element) stray_text(child, report);
}

/// What only the other kind of data source has; the parser is IronJacamar's and stops at them (IJ010061).
constexpr std::array only_xa{"xa-datasource-property", "xa-datasource-class", "xa-pool", "recovery"};
constexpr std::array only_plain{"connection-url", "connection-property", "driver-class", "datasource-class", "pool"};

void misplaced_elements(pugi::xml_node source, std::span<const char* const> foreign, std::string_view kind,
                        const Report& report) {
  for (const pugi::xml_node child : source.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string_view name = xml::local_name(child);
    if (std::find(foreign.begin(), foreign.end(), name) == foreign.end()) continue;
    report({child,
            {},
            "<" + quoted(name) + "> belongs into " + quoted(kind),
            "remove it here, or make this one of those"});
  }
}

void repeated_elements(pugi::xml_node driver, const Report& report) {
  std::set<std::string_view> seen;
  for (const pugi::xml_node child : driver.children()) {
    if (child.type() != pugi::node_element || seen.insert(xml::local_name(child)).second) continue;
    report(
        {child, {}, "a driver may have one <" + quoted(xml::local_name(child)) + ">", "remove this one or the other"});
  }
}

void misplaced_datasource_elements(const Subject& subject, const Report& report) {
  for (const pugi::xml_node subsystem : subject.subsystems()) {
    if (rules::parts_of(xml::namespace_of(subsystem)).name != "datasources") continue;
    for (const pugi::xml_node sources : children_named(subsystem, "datasources")) {
      for (const pugi::xml_node source : children_named(sources, "datasource"))
        misplaced_elements(source, only_xa, "an <xa-datasource>", report);
      for (const pugi::xml_node source : children_named(sources, "xa-datasource"))
        misplaced_elements(source, only_plain, "a <datasource>", report);
      for (const pugi::xml_node driver : children_named(rules::child_element(sources, "drivers"), "driver"))
        repeated_elements(driver, report);
    }
  }
}

void text_between_elements(const Subject& subject, const Report& report) {
  stray_text(subject.root(), report);
}

struct Entry {
  std::string_view name;
  Check check;  ///< nullptr for what is seen in a text before there is a tree: lint/input.cpp
};
constexpr std::array<Entry, rules::check_names.size()> checks{{
    {"missing-extensions", missing_extensions},
    {"unknown-extensions", unknown_extensions},
    {"legacy-extensions", legacy},
    {"unreadable-namespaces", unreadable_namespaces},
    {"subsystems-without-extension", subsystems_without_extension},
    {"doubled-subsystems", doubled_subsystems},
    {"text-between-elements", text_between_elements},
    {"misplaced-datasource-elements", misplaced_datasource_elements},
    {"templates", nullptr},
    {"script-operations", nullptr},
}};
static_assert(std::equal(checks.begin(), checks.end(), rules::check_names.begin(),
                         [](const Entry& entry, std::string_view name) { return entry.name == name; }));

}  // namespace

void run_check(const rules::Rule& rule, const Subject& subject, rules::Engine& engine) {
  const Check check = checks[static_cast<std::size_t>(rule.check) - 1].check;
  if (check == nullptr) return;
  check(subject, [&](Remark remark) {
    engine.record({&rule,
                   remark.left ? rules::EventKind::left : rules::EventKind::note,
                   std::move(remark.message),
                   rules::spot_of(subject.tree(), remark.element, remark.attribute),
                   {},
                   std::move(remark.help),
                   remark.severity});
  });
}

}  // namespace idsxml::checks
