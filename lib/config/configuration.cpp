#include "config/configuration.hpp"

#include <algorithm>
#include <utility>

#include "rules/dialect.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml {
namespace {

constexpr std::string_view root_namespace_prefix = "urn:jboss:domain:";
constexpr std::string_view keycloak_extension = "org.keycloak.keycloak-server-subsystem";

Error unsupported(const xml::Document& document, const char* code, std::string message, std::string advice) {
  const xml::LineIndex lines(document);
  const std::size_t at = document.spans().front().begin;
  return {.code = code,
          .message = std::move(message),
          .advice = std::move(advice),
          .where = lines.at(at),
          .line = std::string(lines.line_at(at))};
}

std::vector<std::string> namespaces_of_subsystems(pugi::xml_node server) {
  std::vector<std::string> namespaces;
  for (const pugi::xml_node child : rules::child_element(server, "profile").children())
    if (xml::local_name(child) == "subsystem") namespaces.emplace_back(xml::namespace_of(child));
  return namespaces;
}

std::vector<std::string> modules_of_extensions(pugi::xml_node server) {
  std::vector<std::string> modules;
  for (const pugi::xml_node child : rules::child_element(server, "extensions").children())
    if (xml::local_name(child) == "extension") modules.emplace_back(child.attribute("module").value());
  return modules;
}

bool has_subsystem(const Configuration::State& state, std::string_view name) {
  return std::any_of(state.subsystems.begin(), state.subsystems.end(),
                     [name](const std::string& its) { return rules::parts_of(its).name == name; });
}

bool has_extension(const Configuration::State& state, std::string_view module) {
  return std::find(state.extensions.begin(), state.extensions.end(), module) != state.extensions.end();
}

}  // namespace

Result<Configuration> Configuration::parse(std::string bytes) {
  Result<xml::Document> document = xml::Document::parse(std::move(bytes));
  if (!document) return std::move(document).error();

  const xml::Tree tree(*document);
  const std::string_view root = xml::local_name(tree.root());
  const std::string_view space = xml::namespace_of(tree.root());
  if (!space.starts_with(root_namespace_prefix))
    return unsupported(*document, "CFG001", "the root element <" + std::string(root) + "> is not a server's",
                       "a server configuration begins with <server xmlns=\"urn:jboss:domain:…\">");
  if (root == "domain" || root == "host")
    return unsupported(*document, "CFG002", "this is a " + std::string(root) + " configuration of domain mode, which is not supported yet",
                       "standalone*.xml is supported; " + std::string(root) + ".xml has to be changed by hand");
  if (root != "server")
    return unsupported(*document, "CFG001", "the root element <" + std::string(root) + "> is not a server's",
                       "a server configuration begins with <server xmlns=\"urn:jboss:domain:…\">");

  auto state = std::make_shared<State>();
  state->root_namespace = space;
  state->subsystems = namespaces_of_subsystems(tree.root());
  state->extensions = modules_of_extensions(tree.root());
  state->has_keycloak = has_subsystem(*state, "keycloak-server") || has_extension(*state, keycloak_extension);
  state->is_ha = has_subsystem(*state, "jgroups");
  state->document = *std::move(document);
  return Configuration(std::move(state));
}

std::string_view Configuration::bytes() const { return state_->document.bytes(); }
std::string_view Configuration::root_namespace() const { return state_->root_namespace; }
bool Configuration::has_keycloak() const { return state_->has_keycloak; }
bool Configuration::is_ha() const { return state_->is_ha; }

}  // namespace idsxml
