#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "idsxml/address.hpp"
#include "idsxml/configuration.hpp"
#include "idsxml/finding.hpp"
#include "idsxml/operation.hpp"
#include "idsxml/release.hpp"
#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"

namespace idsxml {

/// Some of a value: all of it, one of a list, or a pair of a map.
struct ValueItem {
  std::string key;  ///< of a map
  std::string text;

  friend bool operator==(const ValueItem&, const ValueItem&) = default;
};

/// What an attribute holds.
struct AttributeValue {
  enum class Shape { one, list, map };
  Shape shape = Shape::one;
  std::vector<ValueItem> items;  ///< one, or as many as there are
  bool is_secret = false;  ///< then stars stand for the texts, or for a password in them, unless secrets were asked for
  std::optional<Place> place = {};  ///< of the first item; none in a stock configuration

  /// What a person reads: 8080, [a, b], {a=b}.
  std::string text() const;
};

/// An attribute with its value.
struct NamedValue {
  std::string name;  ///< of an attribute: max-pool-size, credential-reference.clear-text
  AttributeValue value;
};

/// One thing in which two configurations differ, as a server sees them.
struct Difference {
  enum class Kind {
    added,      ///< a resource; `attributes` are those written for it. What is below it follows as differences
    removed,    ///< the same of a resource of the old configuration
    changed,    ///< an attribute of a resource that both have
    reordered,  ///< of resources whose order matters, those below `address` of the type that `attribute` names
    schema,     ///< a namespace: the root's, or that of the subsystem at `address`
  };
  Kind kind = Kind::changed;
  Address address;
  std::string attribute;                     ///< of changed: its name
  std::optional<AttributeValue> before;      ///< of changed, reordered, schema; nothing where it is not written
  std::optional<AttributeValue> after;       ///< likewise
  std::optional<std::string> default_value;  ///< of changed: what a server takes where nothing is written
  std::vector<NamedValue> attributes;        ///< of added and removed
  std::optional<Place> place_before;         ///< of the resource in the old configuration, if that is a file and has it
  std::optional<Place> place_after;          ///< likewise in the new one

  /// Whether no dialect tells of it, so that elements were compared and not resources.
  bool is_of_elements() const;
};

/// The configuration that a release is shipped with, of which the catalog has the facts: what is in it has no place.
/// stock_configuration() makes no others.
struct StockConfiguration {
  Release release;
  std::string profile;  ///< standalone, ha, full, full-ha, load-balancer, microprofile or microprofile-ha

  friend bool operator==(const StockConfiguration&, const StockConfiguration&) = default;
};

/// The profiles that a release is shipped with; none where the catalog does not have them.
std::vector<std::string> stock_profiles(const Release& release);

/// Errors: DIF003 where the catalog does not have the release's configurations, DIF004 where it has no such profile.
Result<StockConfiguration> stock_configuration(const Release& release, std::string_view profile);

/// The profile that a configuration looks like: ha where it is clustered, full where it has messaging, full-ha with
/// both.
std::string_view profile_of(const Configuration& configuration);

/// The stock configuration of a release that is most like a configuration: of its profile, or of that without messaging
/// where the release has no such profile. Errors: DIF003.
Result<StockConfiguration> stock_configuration_for(const Configuration& configuration, const Release& release);

/// What is compared.
using DiffSide = std::variant<Configuration, StockConfiguration>;

/// How configurations are compared.
struct DiffOptions {
  std::optional<Release> release = {};  ///< whose defaults count; if none, the newest that could have written either
  bool resolve = false;                 ///< expressions are compared by their default values
  bool show_secrets = false;            ///< without it, no secret gets into the result
  bool operations = false;              ///< `Diff::operations` are made as well
};

/// In what two configurations differ.
struct Diff {
  Release release;                      ///< whose defaults counted
  std::vector<Difference> differences;  ///< in the order of the old configuration, what is new behind its neighbours
  std::vector<Address> elements;  ///< that no dialect tells of, in either: compared one by one, with all below them
  /// What turns the old configuration into the new one, where it was asked for: to be run in this order, all or none.
  /// Defaults that are written count here, as a server would write them.
  std::vector<Operation> operations = {};

  /// Whether a server would see a difference: one of namespaces alone is none.
  bool means_the_same() const;
};

/// Compares two configurations of one kind in the server's own terms: resources by address, attributes by name, values
/// that are the release's default as if they were absent; order counts where the server keeps it. What no dialect tells
/// of is compared element by element. Errors: DIF001 where the kinds differ, DIF003 and
/// DIF004 of a StockConfiguration.
Result<Diff> diff(const DiffSide& before, const DiffSide& after, const Rules& rules, const DiffOptions& options = {});

/// What both sides of a three-way comparison did to one thing, and not the same; or one of them removed a resource in
/// which the other changed or added something.
struct Collision {
  Difference mine;    ///< from the base
  Difference theirs;  ///< likewise
};

/// What two configurations made of a third one: mine are the customisations of a server, theirs what a newer release is
/// shipped with, say.
struct ThreeWay {
  Release release;                    ///< whose defaults counted
  std::vector<Difference> mine;       ///< that only mine has; all three lists are in the order of the base
  std::vector<Difference> theirs;     ///< that only theirs has
  std::vector<Difference> both;       ///< that both have, as mine has them
  std::vector<Collision> collisions;  ///< in the order of mine
};

/// Errors: those of diff().
Result<ThreeWay> three_way(const DiffSide& base, const DiffSide& mine, const DiffSide& theirs, const Rules& rules,
                           const DiffOptions& options = {});

}  // namespace idsxml
