#pragma once

#include <string>
#include <vector>

#include "idsxml/configuration.hpp"
#include "idsxml/release.hpp"

namespace idsxml {

/// Which releases could have written a configuration.
struct Detection {
  /// Oldest first. Empty where no namespace is known. A Keycloak is named as such and not as Identity Service or
  /// RH-SSO, whose files are the same.
  std::vector<Release> releases;
  std::vector<std::string> reasons;  ///< why, one sentence each
  std::vector<std::string> mixed;    ///< namespaces that none of these releases would write
};

/// Looks at the namespaces and extensions of the configuration, and at nothing else.
Detection detect(const Configuration& configuration);

}  // namespace idsxml
