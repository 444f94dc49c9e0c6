#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "idsxml/diff.hpp"

/// What the formats of a diff have in common.
namespace idsxml::report {

struct DiffCounts {
  std::size_t added = 0;      ///< resources, each one below another counts
  std::size_t removed = 0;    ///< likewise
  std::size_t changed = 0;    ///< attributes
  std::size_t reordered = 0;  ///< resources whose children stand in another order
  std::size_t schemas = 0;    ///< namespaces
};
DiffCounts counts_of(const Diff& diff);

/// "3 resources added, 1 removed, 5 attributes changed"; what there is none of is left out.
std::string counted(const DiffCounts& counts);

/// What is told together: the differences within a subsystem, or those of all resources of one type outside of them.
struct DiffGroup {
  Address address;       ///< /subsystem=undertow, /profile=ha/subsystem=undertow, /interface=public; / for the root
  bool is_type = false;  ///< all resources of the type that the address ends with, whatever they are named
  std::vector<const Difference*> differences;  ///< in their order, without those of namespaces

  /// /subsystem=undertow, /interface.
  std::string title() const;
};

/// The groups in the order of their first differences. Borrows the diff.
std::vector<DiffGroup> groups_of(const Diff& diff);

/// Differences of one resource that are told below one heading: several of attributes and orders, or a single one.
using DiffBlock = std::span<const Difference* const>;
std::vector<DiffBlock> blocks_of(const DiffGroup& group);

/// + added, - removed, ~ anything else.
char mark_of(Difference::Kind kind);

/// The differences of namespaces alone.
std::vector<const Difference*> schemas_of(const Diff& diff);

/// The address as it is told under the title of its group: server=default-server/host=a; empty for the resource that
/// the title names.
std::string address_in(const DiffGroup& group, const Difference& difference);

/// Why elements are told and not resources: "no dialect knows the subsystem urn:own: its elements are compared one by
/// one". Empty where it is not so.
std::string note_on_elements(const DiffGroup& group);

/// The same of elements that no group is about, because they differ in nothing or stand deeper. Empty without any.
std::string note_on_other_elements(const Diff& diff, const std::vector<DiffGroup>& groups);

/// What became of one item of a list or a map.
struct ItemChange {
  enum class Kind { added, removed, changed };
  Kind kind;
  std::string key;     ///< of a map
  std::string before;  ///< of removed and changed
  std::string after;   ///< of added and changed
};

/// An item of a list that stands elsewhere than before.
struct Move {
  std::string item;
  std::string behind;  ///< the item that it follows now; empty where it comes first
};

/// In what two lists or maps differ.
struct ItemChanges {
  std::vector<ItemChange> changes;
  std::vector<Move> moves;  ///< of what both have; as few as explain the order, none for maps
};
ItemChanges item_changes(const AttributeValue& before, const AttributeValue& after);

}  // namespace idsxml::report
