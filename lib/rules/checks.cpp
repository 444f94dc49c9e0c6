#include "rules/checks.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <vector>

#include "catalog/catalog.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml::rules {
namespace {

std::string quoted(std::string_view text) {
  return std::string(text);
}

std::vector<pugi::xml_node> children_named(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node node : parent.children())
    if (node.type() == pugi::node_element && xml::local_name(node) == name) found.push_back(node);
  return found;
}

std::vector<pugi::xml_node> extensions_of(pugi::xml_node server) {
  return children_named(child_element(server, "extensions"), "extension");
}

std::vector<pugi::xml_node> subsystems_of(pugi::xml_node server) {
  return children_named(child_element(server, "profile"), "subsystem");
}

std::set<std::string_view> modules_of(pugi::xml_node server) {
  std::set<std::string_view> modules;
  for (const pugi::xml_node extension : extensions_of(server))
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

void missing_extensions(pugi::xml_node server, const Release& target, const Report& report) {
  for (const pugi::xml_node extension : extensions_of(server)) {
    const std::string_view module = extension.attribute("module").value();
    if (!catalog::is_known_extension(module) || catalog::has_extension(target, module)) continue;
    report({extension, "module",
            name_of(target) + " has no module " + quoted(module) + last_home_of(target, module) +
                ": remove it with its subsystem, or install the module",
            true});
  }
}

void unknown_extensions(pugi::xml_node server, const Release& /*target*/, const Report& report) {
  for (const pugi::xml_node extension : extensions_of(server)) {
    const std::string_view module = extension.attribute("module").value();
    if (!catalog::is_known_extension(module))
      report(
          {extension, "module",
           quoted(module) + " is not part of any release: it stays, and its module must be installed in the new server",
           false});
  }
}

/// These modules are still shipped, so that a domain can manage old hosts, but a standalone server refuses them
/// (WFLYCTL0402).
constexpr std::array legacy_extensions{"org.jboss.as.cmp",  "org.jboss.as.configadmin", "org.jboss.as.jacorb",
                                       "org.jboss.as.jaxr", "org.jboss.as.messaging",   "org.jboss.as.threads",
                                       "org.jboss.as.web"};

void legacy(pugi::xml_node server, const Release& target, const Report& report) {
  for (const pugi::xml_node extension : extensions_of(server)) {
    const std::string_view module = extension.attribute("module").value();
    if (std::find(legacy_extensions.begin(), legacy_extensions.end(), module) == legacy_extensions.end()) continue;
    report({extension, "module",
            name_of(target) + " refuses the legacy extension " + quoted(module) +
                ": migrate its subsystem to its successor, or remove both",
            true});
  }
}

void unreadable_namespaces(pugi::xml_node server, const Release& target, const Report& report) {
  for (const pugi::xml_node subsystem : subsystems_of(server)) {
    const std::string_view name = xml::namespace_of(subsystem);
    if (catalog::reads(target, name)) continue;
    const std::string_view reader = catalog::reader_of(name);
    const bool reported_elsewhere = !reader.empty() && !catalog::has_extension(target, reader);
    const std::optional<catalog::Schema> schema = catalog::schema_of(name);
    if (!schema || !catalog::knows_family(schema->family) || reported_elsewhere) continue;
    std::string message = name_of(target) + " does not read " + quoted(name);
    if (const std::optional<std::string_view> newest = catalog::newest(target, schema->family))
      message += "; the newest that it reads is " + quoted(*newest);
    report({subsystem, xml::namespace_declaration_of(subsystem), message, true});
  }
}

void subsystems_without_extension(pugi::xml_node server, const Release& /*target*/, const Report& report) {
  const std::set<std::string_view> modules = modules_of(server);
  for (const pugi::xml_node subsystem : subsystems_of(server)) {
    const std::string_view reader = catalog::reader_of(xml::namespace_of(subsystem));
    if (reader.empty() || modules.contains(reader)) continue;
    report({subsystem, xml::namespace_declaration_of(subsystem),
            "no <extension> reads this subsystem: add <extension module=\"" + quoted(reader) +
                "\"/>, or remove the subsystem",
            true});
  }
}

void doubled_subsystems(pugi::xml_node server, const Release& /*target*/, const Report& report) {
  std::set<std::string_view> seen;
  for (const pugi::xml_node subsystem : subsystems_of(server)) {
    const std::optional<catalog::Schema> schema = catalog::schema_of(xml::namespace_of(subsystem));
    if (!schema || seen.insert(schema->family).second) continue;
    report({subsystem, xml::namespace_declaration_of(subsystem),
            "the server refuses a second subsystem of this kind: keep one of them", true});
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
            true});
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
            "<" + quoted(name) + "> belongs into " + quoted(kind) + ": remove it here, or make this one of those",
            true});
  }
}

void repeated_elements(pugi::xml_node driver, const Report& report) {
  std::set<std::string_view> seen;
  for (const pugi::xml_node child : driver.children()) {
    if (child.type() != pugi::node_element || seen.insert(xml::local_name(child)).second) continue;
    report({child,
            {},
            "a driver may have one <" + quoted(xml::local_name(child)) + ">: remove this one or the other",
            true});
  }
}

void misplaced_datasource_elements(pugi::xml_node server, const Release& /*target*/, const Report& report) {
  for (const pugi::xml_node sources : children_named(find_subsystem(server, "datasources"), "datasources")) {
    for (const pugi::xml_node source : children_named(sources, "datasource"))
      misplaced_elements(source, only_xa, "an <xa-datasource>", report);
    for (const pugi::xml_node source : children_named(sources, "xa-datasource"))
      misplaced_elements(source, only_plain, "a <datasource>", report);
    for (const pugi::xml_node driver : children_named(child_element(sources, "drivers"), "driver"))
      repeated_elements(driver, report);
  }
}

void text_between_elements(pugi::xml_node server, const Release& /*target*/, const Report& report) {
  stray_text(server, report);
}

using Check = void (*)(pugi::xml_node, const Release&, const Report&);
constexpr std::array<Check, check_names.size()> checks{
    missing_extensions,    unknown_extensions,           legacy,
    unreadable_namespaces, subsystems_without_extension, doubled_subsystems,
    text_between_elements, misplaced_datasource_elements};

}  // namespace

void run_check(CheckName check, pugi::xml_node server, const Release& target, const Report& report) {
  checks[static_cast<std::size_t>(check) - 1](server, target, report);
}

}  // namespace idsxml::rules
