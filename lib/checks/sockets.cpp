#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "checks/all.hpp"
#include "checks/interfaces.hpp"
#include "config/expression.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

struct Binding {
  pugi::xml_node element;
  std::string address;
  int port;
};

/// Nothing where the file alone does not tell it.
std::optional<int> port_of(std::string_view value) {
  const std::optional<std::string> text = config::resolved(value);
  if (!text) return std::nullopt;
  int port = 0;
  const char* const end = text->data() + text->size();
  const auto [behind, problem] = std::from_chars(text->data(), end, port);
  if (problem != std::errc{} || behind != end || port < 0 || port > 65535) return std::nullopt;
  return port;
}

/// What listens for others on a port of its own: not a client's end, not one of many that share a multicast address,
/// and not one whose port the operating system or the environment chooses.
std::vector<Binding> bindings_of(const Interfaces& interfaces, pugi::xml_node group) {
  const std::string_view default_interface = group.attribute("default-interface").value();
  const int offset = port_of(group.attribute("port-offset").as_string("0")).value_or(0);
  std::vector<Binding> bindings;
  for (const pugi::xml_node binding : children_named(group, "socket-binding")) {
    const std::optional<int> port = port_of(binding.attribute("port").value());
    if (!port || *port == 0 || binding.attribute("multicast-address")) continue;
    const pugi::xml_attribute interface = binding.attribute("interface");
    bindings.push_back({binding, interfaces.address_of(interface ? interface.value() : default_interface),
                        *port + (binding.attribute("fixed-port").as_bool() ? 0 : offset)});
  }
  return bindings;
}

bool clash(const Binding& a, const Binding& b) {
  return a.port == b.port && (a.address == b.address || a.address == every_address || b.address == every_address);
}

/// Names of the bindings that undertow's listeners ask for; without one of those the server lacks a part.
std::vector<std::string_view> listened_on(const Subject& subject) {
  constexpr std::array kinds{"http-listener", "https-listener", "ajp-listener"};
  std::vector<std::string_view> names;
  for (const pugi::xml_node server : children_named(rules::find_subsystem(subject.root(), "undertow"), "server"))
    for (const pugi::xml_node child : server.children())
      if (std::find(kinds.begin(), kinds.end(), xml::local_name(child)) != kinds.end() &&
          child.attribute("enabled").as_bool(true))
        names.emplace_back(child.attribute("socket-binding").value());
  return names;
}

void report_clash(const Binding& first, const Binding& second, const std::vector<std::string_view>& listened,
                  const Report& report) {
  const auto is_listened = [&](const Binding& binding) {
    return std::find(listened.begin(), listened.end(), binding.element.attribute("name").value()) != listened.end();
  };
  const bool both = is_listened(first) && is_listened(second);
  report({second.element, "port",
          "port " + std::to_string(second.port) + " is that of the socket binding " +
              first.element.attribute("name").value() + ", too",
          both ? "give one of them another port: both are listened on, and the second listener does not start"
               : "give one of them another port, or remove the one that nothing uses",
          true, both ? Severity::error : Severity::warning});
}

void shared_ports_of(const Interfaces& interfaces, pugi::xml_node group, const Subject& subject, const Report& report) {
  std::vector<Binding> bindings = bindings_of(interfaces, group);
  std::stable_sort(bindings.begin(), bindings.end(),
                   [](const Binding& a, const Binding& b) { return a.port < b.port; });
  for (std::size_t i = 1; i < bindings.size(); ++i)
    if (clash(bindings[i - 1], bindings[i])) report_clash(bindings[i - 1], bindings[i], listened_on(subject), report);
}

}  // namespace

void shared_ports(const Subject& subject, const Report& report) {
  const Interfaces interfaces(subject.root());
  const pugi::xml_node groups = rules::child_element(subject.root(), "socket-binding-groups");
  for (const pugi::xml_node group : children_named(groups ? groups : subject.root(), "socket-binding-group"))
    shared_ports_of(interfaces, group, subject, report);
}

}  // namespace idsxml::checks
