#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/template.hpp"
#include "idsxml/result.hpp"

/// A realm export of Keycloak, as far as lint looks at it: its authentication flows.
namespace idsxml::config {

/// A step of a flow.
struct Execution {
  std::string requirement;    ///< REQUIRED, ALTERNATIVE, …
  Stretch requirement_at;     ///< with its quotes
  std::string authenticator;  ///< empty where it is a sub-flow
  std::string settings;       ///< the alias of the authenticator's configuration; may be empty
  std::string flow;           ///< the alias of the sub-flow
  Stretch member;             ///< from the name "requirement" to its value
};

struct Flow {
  std::string alias;
  std::vector<Execution> executions;
};

struct Realm {
  std::string name;
  std::string keycloak_version;  ///< of the server that wrote it; empty where it does not say
  std::vector<Flow> flows;
  std::vector<std::string> first_login_flows;  ///< aliases that identity providers and the realm name
};

/// The realms of an export, in their order: an object, or an array of them. Errors: CFG011 for JSON with no realm in
/// it, CFG012 for what is no JSON (RFC 8259, UTF-8); without the text of the line, which may hold a secret.
Result<std::vector<Realm>> realms_in(std::string_view json);

}  // namespace idsxml::config
