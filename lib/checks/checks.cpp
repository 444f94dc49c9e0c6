#include "checks/checks.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

#include "catalog/catalog.hpp"
#include "checks/all.hpp"
#include "config/template.hpp"
#include "rules/dialect.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

std::string quoted(std::string_view text) {
  return std::string(text);
}

/// In order.
std::vector<std::string_view> modules_of(const Subject& subject) {
  std::vector<std::string_view> modules;
  for (const Extension& extension : subject.extensions())
    modules.push_back(extension.row == nullptr ? extension.module : view(extension.row->real));
  std::sort(modules.begin(), modules.end());
  return modules;
}

/// Where the extension is at home, for a person to recognise it by.
std::string home_of(const Release& target, std::string_view module) {
  const std::optional<Release> last = catalog::last_with_extension(target.product, module);
  if (last) return "the last with it was " + name_of(*last);
  if (catalog::last_with_extension(Product::wildfly, module)) return "it belongs to WildFly";
  if (catalog::last_with_extension(Product::keycloak, module)) return "it belongs to Keycloak";
  return "it comes with no release, and has to be installed into each";
}

void missing_extensions(const Subject& subject, const Report& report) {
  for (const auto& [element, module, row] : subject.extensions()) {
    if (row == nullptr || row->has.contains(subject.release()) || row->legacy.contains(subject.release())) continue;
    report({element, "module",
            name_of(subject.target()) + " has no module " + quoted(module) + "; " + home_of(subject.target(), module),
            "remove it with its subsystem, or install the module"});
  }
}

void unknown_extensions(const Subject& subject, const Report& report) {
  for (const auto& [element, module, row] : subject.extensions()) {
    if (row == nullptr && !config::has_placeholder(module))
      report({element, "module", quoted(module) + " is not part of any release",
              "it stays, and its module must be installed in the new server", false});
  }
}

/// What took the place of an extension, for those that have a successor.
struct Successor {
  std::string_view module;
  std::string_view help;
};
constexpr std::array successors{
    Successor{"org.jboss.as.jacorb", "its successor is org.wildfly.iiop-openjdk"},
    Successor{"org.jboss.as.messaging", "its successor is org.wildfly.extension.messaging-activemq"},
    Successor{"org.jboss.as.security", "its successor is org.wildfly.extension.elytron"},
    Successor{"org.jboss.as.web", "its successor is org.wildfly.extension.undertow"},
    Successor{"org.keycloak.keycloak-adapter-subsystem", "its successor is org.wildfly.extension.elytron-oidc-client"},
    Successor{"org.wildfly.extension.microprofile.metrics-smallrye",
              "its successor is org.wildfly.extension.micrometer"},
    Successor{"org.wildfly.extension.microprofile.opentracing-smallrye",
              "its successor is org.wildfly.extension.opentelemetry"},
};

std::string instead_of(std::string_view module) {
  const auto* const found =
      std::find_if(successors.begin(), successors.end(), [&](const Successor& each) { return each.module == module; });
  return found == successors.end() ? "remove it with its subsystem"
                                   : std::string(found->help) + "; remove this one with its subsystem";
}

std::string of_subsystem(std::string_view module) {
  const std::string_view name = catalog::subsystem_of(module);
  return name.empty() ? "" : ", that of the subsystem " + quoted(name);
}

void legacy(const Subject& subject, const Report& report) {
  // A domain may list them for the sake of old hosts; servers of the new release leave them out.
  if (xml::local_name(subject.root()) != "server") return;
  for (const auto& [element, module, row] : subject.extensions()) {
    if (row == nullptr || !row->legacy.contains(subject.release())) continue;
    report({element, "module",
            name_of(subject.target()) + " refuses the legacy extension " + quoted(module) + of_subsystem(module),
            instead_of(module)});
  }
}

void unreadable_namespaces(const Subject& subject, const Report& report) {
  for (const auto& [element, name, row] : subject.subsystems()) {
    if (row != nullptr && row->read_by.contains(subject.release())) continue;
    const std::string_view reader = row == nullptr ? std::string_view() : view(row->reader);
    const bool reported_elsewhere = !reader.empty() && !catalog::has_extension(subject.target(), reader);
    const std::optional<catalog::Schema> schema = catalog::schema_of(name);
    if (!schema || !catalog::knows_family(schema->family) || reported_elsewhere) continue;
    std::string message = name_of(subject.target()) + " does not read " + quoted(name);
    if (const std::optional<std::string_view> newest = catalog::newest(subject.target(), schema->family))
      message += "; the newest that it reads is " + quoted(*newest);
    report({element, xml::namespace_declaration_of(element), message, ""});
  }
}

void subsystems_without_extension(const Subject& subject, const Report& report) {
  const std::vector<std::string_view> modules = modules_of(subject);
  for (const auto& [element, name, row] : subject.subsystems()) {
    if (row == nullptr || row->reader.length == 0) continue;
    const std::string_view reader = view(row->reader);
    if (std::binary_search(modules.begin(), modules.end(), reader)) continue;
    report({element, xml::namespace_declaration_of(element), "no <extension> reads this subsystem",
            "add <extension module=\"" + quoted(reader) + "\"/>, or remove the subsystem"});
  }
}

void doubled_subsystems(const Subject& subject, const Report& report) {
  pugi::xml_node profile;
  std::set<std::string_view> seen;
  for (const auto& [element, name, row] : subject.subsystems()) {
    if (element.parent() != profile) seen.clear();
    profile = element.parent();
    const std::optional<catalog::Schema> schema = catalog::schema_of(name);
    if (!schema || seen.insert(schema->family).second) continue;
    report({element, xml::namespace_declaration_of(element), "the server refuses a second subsystem of this kind",
            "keep one of them"});
  }
}

/// A server refuses text between elements; a template's control block is the usual reason. White space alone is no
/// node.
void stray_text(pugi::xml_node element, const Report& report) {
  bool has_elements = false;
  bool has_text = false;
  for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
    const pugi::xml_node_type type = child.type();
    if (type == pugi::node_element) {
      has_elements = true;
      if (child.first_child()) stray_text(child, report);
    } else if (type == pugi::node_pcdata || type == pugi::node_cdata) {
      has_text = has_text || !xml::is_white_space(child.value());
    }
  }
  if (has_elements && has_text)
    report({element,
            {},
            "there is text between the elements of <" + quoted(xml::local_name(element)) +
                ">, which the server refuses; a template has to be filled in first",
            ""});
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
  for (const Subsystem& subsystem : subject.subsystems()) {
    if (rules::parts_of(subsystem.name_space).name != "datasources") continue;
    for (const pugi::xml_node sources : children_named(subsystem.element, "datasources")) {
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

template <Violation::Kind kind>
void content(const Subject& subject, const Report& report) {
  for (const Violation& violation : subject.violations())
    if (violation.kind == kind) report({violation.element, violation.attribute, violation.message, violation.help});
}

void dangling(const Subject& subject, const Report& report) {
  for (const DanglingReference& reference : subject.dangling()) {
    Remark remark{reference.element, std::string(reference.attribute), reference.message, reference.help};
    if (reference.boots) remark.severity = Severity::warning;
    report(std::move(remark));
  }
}

struct Entry {
  std::string_view name;
  Check check;                ///< nullptr for what is not seen in a tree: lint/input.cpp, lint/suppress.cpp
  bool before_rules = false;  ///< about what rules mend without saying so
};
constexpr auto checks = std::to_array<Entry>({
    {"missing-extensions", missing_extensions},
    {"unknown-extensions", unknown_extensions},
    {"legacy-extensions", legacy},
    {"unreadable-namespaces", unreadable_namespaces},
    {"subsystems-without-extension", subsystems_without_extension, true},
    {"doubled-subsystems", doubled_subsystems},
    {"text-between-elements", text_between_elements},
    {"misplaced-datasource-elements", misplaced_datasource_elements},
    {"unknown-elements", content<Violation::Kind::unknown_element>},
    {"unknown-attributes", content<Violation::Kind::unknown_attribute>},
    {"misplaced-elements", content<Violation::Kind::misplaced_element>},
    {"missing-attributes", content<Violation::Kind::missing_attribute>},
    {"wrong-values", content<Violation::Kind::wrong_value>},
    {"wrong-choices", content<Violation::Kind::wrong_choice>},
    {"repeated-elements", content<Violation::Kind::repeated_element>},
    {"dangling-references", dangling},
    {"suppressions-without-reason", nullptr},
    {"unused-suppressions", nullptr},
    {"suppressions-of-unknown-rules", nullptr},
    {"unreadable-root", unreadable_root},
    {"removed-security", removed_security},
    {"legacy-security", legacy_security},
    {"deprecated-extensions", deprecated_extensions},
    {"mixed-generations", mixed_generations},
    {"duplicates", duplicates},
    {"shared-runtime-names", shared_runtime_names},
    {"shared-ports", shared_ports},
    {"plain-secrets", plain_secrets},
    {"sample-secrets", sample_secrets},
    {"open-management", open_management},
    {"commented-extensions", commented_extensions},
    {"templates", nullptr},
    {"script-operations", nullptr},
    {"create-user-if-unique", nullptr},
    {"mixed-requirements", nullptr},
});
static_assert(std::equal(checks.begin(), checks.end(), rules::check_names.begin(), rules::check_names.end(),
                         [](const Entry& entry, std::string_view name) { return entry.name == name; }));

/// Of a rule that has a check.
const Entry& entry_of(const rules::Rule& rule) {
  return checks[static_cast<std::size_t>(rule.check) - 1];
}

}  // namespace

bool looks_before_rules(const rules::Rule& rule) {
  return rule.check != rules::CheckName::none && entry_of(rule).before_rules;
}

void run_check(const rules::Rule& rule, const Subject& subject, rules::Engine& engine) {
  const Check check = entry_of(rule).check;
  if (check == nullptr) return;
  check(subject, [&](Remark remark) {
    engine.record({&rule,
                   remark.left ? rules::EventKind::left : rules::EventKind::note,
                   std::move(remark.message),
                   remark.spot ? *remark.spot : rules::spot_of(subject.tree(), remark.element, remark.attribute),
                   {},
                   std::move(remark.help),
                   remark.severity});
  });
}

}  // namespace idsxml::checks
