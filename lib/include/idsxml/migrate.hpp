#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/finding.hpp"
#include "idsxml/release.hpp"
#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"

namespace idsxml {

/// What a migration does.
struct MigrateOptions {
  Release to;                                            ///< the release that the result is for
  bool minimal = false;                                  ///< only what the target refuses to boot with
  std::vector<std::string> only = {};                    ///< only these rules; empty for all
  std::vector<std::string> skip = {};                    ///< not these
  std::optional<std::string> keycloak_server_json = {};  ///< the content of a keycloak-server.json to be taken over
};

/// What a migration came to.
struct Migration {
  std::string bytes;              ///< the whole configuration with all edits made
  std::vector<Edit> edits;        ///< all of them, in order, without overlap, against the configuration's bytes
  std::vector<Finding> findings;  ///< in the order of rules

  std::size_t left_to_do() const;
};

/// Makes of `configuration` one that the target release boots. The result's bytes outside the edits are those of the
/// configuration; it is well-formed, and a second migration makes no edit. Errors: CFG003 where the configuration is of
/// a release newer than the target, RUL… for an unknown id in `only` or `skip`, BUG001 where the result would not be
/// what the rules meant (nothing is lost then: there is no result), and those of check_keycloak_server_json().
Result<Migration> migrate(const Configuration& configuration, const Rules& rules, const MigrateOptions& options);

/// Why `content` cannot be MigrateOptions::keycloak_server_json, if it cannot: CFG006, whose place is one in `content`.
std::optional<Error> check_keycloak_server_json(std::string_view content);

}  // namespace idsxml
