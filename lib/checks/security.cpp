#include <algorithm>
#include <array>

#include "catalog/catalog.hpp"
#include "checks/all.hpp"
#include "checks/interfaces.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

constexpr std::array management_interfaces{"http-interface", "native-interface"};

template <class Visit>
void visit_management_interfaces(pugi::xml_node root, const Visit& visit) {
  const pugi::xml_node management = rules::child_element(root, "management");
  const pugi::xml_node interfaces = rules::child_element(management, "management-interfaces");
  for (const char* const kind : management_interfaces)
    for (const pugi::xml_node interface : children_named(interfaces, kind)) visit(interface);
}

/// The name of the interface that a socket binding of the standalone server listens on.
std::string_view interface_of_binding(pugi::xml_node root, std::string_view name) {
  const pugi::xml_node group = rules::child_element(root, "socket-binding-group");
  for (const pugi::xml_node binding : children_named(group, "socket-binding"))
    if (binding.attribute("name").value() == name && binding.attribute("interface"))
      return binding.attribute("interface").value();
  return group.attribute("default-interface").value();
}

/// Where a management interface listens: <socket interface="…"/>, or a socket binding.
std::string_view interface_of(pugi::xml_node root, pugi::xml_node management_interface) {
  if (const pugi::xml_node socket = rules::child_element(management_interface, "socket"))
    return socket.attribute("interface").value();
  const pugi::xml_node binding = rules::child_element(management_interface, "socket-binding");
  for (const char* const attribute : {"http", "https", "native", "ref"})
    if (binding.attribute(attribute)) return interface_of_binding(root, binding.attribute(attribute).value());
  return {};
}

bool asks_who_is_there(pugi::xml_node management_interface) {
  constexpr std::array attributes{"security-realm", "http-authentication-factory", "sasl-authentication-factory"};
  return std::any_of(attributes.begin(), attributes.end(), [&](const char* attribute) {
    return static_cast<bool>(management_interface.attribute(attribute));
  });
}

constexpr std::string_view to_elytron = "say it in the elytron subsystem, and name its factory or ssl-context here";

}  // namespace

void removed_security(const Subject& subject, const Report& report) {
  const std::string target = name_of(subject.target());
  const pugi::xml_node management = rules::child_element(subject.root(), "management");
  for (const char* const list : {"security-realms", "outbound-connections"})
    if (const pugi::xml_node element = rules::child_element(management, list))
      report({element,
              {},
              target + " refuses <" + list + ">",
              "make realms of it in the elytron subsystem, and remove it"});
  visit_management_interfaces(subject.root(), [&](pugi::xml_node interface) {
    if (interface.attribute("security-realm"))
      report({interface, "security-realm", target + " refuses a security-realm here", std::string(to_elytron)});
  });
  if (const pugi::xml_node vault = rules::child_element(subject.root(), "vault"))
    report({vault,
            {},
            target + " ignores the vault, so that every ${VAULT::…} stays unresolved",
            "keep the secrets in a credential store of the elytron subsystem",
            true,
            Severity::warning});
}

void legacy_security(const Subject& subject, const Report& report) {
  const pugi::xml_node management = rules::child_element(subject.root(), "management");
  if (const pugi::xml_node realms = rules::child_element(management, "security-realms"))
    report({realms,
            {},
            "the security realms of the management are gone from WildFly 25 on",
            "plan to say them in the elytron subsystem"});
  if (const pugi::xml_node vault = rules::child_element(subject.root(), "vault"))
    report(
        {vault, {}, "the vault is gone from WildFly 25 on", "plan to use a credential store of the elytron subsystem"});
  if (const pugi::xml_node security = rules::find_subsystem(subject.root(), "security"))
    report({security, xml::namespace_declaration_of(security), "this subsystem is refused from WildFly 25 on",
            "plan to say its security domains in the elytron subsystem"});
}

void open_management(const Subject& subject, const Report& report) {
  const Interfaces interfaces(subject.root());
  visit_management_interfaces(subject.root(), [&](pugi::xml_node interface) {
    if (asks_who_is_there(interface)) return;
    if (interfaces.address_of(interface_of(subject.root(), interface)) != every_address) return;
    report({interface,
            {},
            "whoever reaches the machine may manage this server: it listens on every address, and asks nobody for a "
            "password",
            "name an http-authentication-factory (a security-realm before WildFly 25), or listen on one address"});
  });
}

}  // namespace idsxml::checks
