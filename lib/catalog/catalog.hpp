#pragma once

#include <optional>
#include <string_view>

#include "idsxml/release.hpp"

/// What each release accepts. Views that are returned live as long as the program.
namespace idsxml::catalog {

/// A namespace taken apart: urn:jboss:domain:community:20.0 is version 20.0 of urn:jboss:domain, level community.
struct Schema {
  std::string_view family;
  std::string_view stability;  ///< empty where the namespace names none
  Version version;
};

/// Nothing where it is not made like a namespace of a server configuration. The views are into `name`.
std::optional<Schema> schema_of(std::string_view name);

/// Of the root element, whose namespace every server reads itself.
inline constexpr std::string_view root_family = "urn:jboss:domain";
/// Of the subsystem that makes a server a Keycloak.
inline constexpr std::string_view keycloak_family = "urn:jboss:domain:keycloak-server";

/// Whether some release of any product reads a namespace of this family.
bool knows_family(std::string_view family);

/// Whether the release, with all of its extensions, reads it. False also for what no catalogued release reads.
bool reads(const Release& release, std::string_view name);

/// Whether a file that the release wrote can contain it: the newest that it reads of its family and stability level, or
/// one that its own configurations came with.
bool writes(const Release& release, std::string_view name);

/// The newest namespace of a family that the release reads at a stability level, empty for the default one.
std::optional<std::string_view> newest(const Release& release, std::string_view family,
                                       std::string_view stability = {});

/// Whether the release is too old for it: later releases read it, but neither this one nor any before; or it is newer
/// than all that are catalogued.
bool is_too_new(const Release& release, std::string_view name);

/// The first catalogued release of a product that reads it.
std::optional<Release> first_to_read(Product product, std::string_view name);

/// The extension module that reads a namespace; empty where no catalogued release does.
std::string_view reader_of(std::string_view name);

/// The subsystem that an extension module reads: infinispan; empty where no catalogued release has one.
std::string_view subsystem_of(std::string_view module);

/// Whether the release has the extension that `module` names.
bool has_extension(const Release& release, std::string_view module);

/// Whether the release has the extension for the old hosts of a domain alone, so that a standalone server refuses it.
bool is_legacy_extension(const Release& release, std::string_view module);

/// Whether the release, with all of its extensions, reads some version of a subsystem; its name is the last word of its
/// namespaces' family: infinispan of urn:jboss:domain:infinispan.
bool has_subsystem(const Release& release, std::string_view name);

/// Whether some release of any product has it or had it.
bool is_known_subsystem(std::string_view name);

/// The last catalogued release of a product that has the subsystem.
std::optional<Release> last_with_subsystem(Product product, std::string_view name);

/// The module that does the work of an extension that may be an alias of it.
std::string_view real_module(std::string_view module);

/// Whether some release of any product has it or had it.
bool is_known_extension(std::string_view module);

/// The last catalogued release of a product that has the extension.
std::optional<Release> last_with_extension(Product product, std::string_view module);

/// What servers make of two elements of one name under one parent, as far as they were asked.
enum class Siblings { accepted, merged, refused };

/// `first` and `second` are their local names; `family` is that of their namespace.
Siblings siblings_of_one_name(std::string_view family, std::string_view parent, std::string_view first,
                              std::string_view second);

}  // namespace idsxml::catalog
