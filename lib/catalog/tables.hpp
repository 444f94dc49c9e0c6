#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "idsxml/release.hpp"

/// The catalog as tools/catalogc compiles it from catalog/*.tsv: constant tables without a pointer in them, so that
/// they cost nothing at start-up.
namespace idsxml::catalog {

/// A part of text_pool. Equal texts are the same part.
struct Text {
  std::uint32_t offset;
  std::uint32_t length;

  friend bool operator==(const Text&, const Text&) = default;
};

/// A set of rows of release_rows.
struct ReleaseSet {
  std::array<std::uint64_t, 2> bits{};

  constexpr bool contains(std::size_t row) const { return (bits[row / 64] >> (row % 64) & 1U) != 0; }
  constexpr void insert(std::size_t row) { bits[row / 64] |= std::uint64_t{1} << (row % 64); }
  constexpr bool empty() const { return (bits[0] | bits[1]) == 0; }

  friend constexpr ReleaseSet operator|(const ReleaseSet& a, const ReleaseSet& b) {
    return {{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
  }
  friend constexpr ReleaseSet operator&(const ReleaseSet& a, const ReleaseSet& b) {
    return {{a.bits[0] & b.bits[0], a.bits[1] & b.bits[1]}};
  }
  friend constexpr bool operator==(const ReleaseSet&, const ReleaseSet&) = default;
};

struct ReleaseRow {
  Release release;
  std::int8_t wildfly;   ///< the row of the WildFly under it; -1 where it has no standalone.xml
  std::int8_t keycloak;  ///< of the Keycloak that it is or contains; -1 for none
  std::int8_t eap;       ///< of the JBoss EAP that it is or runs on; -1 for none
};

struct ExtensionRow {
  Text module;
  ReleaseSet has;
  ReleaseSet legacy;  ///< releases where a standalone server refuses it
  Text real;          ///< the module that it is an alias of, or itself
};

struct NamespaceRow {
  Text name;
  Text family;      ///< without stability level and version: urn:jboss:domain:infinispan
  Text stability;   ///< community, preview, experimental; empty is the default
  Text reader;      ///< the extension module that reads it; the server's own for a root
  Version version;  ///< of the schema
  ReleaseSet read_by;
  ReleaseSet newest_of;   ///< releases that know none newer at this stability level
  ReleaseSet shipped_in;  ///< releases whose own configurations use it
};

/// What servers make of two elements of one name in one list.
struct SiblingsRow {
  Text family;   ///< of the namespace that they are in
  Text parent;   ///< the local name of the element around them
  Text element;  ///< theirs; behind a star, how the kinds end that share their names
  bool refused;  ///< the server does not boot; otherwise it keeps one of the two without a word
};

extern const std::string_view text_pool;
extern const std::span<const ReleaseRow> release_rows;      ///< by product, then version
extern const std::span<const ExtensionRow> extension_rows;  ///< by module
extern const std::span<const NamespaceRow> namespace_rows;  ///< by name
extern const std::span<const SiblingsRow> siblings_rows;    ///< by family, parent, element

/// The row of a release; the first one for a release that parse_release() did not make.
std::size_t row_of(const Release& release);

/// The row of a namespace or module; none where no catalogued release has it.
const NamespaceRow* find_namespace(std::string_view name);
const ExtensionRow* find_extension(std::string_view module);

/// Releases that can have written a file with this namespace.
inline ReleaseSet written_by(const NamespaceRow& row) {
  return row.read_by & (row.newest_of | row.shipped_in);
}

inline std::string_view view(Text text) {
  return {text_pool.data() + text.offset, text.length};
}

}  // namespace idsxml::catalog
