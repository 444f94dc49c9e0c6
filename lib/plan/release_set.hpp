#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "idsxml/release.hpp"

namespace idsxml::planning {

/// Some releases of a product. `keycloak` means the Keycloak that a release is or contains, `wildfly` a release without
/// one, by the WildFly that is under it.
struct ReleaseRange {
  Product product = Product::wildfly;
  Version first;
  Version last;
};

/// Some releases, as files of steps name them: words with spaces between. `ids` is every Identity Service, `ids:1.2`
/// that one, `ids:1.2-1.4` from and to, `ids:1.4+` and `ids:-1.4` without end. Nothing where it is written otherwise.
std::optional<std::vector<ReleaseRange>> parse_release_set(std::string_view set);

}  // namespace idsxml::planning
