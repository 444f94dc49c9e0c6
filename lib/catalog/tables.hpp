#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "idsxml/release.hpp"

/// The catalog as tools/catalogc compiles it from catalog/*.tsv: constant tables without a pointer, so that they cost
/// nothing at start-up.
namespace idsxml::catalog {

/// A part of text_pool.
struct Text {
  std::uint32_t offset;
  std::uint32_t length;
};

/// What versions count in. WildFly and Keycloak are catalogued; JBoss EAP reads a few namespaces before its WildFly does.
enum class Line : std::uint8_t { wildfly, keycloak, eap };
inline constexpr std::size_t line_count = 3;

/// A set of releases of one line: bit i is its i-th release, the oldest first.
using Releases = std::uint64_t;

struct ReleaseRow {
  Release release;
  std::array<std::int8_t, line_count> at;  ///< its place in each line; -1 where it has none
};

struct ExtensionRow {
  Text module;
  std::array<Releases, line_count> has;
};

inline constexpr std::uint16_t no_extension = 0xffff;

struct NamespaceRow {
  Text name;
  Text family;            ///< without version and stability level: urn:jboss:domain:infinispan
  Text stability;         ///< community, preview, experimental; empty is the default
  Version version;        ///< of the schema
  std::uint16_t extension;  ///< the row of the extension that reads it; no_extension is the server itself
  Line line;              ///< what read_by counts in
  Releases read_by;
  std::array<Releases, line_count> shipped;  ///< whose own configurations use it
};

extern const std::string_view text_pool;
extern const std::span<const ReleaseRow> release_rows;      ///< by product, then version
extern const std::span<const ExtensionRow> extension_rows;  ///< by module
extern const std::span<const NamespaceRow> namespace_rows;  ///< by name; a name has a row for each of its readers

inline std::string_view view(Text text) { return text_pool.substr(text.offset, text.length); }

}  // namespace idsxml::catalog
