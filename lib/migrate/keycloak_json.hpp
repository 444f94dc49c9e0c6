#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/json_value.hpp"
#include "xml/tree.hpp"

namespace idsxml {

/// The rule that a keycloak-server.json answers: where one is given, this is done in its place.
constexpr std::string_view keycloak_json_rule = "KC0220";

/// What was taken over.
struct TakenOver {
  std::size_t spis = 0;
  /// What has no place in the subsystem, one line each: where it stands in the JSON text and why.
  std::vector<std::string> left;
};

/// Writes what a keycloak-server.json says into a subsystem keycloak-server that has no spi, with the defaults of
/// Keycloak 2.2 for what it does not say, as the operation migrate-json of the server does. What neither says stays as
/// it is.
TakenOver take_over(const JsonValue& server_json, xml::Tree& tree, pugi::xml_node subsystem, std::size_t cause);

}  // namespace idsxml
