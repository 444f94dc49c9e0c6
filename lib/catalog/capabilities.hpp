#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "catalog/tables.hpp"

/// What resources provide and require by name: catalog/capabilities.tsv and catalog/references.tsv as constant tables
/// that refer to each other by index.
namespace idsxml::catalog {

/// A kind of resource, such as /subsystem=undertow/server=*; row 0 is the root. What is said of `*` is repeated for
/// certain names beside it.
struct ResourceRow {
  Text type;
  Text name;
  std::uint16_t parent;
  std::uint16_t first_child;  ///< of resource_rows, by type and name
  std::uint16_t child_count;
  std::uint16_t first_fact;  ///< of capability_fact_rows
  std::uint16_t fact_count;
};

/// No capability has a name of more parts.
inline constexpr std::size_t most_names = 3;

enum class NameOf : std::uint8_t { step, attribute, itself };

/// A part of the name by which a capability is one of many.
struct CapabilityNameRow {
  NameOf what;
  std::uint8_t steps_above;  ///< of a step: how far above the resource's own
  Text text;                 ///< the type of the step, the attribute, or the name itself
  Text otherwise;            ///< the name where the attribute is not written; empty for none
};

/// What a kind of resource has to do with a capability: without what it requires a server does not boot; without what
/// it uses the server boots, and that part of it fails as soon as it is not admin-only.
enum class Role : std::uint8_t { provides, requires_it, uses };

struct CapabilityFactRow {
  std::uint16_t resource;
  std::uint16_t capability;
  std::uint16_t first_name;  ///< of capability_name_rows
  std::uint8_t name_count;
  Role role;
  ReleaseSet in;
};

/// A capability with a certain number of names.
struct CapabilityRow {
  Text name;
  std::uint16_t first_provider;  ///< of capability_provider_rows
  std::uint16_t provider_count;
};

extern const std::span<const ResourceRow> resource_rows;
extern const std::span<const CapabilityRow> capability_rows;
extern const std::span<const CapabilityFactRow> capability_fact_rows;  ///< by resource
extern const std::span<const CapabilityNameRow> capability_name_rows;
extern const std::span<const std::uint16_t> capability_provider_rows;  ///< of capability_fact_rows

/// The kinds of resources of a type below one of another kind: those of certain names, before them `*`.
std::span<const ResourceRow> resources_below(std::uint16_t parent, std::string_view type);

/// The kind among them that a resource of this name is of; none where nothing is known of it and those below it.
std::optional<std::uint16_t> resource_named(std::span<const ResourceRow> of_one_type, std::string_view name);

/// Both: the kind of a resource below one of another kind.
std::optional<std::uint16_t> resource_below(std::uint16_t parent, std::string_view type, std::string_view name);

inline std::span<const CapabilityFactRow> facts_of(std::uint16_t resource) {
  const ResourceRow& row = resource_rows[resource];
  return capability_fact_rows.subspan(row.first_fact, row.fact_count);
}

inline std::span<const CapabilityNameRow> names_of(const CapabilityFactRow& fact) {
  return capability_name_rows.subspan(fact.first_name, fact.name_count);
}

/// The facts that say what provides a capability, in any release.
inline std::span<const std::uint16_t> providers_of(std::uint16_t capability) {
  const CapabilityRow& row = capability_rows[capability];
  return capability_provider_rows.subspan(row.first_provider, row.provider_count);
}

}  // namespace idsxml::catalog
