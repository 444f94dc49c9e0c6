#include "plan/endpoints.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <pugixml.hpp>
#include <string_view>

#include "config/configuration.hpp"
#include "config/expression.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml::planning {
namespace {

std::optional<unsigned> number(std::string_view text) {
  const std::string value = config::resolved(text).value_or("");
  unsigned result = 0;
  const char* const end = value.data() + value.size();
  const auto [rest, problem] = std::from_chars(value.data(), end, result);
  constexpr unsigned largest_port = 65'535;
  if (problem != std::errc() || rest != end || result > largest_port) return std::nullopt;
  return result;
}

void read_port(pugi::xml_node group, std::string_view binding, unsigned offset, unsigned& port) {
  for (const pugi::xml_node child : group.children())
    if (child.attribute("name").value() == binding) port = number(child.attribute("port").value()).value_or(port);
  port += offset;
}

bool is_path(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '/';
  });
}

}  // namespace

Endpoints endpoints_of(const std::optional<Configuration>& configuration) {
  Endpoints endpoints;
  if (!configuration) return endpoints;
  const xml::Tree tree(configuration->state().document);
  const pugi::xml_node group = rules::child_element(tree.root(), "socket-binding-group");
  const unsigned offset = number(group.attribute("port-offset").value()).value_or(0);
  read_port(group, "http", offset, endpoints.http);
  read_port(group, "management-http", offset, endpoints.management);
  const pugi::xml_node keycloak = rules::find_subsystem(tree.root(), "keycloak-server");
  const std::string_view context = xml::text_of(rules::child_element(keycloak, "web-context"));
  if (is_path(context)) endpoints.web_context = context;
  return endpoints;
}

}  // namespace idsxml::planning
