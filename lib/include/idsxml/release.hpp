#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"

namespace idsxml {

/// A product whose servers read a standalone.xml.
enum class Product : std::uint8_t {
  wildfly,
  keycloak,
  eap,    ///< JBoss EAP: WildFly under another name
  rhsso,  ///< Red Hat Single Sign-On: Keycloak on JBoss EAP
  ids,    ///< Alfresco Identity Service: Keycloak under another name
};

/// A minor version: micro releases of one read and write the same configurations.
struct Version {
  std::uint16_t major = 0;
  std::uint16_t minor = 0;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 finds a null pointer in every defaulted comparison
  friend auto operator<=>(const Version&, const Version&) = default;
};

/// A release that the catalog knows; parse_release() and releases() make no others.
struct Release {
  Product product = Product::wildfly;
  Version version;

  friend bool operator==(const Release&, const Release&) = default;
};

/// Reads PRODUCT:VERSION as in `keycloak:15`, `keycloak:13.0.1`, `ids:1.5`, `rhsso:7.5`, `wildfly:23`, `eap:7.4`.
/// What is left out of a version is 0: `wildfly:26` is 26.0. A micro version is accepted and has no meaning.
/// Errors: CLI101 not PRODUCT:VERSION, CLI102 unknown product, CLI103 unknown version, CLI104 a release without a
/// standalone.xml. The advice names what was probably meant.
Result<Release> parse_release(std::string_view text);

/// All that parse_release() accepts, by product, oldest first.
std::vector<Release> releases();

/// As short as can be: `12`, `4.8`.
std::string to_string(Version version);

/// As parse_release() reads it and as short as can be: `keycloak:12`, `keycloak:4.8`.
std::string to_string(const Release& release);

/// For people: `Keycloak 12`, `Alfresco Identity Service 1.4`.
std::string name_of(const Release& release);

/// With what is under it: `Keycloak 12 (WildFly 21)`, `Alfresco Identity Service 1.4 (Keycloak 12)`.
std::string full_name_of(const Release& release);

/// The WildFly that a release is built on; a WildFly release is its own.
Release wildfly_under(const Release& release);

/// The Keycloak that a release is or contains, if any.
std::optional<Release> keycloak_under(const Release& release);

/// The releases of other products that are this Keycloak under another name: Keycloak 12 is Identity Service 1.4.
std::vector<Release> other_names_of(const Release& release);

}  // namespace idsxml
