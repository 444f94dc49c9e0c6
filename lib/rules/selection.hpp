#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/release.hpp"
#include "idsxml/result.hpp"
#include "rules/tables.hpp"

namespace idsxml::rules {

/// Which rules a run takes, by what the user asked for and what the target is.
class Selection {
 public:
  /// Borrows all of them.
  Selection(const Tables& tables, const Release& target, const std::vector<std::string>& only,
            const std::vector<std::string>& skip);

  /// Whether the rule was asked for, and is for the target.
  bool takes(const Rule& rule) const;

 private:
  const std::string* release_of(std::string_view product) const;

  const Tables* tables_;
  const std::vector<std::string>* only_;
  const std::vector<std::string>* skip_;
  std::optional<std::string> keycloak_;  ///< the release of Keycloak that the target is, if it is one
  std::string wildfly_;                  ///< the WildFly that the target is or stands on
};

/// RUL004 where an id is not one of a rule.
std::optional<Error> unknown_id(const Tables& tables, const std::vector<std::string>& ids);

}  // namespace idsxml::rules
