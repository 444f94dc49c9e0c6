#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "catalog/tables.hpp"
#include "checks/content.hpp"
#include "checks/references.hpp"
#include "checks/secrets.hpp"
#include "idsxml/release.hpp"
#include "rules/tables.hpp"
#include "rules/walk.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {

/// An <extension>, and what the catalog has of it.
struct Extension {
  pugi::xml_node element;
  std::string_view module;
  const catalog::ExtensionRow* row;  ///< nullptr where no release has it
};

/// A <subsystem>, and what the catalog has of its namespace.
struct Subsystem {
  pugi::xml_node element;
  std::string_view name_space;
  const catalog::NamespaceRow* row;  ///< nullptr where no release reads it
};

/// A server configuration and the release with whose eyes checks look at it. What several checks ask for is worked out
/// once. Borrows tree and tables, which must not change while it lives. For one thread.
class Subject {
 public:
  Subject(const xml::Tree& tree, const rules::Tables& tables, const Release& target)
      : tree_(&tree), tables_(&tables), target_(target), release_(catalog::row_of(target)) {}

  const xml::Tree& tree() const { return *tree_; }
  pugi::xml_node root() const { return tree_->root(); }
  const rules::Tables& tables() const { return *tables_; }
  const Release& target() const { return target_; }
  /// The target's row in the sets of the catalog.
  std::size_t release() const { return release_; }

  /// Those in the root's list of extensions.
  const std::vector<Extension>& extensions() const;
  /// Its profile, or those of a domain, each of which is a server's.
  const std::vector<pugi::xml_node>& profiles() const;
  /// Those of all profiles.
  const std::vector<Subsystem>& subsystems() const;

  const std::vector<Violation>& violations() const;
  const rules::Walk& resources() const;
  const std::vector<DanglingReference>& dangling() const;
  const std::vector<Secret>& secrets() const;

 private:
  const xml::Tree* tree_;
  const rules::Tables* tables_;
  Release target_;
  std::size_t release_;
  mutable std::optional<std::vector<Extension>> extensions_;
  mutable std::optional<std::vector<pugi::xml_node>> profiles_;
  mutable std::optional<std::vector<Subsystem>> subsystems_;
  mutable std::optional<std::vector<Violation>> violations_;
  mutable std::optional<rules::Walk> resources_;
  mutable std::optional<std::vector<DanglingReference>> dangling_;
  mutable std::optional<std::vector<Secret>> secrets_;
};

/// The child elements of that local name.
std::vector<pugi::xml_node> children_named(pugi::xml_node parent, std::string_view name);

}  // namespace idsxml::checks
