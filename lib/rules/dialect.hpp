#pragma once

#include <optional>
#include <string_view>

#include "idsxml/release.hpp"
#include "rules/tables.hpp"

namespace idsxml::rules {

/// "12.0" or "4"; nothing else.
std::optional<Version> parse_version(std::string_view text);

/// The parts of a namespace such as urn:jboss:domain:infinispan:12.0, urn:jboss:domain:16.0 or
/// urn:wildfly:elytron:community:18.0.
struct NamespaceParts {
  std::string_view name;  ///< infinispan; the last word before the version
  Version version;
};
NamespaceParts parts_of(std::string_view name_space);

/// The dialect of a subsystem, or nullptr.
const Dialect* find_dialect(const Tables& tables, std::string_view subsystem);
/// The form of the subsystem itself in its dialect, or nullptr.
const ResourceForm* dialect_of(const Tables& tables, std::string_view subsystem);

/// How `version` writes the child `type=name` of a resource; nullptr where it cannot.
const ResourceForm* form_of(const Tables& tables, const ResourceForm& parent, const Step& step, Version version);

/// How `version` writes an attribute of a resource; nullptr where it cannot.
const AttributeForm* attribute_form_of(const Tables& tables, const ResourceForm& form, std::string_view attribute,
                                       Version version);

/// What a server takes for an attribute where nothing is written; none where that is no value. `wildfly` is the version
/// of the WildFly under it. Rules go by the dialect's own default, which holds for the newest.
std::optional<std::string_view> default_of(const Tables& tables, const AttributeForm& form, idsxml::Version wildfly);

/// Whether some version of a dialect knows the address, and the attribute where one is given.
bool is_known(const Tables& tables, Slice address, std::string_view attribute);

/// Whether the step of a form stands for this `type=name`; the type may be `*`.
bool matches(const Tables& tables, const ResourceForm& form, std::string_view type, std::string_view name);

}  // namespace idsxml::rules
