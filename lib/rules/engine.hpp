#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/release.hpp"
#include "rules/resources.hpp"
#include "rules/tables.hpp"
#include "xml/tree.hpp"

namespace idsxml::rules {

/// Where in the document's text an event happened.
struct Spot {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool inserted = false;  ///< inside of what stands there
};

/// The start tag of an element, or an attribute of it where one is named and the document has it.
Spot spot_of(const xml::Tree& tree, pugi::xml_node element, std::string_view attribute = {});

enum class EventKind { done, left, note };

/// What a rule does to something: as it is said when it is done, and when it is to be done.
struct Deed {
  std::string_view done;
  std::string_view to_do;
};
namespace deed {
inline constexpr Deed add{"added", "add"};
inline constexpr Deed set{"set", "set"};
inline constexpr Deed remove{"removed", "remove"};
inline constexpr Deed replace{"replaced", "replace"};
inline constexpr Deed move{"moved", "move"};
inline constexpr Deed raise{"raised", "raise"};
inline constexpr Deed take_over{"took over", "take over"};
}  // namespace deed

/// Something that a rule did or found.
struct Event {
  const Rule* rule;
  EventKind kind;
  std::string message;  ///< without the deed
  Spot spot;
  Deed deed = {};
  std::string help = {};                  ///< what a person may do about it
  std::optional<Severity> severity = {};  ///< where it is not the rule's
};

/// Runs rules on a tree. The index of an event is the cause that its edits name.
class Engine {
 public:
  Engine(xml::Tree& tree, const Tables& tables);

  /// The changes of a rule; a rule that has a check instead is for others.
  void run(const Rule& rule);
  /// Adds what was done or found for a rule by others than the engine. Returns the event's index.
  std::size_t record(Event event);
  std::size_t record(const Rule& rule, Deed deed, std::string what, Spot spot);
  const std::vector<Event>& events() const { return events_; }

 private:
  bool holds(const Condition& condition) const;
  bool applies(const Change& change) const;
  bool is_written_like(const Resource& resource, Slice fragment) const;
  /// Whether what a change does can be said in the version that the configuration has, or in the one given.
  bool can_express(const Action& action, std::optional<Version> version) const;
  bool can_express(const Change& change, std::string_view subsystem, std::optional<Version> version) const;

  /// A namespace that has to be raised for a change to be said at all.
  struct Raised {
    std::string_view subsystem;
    Version version;
  };
  std::optional<Version> raise_for(const Change& change, std::string_view subsystem) const;
  /// What has to be raised: nothing for most; no value where raising does not help.
  std::optional<std::vector<Raised>> raises_for(const Change& change) const;
  void raise(const Rule& rule, const Raised& raised);
  /// Whether what an action adds would have the name of something that the change does not remove.
  bool is_name_taken(const Change& change, const Action& action) const;
  void apply(const Rule& rule, const Change& change);
  void apply(const Rule& rule, const Action& action);
  void add(const Rule& rule, const Action& action);
  void remove(const Rule& rule, const Action& action);
  void replace(const Rule& rule, const Action& action, const Resource& resource);
  void write_settings(const Action& action, std::size_t cause);
  void set(const Rule& rule, const Resource& resource, const Setting& setting);
  /// What the user set where the setting carries from, else its own value, if it has one.
  std::optional<std::string> value_of(const Setting& setting) const;
  void leave_unexpressed(const Rule& rule, const Change& change);
  void leave(const Rule& rule, const Change& change);
  std::string_view text(Slice slice) const { return tables_->text(slice); }
  std::string address(Slice slice) const { return to_string(*tables_, slice); }

  const Tables* tables_;
  Resources resources_;
  bool is_ha_;
  std::vector<Event> events_;
};

}  // namespace idsxml::rules
