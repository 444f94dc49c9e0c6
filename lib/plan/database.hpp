#pragma once

#include <string>
#include <string_view>

#include "idsxml/plan.hpp"

namespace idsxml::planning {

/// Where a database is, in the words of the configuration, expressions included. What is not told, or not understood,
/// is empty. Passwords are never read.
struct Database {
  DatabaseKind kind = DatabaseKind::other;
  std::string host = {};  ///< without brackets; of several, all with commas between
  std::string port = {};  ///< likewise
  std::string name = {};
  std::string user = {};
  std::string schema = {};
  std::string connect = {};               ///< Oracle: what follows the @ for its tools
  std::string file = {};                  ///< H2: without the endings that H2 adds
  std::string ssl_mode = {};              ///< PostgreSQL: in libpq's words
  std::string ssl_root_certificate = {};  ///< PostgreSQL: a file
  bool is_in_memory = false;              ///< H2: it ends with the server
  bool has_several_hosts = false;
};

/// What a JDBC URL says. Its kind is `other` where the URL is none that is known.
Database database_of_url(std::string_view text);

/// What the datasource of Keycloak says: the one that the provider of connectionsJpa names, else KeycloakDS.
Database database_of(const Configuration& configuration);

}  // namespace idsxml::planning
