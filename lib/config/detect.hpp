#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/release.hpp"

namespace idsxml::config {

/// What of a configuration tells its release. The views must live as long as the call.
struct Traits {
  std::string_view root;                         ///< namespace of the root element
  std::span<const std::string_view> subsystems;  ///< namespaces of the subsystems
  std::span<const std::string_view> extensions;  ///< modules of the extensions
};

struct Detection {
  /// Releases that could have written the configuration, oldest first; if a person mixed schemas, those that come
  /// nearest. A Keycloak is named as such and not as Identity Service or RH-SSO, whose files are the same; those names
  /// and JBoss EAP appear only where the configuration is theirs alone. Empty where no namespace is known.
  std::vector<Release> candidates;
  /// Why, one sentence each, as "the root namespace urn:jboss:domain:16.0 is written by WildFly 23".
  std::vector<std::string> reasons;
  /// Namespaces of known subsystems that no candidate would write: a person edited them, or left them when raising
  /// others.
  std::vector<std::string_view> mixed;
};

Detection detect(const Traits& traits);

/// Candidates for a heading: `Keycloak 12 (WildFly 21)`, `Keycloak 13 to 15.1 (WildFly 23)`; `unknown` where there are
/// none.
std::string summary_of(std::span<const Release> candidates);

/// The namespaces that only releases newer than the target read: such a file is not downgraded.
std::vector<std::string_view> too_new_for(const Traits& traits, const Release& target);

}  // namespace idsxml::config
