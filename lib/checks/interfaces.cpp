#include "checks/interfaces.hpp"

#include "checks/subject.hpp"
#include "config/expression.hpp"
#include "rules/resources.hpp"

namespace idsxml::checks {
namespace {

bool is_every(std::string_view address) {
  return address == "0.0.0.0" || address == "::" || address == "[::]" || address == "0:0:0:0:0:0:0:0";
}

}  // namespace

std::string Interfaces::address_of(std::string_view name) const {
  for (const pugi::xml_node interface : children_named(rules::child_element(root_, "interfaces"), "interface")) {
    if (interface.attribute("name").value() != name) continue;
    if (rules::child_element(interface, "any-address")) return std::string(every_address);
    const pugi::xml_node inet = rules::child_element(interface, "inet-address");
    const std::string address = config::resolved(inet.attribute("value").value()).value_or("");
    if (is_every(address)) return std::string(every_address);
    return address.empty() ? std::string(name) : address;
  }
  return std::string(name);
}

}  // namespace idsxml::checks
