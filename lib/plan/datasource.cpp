#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <pugixml.hpp>
#include <utility>

#include "config/configuration.hpp"
#include "config/expression.hpp"
#include "plan/database.hpp"
#include "rules/resources.hpp"
#include "xml/tree.hpp"

namespace idsxml::planning {
namespace {

using rules::child_element;

std::string text(pugi::xml_node element) {
  return std::string(xml::text_of(element));
}

pugi::xml_node child_with(pugi::xml_node parent, std::string_view element, const char* attribute,
                          std::string_view value) {
  for (const pugi::xml_node child : parent.children())
    if (xml::local_name(child) == element && child.attribute(attribute).value() == value) return child;
  return {};
}

/// What the JPA provider says of the database: the JNDI name of its datasource, its own URL, its schema.
std::string connection_property(pugi::xml_node server, std::string_view name) {
  const pugi::xml_node spi =
      child_with(rules::find_subsystem(server, "keycloak-server"), "spi", "name", "connectionsJpa");
  const pugi::xml_node properties = child_element(child_with(spi, "provider", "name", "default"), "properties");
  return child_with(properties, "property", "name", name).attribute("value").value();
}

pugi::xml_node datasource(pugi::xml_node server, std::string_view jndi_name) {
  const pugi::xml_node all = child_element(rules::find_subsystem(server, "datasources"), "datasources");
  for (const std::string_view kind : {"datasource", "xa-datasource"})
    if (const pugi::xml_node found = child_with(all, kind, "jndi-name", jndi_name)) return found;
  return {};
}

/// Names of classes, modules and drivers tell as well what a database is.
DatabaseKind kind_named(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  using Named = std::pair<std::string_view, DatabaseKind>;
  constexpr std::array words{Named{"postgres", DatabaseKind::postgresql},
                             Named{"mariadb", DatabaseKind::mariadb},
                             Named{"mysql", DatabaseKind::mysql},
                             Named{"oracle", DatabaseKind::oracle},
                             Named{"sqlserver", DatabaseKind::sqlserver},
                             Named{"mssql", DatabaseKind::sqlserver},
                             Named{"h2", DatabaseKind::h2}};
  for (const auto& [word, kind] : words)
    if (name.find(word) != std::string::npos) return kind;
  return DatabaseKind::other;
}

DatabaseKind kind_of(pugi::xml_node source) {
  const std::string driver = text(child_element(source, "driver"));
  const pugi::xml_node drivers = child_element(source.parent(), "drivers");
  const pugi::xml_node declared = child_with(drivers, "driver", "name", driver);
  const std::array<std::string, 5> names{
      driver, text(child_element(source, "xa-datasource-class")), declared.attribute("module").value(),
      text(child_element(declared, "driver-class")), text(child_element(declared, "xa-datasource-class"))};
  for (const std::string& name : names)
    if (const DatabaseKind kind = kind_named(name); kind != DatabaseKind::other) return kind;
  return DatabaseKind::other;
}

using Properties = std::map<std::string, std::string, std::less<>>;

Properties properties_of(pugi::xml_node source) {
  Properties properties;
  for (const pugi::xml_node child : source.children())
    if (xml::local_name(child) == "xa-datasource-property")
      properties.emplace(child.attribute("name").value(), text(child));
  return properties;
}

void take(const Properties& properties, std::initializer_list<std::string_view> names, std::string& value) {
  for (const std::string_view name : names)
    if (const auto found = properties.find(name); found != properties.end() && value.empty()) value = found->second;
}

Database of_properties(const Properties& properties, DatabaseKind kind) {
  std::string url;
  take(properties, {"URL", "Url", "url"}, url);
  Database database = url.empty() ? Database{.kind = kind} : database_of_url(url);
  if (database.kind == DatabaseKind::oracle) return database;
  take(properties, {"ServerName", "serverName"}, database.host);
  take(properties, {"PortNumber", "portNumber", "Port", "port"}, database.port);
  take(properties, {"DatabaseName", "databaseName"}, database.name);
  take(properties, {"User", "user"}, database.user);
  take(properties, {"CurrentSchema", "currentSchema"}, database.schema);
  return database;
}

std::string user_of(pugi::xml_node source) {
  const pugi::xml_node security = child_element(source, "security");
  const std::string user = security.attribute("user-name").value();
  return user.empty() ? text(child_element(security, "user-name")) : user;
}

/// What is said by a URL that is one expression: its default, of which only the kind holds wherever the server runs.
DatabaseKind kind_of_default(const std::string& url) {
  return database_of_url(config::resolved(url).value_or("")).kind;
}

Database database_of(pugi::xml_node source) {
  const DatabaseKind kind = kind_of(source);
  Database database = of_properties(properties_of(source), kind);
  if (const std::string url = text(child_element(source, "connection-url")); !url.empty()) {
    database = database_of_url(url);
    if (database.kind == DatabaseKind::other) database.kind = kind_of_default(url);
  }
  if (database.kind == DatabaseKind::other) database.kind = kind;
  if (const std::string user = user_of(source); !user.empty()) database.user = user;
  return database;
}

}  // namespace

Database database_of(const Configuration& configuration) {
  const xml::Tree tree(configuration.state().document);
  const pugi::xml_node server = tree.root();
  const std::string url = connection_property(server, "url");
  std::string jndi_name = connection_property(server, "dataSource");
  if (jndi_name.empty()) jndi_name = "java:jboss/datasources/KeycloakDS";
  Database database = url.empty() ? database_of(datasource(server, jndi_name)) : database_of_url(url);
  if (!url.empty()) database.user = connection_property(server, "user");
  if (const std::string schema = connection_property(server, "schema"); !schema.empty()) database.schema = schema;
  return database;
}

}  // namespace idsxml::planning
