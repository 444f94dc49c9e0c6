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
  const Site* shared;     ///< that of its element in the parent, where something of the parent stands in it, too
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

/// What an element says that no dialect tells of.
struct Untold {
  pugi::xml_node element;
  std::string_view attribute;  ///< as it is written, with its prefix; empty where the element's text is meant
};

/// All that is written in a resource's elements.
struct Contents {
  struct Value {
    const AttributeForm* form;
    Written written;
  };
  /// What written() says of each form that the resource's version has: in the order of the forms, then of the file.
  std::vector<Value> values;
  /// Attributes and texts of its own element and those inside that belong to no other resource, without declarations of
  /// namespaces and schemas, and without anything in elements of `Walk::unknown`.
  std::vector<Untold> untold;
};

/// The contents of one resource of a walk, in one pass over its elements. They take the place of what `contents` held,
/// so that one serves for many resources.
void read_contents(const Tables& tables, const Walk& walk, std::uint32_t index, Contents& contents);

/// /subsystem=undertow/server=default-server
std::string address_of(const Tables& tables, const Walk& walk, std::uint32_t index);

/// The index in `patterns` of subsystem=undertow/server=*; empty for the root. None where no dialect has it.
std::optional<std::uint32_t> find_pattern(const Tables& tables, std::string_view pattern);
/// subsystem=undertow/server=*
std::string to_string(const Tables& tables, std::uint32_t pattern);

/// Takes the first of the words that white space and commas part off a text; what is within ${ } belongs together.
/// Empty where there is none.
std::string_view take_word(std::string_view& text);

/// Whether a dialect tells where such resources, and the attribute where one is given, are written in this version of
/// the subsystem's namespace (of the root's outside subsystems). If not, that none is found means nothing.
bool is_described(const Tables& tables, std::uint32_t pattern, Version version, std::string_view attribute = {});

}  // namespace idsxml::rules
