#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/rules.hpp"

/// Rules and dialects as tables that refer to each other by index, so that the built-in ones are constants without
/// start-up cost. docs/rule-language.md says what they mean.
namespace idsxml::rules {

/// Some of the text pool, or of another table.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

/// A namespace's version; 12.0 before 12.1 before 13.0.
struct Version {
  std::uint16_t major = 0;
  std::uint16_t minor = 0;
  // clang-tidy 14 takes the 0 that a defaulted <=> is compared with for a pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Version&, const Version&) = default;
};
inline constexpr Version newest_version{0xFFFF, 0xFFFF};

/// Both ends belong to it.
constexpr bool is_in(Version version, Version since, Version until) {
  return since <= version && version <= until;
}

/// One `type=name` of a management address; in a dialect the name may be `*`.
struct Step {
  Slice type;
  Slice name;
};

/// How the values of an attribute are written: one; each on an element of its own, an element of the way repeated; the
/// words of one text; or a pair of a key and a value on each element.
enum class Values : std::uint8_t { one, elements, words, map };

/// What an attribute is to a server. A list whose members have names of their own is one of objects.
enum class Type : std::uint8_t { unknown, string, boolean, number, object, list, map };

/// What some releases take for an attribute where nothing is written.
struct ReleaseDefault {
  Version since;  ///< of WildFly, as `until`; both belong to it
  Version until = newest_version;
  bool has_value = false;
  Slice value;
};

/// Where an attribute stands, seen from its resource's element.
struct AttributeForm {
  Slice name;
  Slice elements;   ///< of `names`: the elements on the way
  Slice attribute;  ///< empty: the element's text
  Slice key;        ///< of a map: the attribute of the last element that holds the key
  Slice default_value;
  bool has_default = false;
  bool is_flag = false;  ///< the element alone says `true`, unless it has a text
  Values values = Values::one;
  bool unordered = false;  ///< of a list: the order of the values means nothing
  Slice ignored;           ///< the value that servers which know newer versions do nothing with; `*`: any; empty: none
  Version since;
  Version until = newest_version;
  /// What each part of the dotted name is to servers: a `keepalive-time.time` is an object, and in it a number.
  std::array<Type, 3> types{};
  Slice defaults;  ///< of `release_defaults`, where some release has another than `default_value`; else empty
};

/// What a resource's element always carries when it is written.
struct Constant {
  Slice attribute;
  Slice value;
};

/// What servers take for written in some versions of a namespace, although it is not: an attribute of the resource
/// itself, or another resource, with an attribute or without.
struct Unwritten {
  Step where;            ///< an attribute of the resource and the value that it must have; empty: always
  Step step;             ///< of the other resource; empty: the resource itself
  bool at_root = false;  ///< it stands below the root, not below the resource
  Slice attribute;       ///< empty: none
  Slice value;
  Version since;
  Version until = newest_version;
};

/// What kind of resource something is, whatever the version: subsystem=undertow/server=*/host=*.
struct Pattern {
  Step step;             ///< empty for the root
  std::uint32_t parent;  ///< of `patterns`; its own index where there is none
};

/// Where a resource stands, seen from its parent's element.
struct ResourceForm {
  Step step;
  std::uint32_t pattern = 0;  ///< of `patterns`; forms of one pattern are its versions
  Slice containers;           ///< of `names`: the elements on the way
  Slice element;
  Slice key;             ///< the attribute that holds the resource's name; empty where the element says it all
  Slice has;             ///< a child, or an @attribute, that the element must have to be this resource; empty: none
  Slice renamed;         ///< the type's name in newer servers, where the forms of all versions cannot have that one
  Slice prefix;          ///< a name means the same with and without this in front
  bool unique = false;   ///< no sibling of any kind may have the same name
  bool ordered = false;  ///< what stands first of those of one type is first
  bool implied = false;  ///< there with all its defaults wherever its parent is, written or not
  bool fixed = false;    ///< what it was added with cannot be changed: it is removed, and added anew
  Slice pair_of;  ///< to servers it is a pair of this map of its parent, its `value` under its name; empty: it is not
  Slice name_prefix;  ///< servers put it before the name, and have the name itself as an attribute; mostly empty
  Constant says;      ///< an attribute of which the element's own name tells the value; mostly empty
  Version since;
  Version until = newest_version;
  Slice attributes;        ///< of `attribute_forms`
  Slice constants;         ///< of `constants`
  Slice unwritten;         ///< of `unwritten`
  Slice children;          ///< of `resource_forms`
  std::uint32_t site = 0;  ///< of `sites`: the resource's own element
};

/// What most names differ in, compared before them: the length, then the first letter.
constexpr std::uint16_t name_key(std::string_view name) {
  const auto first = static_cast<unsigned char>(name.empty() ? 0 : name.front());
  return static_cast<std::uint16_t>((name.size() << 8U) + first);
}

/// What stands at one place below a resource's element; made from the forms (rules/sites.hpp).
struct Site {
  Slice ways;        ///< to the elements inside; by key
  Slice resources;   ///< of `site_resources`: child resources whose element this is
  Slice attributes;  ///< of `site_attributes`; by key, then by name
  Slice versions;    ///< of `version_ranges`: in which something stands here or deeper, but for these child resources
};

/// From a site to the one of a child element.
struct Way {
  std::uint16_t key;  ///< of the name
  Slice name;
  std::uint32_t site;
};

/// What an XML attribute at a site stands for; without a name, the element's text.
struct SiteAttribute {
  static constexpr std::uint32_t is_key = ~std::uint32_t{0};
  std::uint16_t key;  ///< of the name
  Slice name;
  std::uint32_t form;  ///< of `attribute_forms`; `is_key` for a resource's name or the key of a map
  Version since;
  Version until;
};

/// Both ends belong to it.
struct VersionRange {
  Version since;
  Version until;
};

/// What any version in [from, to) says means the same in `to`: the namespace may be raised where a rule needs a newer
/// one.
struct Raise {
  Version from;
  Version to;
};

struct Dialect {
  Slice subsystem;         ///< its name; "server" for what stands outside subsystems
  Slice raises;            ///< in ascending order
  std::uint32_t resource;  ///< of `resource_forms`: the subsystem itself
};

enum class Test : std::uint8_t { exists, absent, equals, differs, defined, undefined, unreferenced, schema };

struct Condition {
  Test test;
  Slice address;  ///< of `steps`
  Slice attribute;
  Slice value;
  Slice fragment;  ///< what the resource's element is compared with, where equals and differs have one
  Version since;   ///< of schema
  Version until = newest_version;
};

/// A value, or instead of it what the user set on another resource.
struct Carry {
  Slice address;  ///< of `steps`; empty: nothing is carried
  Slice attribute;
};

struct Setting {
  Slice attribute;
  Slice value;
  bool has_value = false;  ///< without one and nothing to carry, the attribute is left out
  Carry carry;
  bool optional = false;
};

enum class Verb : std::uint8_t { add, set, unset, remove, last, replace, raise };

struct Action {
  Verb verb;
  Slice address;    ///< of `steps`
  Slice settings;   ///< of `settings`: what add and set write; unset names the attribute
  Slice fragment;   ///< the element as XML, where add has one; replace always
  Version version;  ///< what raise asks for
};

enum class Topology : std::uint8_t { any, standalone, ha };

struct Change {
  Topology topology = Topology::any;
  Slice conditions;
  Slice actions;
  Slice manual;          ///< what a person must do; then there are no actions
  Slice manual_address;  ///< of `steps`
  Slice manual_attribute;
};

/// What a rule has instead of changes where it needs an algorithm: <check name="…"/>. checks/checks.cpp has them in
/// this order.
// clang-format off: one a line
inline constexpr auto check_names = std::to_array<std::string_view>({
    "missing-extensions",
    "unknown-extensions",
    "legacy-extensions",
    "unreadable-namespaces",
    "subsystems-without-extension",
    "doubled-subsystems",
    "text-between-elements",
    "misplaced-datasource-elements",
    "unknown-elements",
    "unknown-attributes",
    "misplaced-elements",
    "missing-attributes",
    "wrong-values",
    "wrong-choices",
    "repeated-elements",
    "dangling-references",
    "suppressions-without-reason",
    "unused-suppressions",
    "suppressions-of-unknown-rules",
    "unreadable-root",
    "removed-security",
    "legacy-security",
    "deprecated-extensions",
    "mixed-generations",
    "duplicates",
    "shared-runtime-names",
    "shared-ports",
    "plain-secrets",
    "sample-secrets",
    "open-management",
    "commented-extensions",
    "templates",
    "script-operations",
    "create-user-if-unique",
    "mixed-requirements",
});
// clang-format on
/// One more than an index of check_names.
enum class CheckName : std::uint8_t { none };

struct Rule {
  Slice id;
  Severity severity = Severity::warning;
  bool boot = false;
  bool safe = false;       ///< nothing is lost by it where the other safe rules run as well
  bool lint_only = false;  ///< a migration does not run it
  Slice product;
  Slice release;
  Slice before;
  Slice title;
  Slice explanation;
  Slice source;
  Slice page;
  Slice changes;
  CheckName check = CheckName::none;
};

/// The name of the rule's check; empty where it has none.
inline std::string_view check_of(const Rule& rule) {
  return rule.check == CheckName::none ? "" : check_names[static_cast<std::size_t>(rule.check) - 1];
}

/// The tables, wherever they lie.
struct Tables {
  std::string_view pool;
  std::span<const Slice> names;
  std::span<const Step> steps;
  std::span<const ReleaseDefault> release_defaults;
  std::span<const AttributeForm> attribute_forms;
  std::span<const Constant> constants;
  std::span<const Unwritten> unwritten;
  std::span<const Pattern> patterns;
  std::span<const ResourceForm> resource_forms;
  std::span<const Site> sites;
  std::span<const Way> ways;
  std::span<const std::uint32_t> site_resources;  ///< of `resource_forms`
  std::span<const SiteAttribute> site_attributes;
  std::span<const VersionRange> version_ranges;
  std::span<const Raise> raises;
  std::span<const Dialect> dialects;
  std::span<const Condition> conditions;
  std::span<const Setting> settings;
  std::span<const Action> actions;
  std::span<const Change> changes;
  std::span<const Rule> rules;

  std::string_view text(Slice slice) const { return {pool.data() + slice.begin, slice.size}; }
};

template <class T>
std::span<const T> at(std::span<const T> table, Slice slice) {
  return table.subspan(slice.begin, slice.size);
}

/// Tables that grow while files are read.
struct OwnedTables {
  std::string pool;
  std::vector<Slice> names;
  std::vector<Step> steps;
  std::vector<ReleaseDefault> release_defaults;
  std::vector<AttributeForm> attribute_forms;
  std::vector<Constant> constants;
  std::vector<Unwritten> unwritten;
  std::vector<Pattern> patterns;
  std::vector<ResourceForm> resource_forms;
  std::vector<Site> sites;
  std::vector<Way> ways;
  std::vector<std::uint32_t> site_resources;
  std::vector<SiteAttribute> site_attributes;
  std::vector<VersionRange> version_ranges;
  std::vector<Raise> raises;
  std::vector<Dialect> dialects;
  std::vector<Condition> conditions;
  std::vector<Setting> settings;
  std::vector<Action> actions;
  std::vector<Change> changes;
  std::vector<Rule> rules;

  OwnedTables() = default;
  explicit OwnedTables(const Tables& tables);
  Tables view() const;
};

/// An address as a person writes it: /subsystem=jdr.
std::string to_string(const Tables& tables, Slice address);

/// -1, 0 or 1: the order of two release numbers such as 13 and 13.0.1; missing numbers are 0.
int compare_releases(std::string_view a, std::string_view b);

/// What is compiled into the library.
const Tables& builtin_tables();

}  // namespace idsxml::rules

namespace idsxml {
struct Rules::State {
  rules::OwnedTables owned;  ///< empty where `tables` are the built-in ones
  rules::Tables tables;
};
}  // namespace idsxml
