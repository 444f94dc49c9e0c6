#pragma once

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "rules/tables.hpp"
#include "xml/tree.hpp"

namespace idsxml::rules {

/// A management resource, found in a configuration.
struct Resource {
  pugi::xml_node element;
  const ResourceForm* form;
  Version version;  ///< of the namespace that its subsystem is written in
};

/// Whether the element has what a form asks for: a child, or an @attribute; of an empty text: always.
bool has(pugi::xml_node element, std::string_view what);

/// A configuration as management resources: the dialects say where each stands. Borrows both. What add() and the others
/// may do without asking is up to rules; they do what they can express and nothing else.
class Resources {
 public:
  Resources(xml::Tree& tree, const Tables& tables) : tree_(&tree), tables_(&tables) { index(); }

  /// The resource at an address, if the configuration has it.
  std::optional<Resource> find(Slice address) const;
  /// The resource that an address is a child of.
  std::optional<Resource> find_parent(Slice address) const;
  /// Whether there is something that a resource at an address can be added to.
  bool can_hold(Slice address) const;
  /// What is written for an attribute.
  std::optional<std::string> written(const Resource& resource, std::string_view attribute) const;
  /// The same, and its default where nothing is written.
  std::optional<std::string> effective(const Resource& resource, std::string_view attribute) const;
  /// The element that an attribute stands at, or the nearest there is.
  pugi::xml_node element_of(const Resource& resource, std::string_view attribute) const;

  /// Whether the versions in this configuration can say it. An address whose subsystem is absent can be said: nothing
  /// comes of it. The attribute may be empty: the resource alone. With a `version`, whether that version of the
  /// address's subsystem could.
  bool can_express(Slice address, std::string_view attribute = {}, std::optional<Version> version = {}) const;

  /// The dialect that an address is told in: a subsystem's name, or "server".
  std::string_view subsystem_of(Slice address) const;
  /// The version of the namespace that a subsystem, or the root for "server", is written in.
  std::optional<Version> version_of(std::string_view subsystem) const;
  std::span<const Raise> raises_of(std::string_view subsystem) const;
  /// Whether the namespace is declared on the element itself, so that raising it touches nothing else.
  bool can_raise(std::string_view subsystem) const;
  void raise(std::string_view subsystem, Version version, std::size_t cause);

  /// The element of another kind that has the name which the address asks for, where names are unique among siblings.
  pugi::xml_node namesake(Slice address) const;
  /// Adds the resource at an address whose parent exists. Returns its element.
  Resource add(Slice address, std::size_t cause);
  Resource add(Slice address, pugi::xml_node fragment, std::size_t cause);
  void remove(const Resource& resource, std::size_t cause);
  /// Puts a copy of `fragment` where the resource's element stands.
  void replace(const Resource& resource, pugi::xml_node fragment, std::size_t cause);
  /// Whether no other resource's element stands behind the resource's.
  bool is_last(const Resource& resource) const;
  /// Moves a resource's element behind all its siblings.
  Resource move_last(const Resource& resource, std::size_t cause);
  /// Returns false where the place of the value cannot be written without touching something else.
  bool set(const Resource& resource, std::string_view attribute, std::string_view value, std::size_t cause);
  void unset(const Resource& resource, std::string_view attribute, std::size_t cause);

  xml::Tree& tree() const { return *tree_; }
  /// The element whose namespace has the version of a dialect: the subsystem, or the root.
  pugi::xml_node schema_element(std::string_view subsystem) const;

 private:
  struct Named {
    std::string_view name;
    Resource resource;
  };
  using Index = std::vector<Named>;

  void index();
  void index_extensions();
  void index_subsystem(pugi::xml_node subsystem);
  std::optional<Named> described(pugi::xml_node subsystem) const;
  /// After something was added right below the server, or below its list of extensions or subsystems.
  void index_added(pugi::xml_node element);
  static std::optional<Resource> named(const Index& index, std::string_view name);
  std::optional<Resource> context(std::span<const Step>& steps) const;
  std::optional<Resource> child(const Resource& parent, const Step& step) const;
  const ResourceForm* form_at(const Resource& start, std::span<const Step> steps, Version version) const;
  std::optional<Resource> walk(Slice address, std::size_t count) const;
  /// How many of the steps last taken from there are the same as these; forgets the others.
  std::size_t known_steps(pugi::xml_node start, std::span<const Step> steps) const;
  pugi::xml_node ensure_path(pugi::xml_node from, Slice elements, std::size_t cause);
  /// Another element to hold a resource whose name stands on it.
  pugi::xml_node new_container(const Resource& parent, const ResourceForm& form, std::size_t cause);

  xml::Tree* tree_;
  const Tables* tables_;
  Resource server_{};
  // Nearly every condition of every rule asks for one of these, which have dozens of siblings.
  /// The steps last taken from the server or a subsystem, and where they led. Conditions ask for neighbours in a row.
  struct Taken {
    pugi::xml_node start;
    std::vector<Step> steps;
    std::vector<Resource> resources;
    std::size_t changes = 0;  ///< of the tree, when they were taken
  };
  mutable Taken taken_;
  Index subsystems_;  ///< that a dialect tells of; rules know no others
  Index extensions_;
};

/// The dialect of what stands outside subsystems; its versions are those of the root's namespace.
inline constexpr std::string_view server_dialect = "server";

/// The attribute that holds the name of a resource at `element`; `key` as in a form: `name`, or `../name` for the
/// element around it.
pugi::xml_attribute key_of(pugi::xml_node element, std::string_view key);

/// The first child element of that local name.
pugi::xml_node child_element(pugi::xml_node parent, std::string_view local_name);

/// The subsystem of that name in a server configuration's profile.
pugi::xml_node find_subsystem(pugi::xml_node server, std::string_view name);

}  // namespace idsxml::rules
