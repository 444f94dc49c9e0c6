#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "rules/resources.hpp"
#include "rules/tables.hpp"

/// A whole configuration as management resources, as far as dialects tell of them. Everything here borrows the DOM and
/// the tables.
namespace idsxml::rules {

/// A resource of a configuration. What kind it is says `resource.form->pattern`.
struct Found {
  Resource resource;
  std::uint32_t parent;   ///< of `Walk::resources`; its own index for the root
  std::string_view name;  ///< that of its address's last step; empty where the key is missing
};

struct Walk {
  std::vector<Found> resources;  ///< parents before children, else in document order; the first is the root
  /// Elements that no dialect tells of, each without those inside it; whole subsystems without a dialect, too. What is
  /// said to be missing may be in one of these.
  std::vector<pugi::xml_node> unknown;
};

/// The resources of a configuration; empty where no dialect tells of its root.
Walk walk(pugi::xml_node root, const Tables& tables);

/// A value of an attribute, and where it is written.
struct Written {
  std::string_view value;
  std::string_view key;  ///< of a map
  pugi::xml_node element;
  std::string_view attribute;  ///< the XML attribute of `element`; empty where the value is its text, or a flag
};

/// Appends all values that are written for an attribute: those of a list are apart. Defaults are not written.
void append_written(const Tables& tables, const Resource& resource, std::string_view attribute,
                    std::vector<Written>& values);
/// Those of one form of an attribute.
std::vector<Written> written(const Tables& tables, const Resource& resource, const AttributeForm& form);

/// /subsystem=undertow/server=default-server
std::string address_of(const Tables& tables, const Walk& walk, std::uint32_t index);

/// The index in `patterns` of subsystem=undertow/server=*; empty for the root. None where no dialect has it.
std::optional<std::uint32_t> find_pattern(const Tables& tables, std::string_view pattern);
/// subsystem=undertow/server=*
std::string to_string(const Tables& tables, std::uint32_t pattern);

/// Whether a dialect tells where such resources, and the attribute where one is given, are written in this version of
/// the subsystem's namespace (of the root's outside subsystems). If not, that none is found means nothing.
bool is_described(const Tables& tables, std::uint32_t pattern, Version version, std::string_view attribute = {});

}  // namespace idsxml::rules
