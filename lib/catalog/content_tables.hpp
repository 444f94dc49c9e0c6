#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "catalog/tables.hpp"

/// The content models of catalog/content as tools/catalogc compiles them: constants that refer to each other by index.
namespace idsxml::catalog {

/// What a value may be.
struct ValueRow {
  enum class Kind : std::uint8_t { string, boolean, integer, fraction, choice, list };
  Kind kind;
  std::uint16_t choice_count;  ///< of a choice
  std::uint32_t first_choice;  ///< into content_choices
  std::int64_t low;            ///< of an integer, inclusive; the least there is where nothing is said
  std::int64_t high;
};

/// What most names differ in, compared before them: the length, then the first letter.
constexpr std::uint16_t key_of(std::string_view name) {
  const auto first = static_cast<unsigned char>(name.empty() ? 0 : name.front());
  return static_cast<std::uint16_t>((name.size() << 8U) + first);
}

struct AttributeRow {
  std::uint16_t key;
  std::uint16_t name;   ///< into content_names
  std::uint16_t value;  ///< into content_values
  bool required;
  bool exact;     ///< whether a choice must be in the same letters, big or small
  bool resolved;  ///< whether a server needs the value of an expression while it boots
  bool deprecated;
};

struct ChildRow {
  static constexpr std::uint8_t unbounded = 255;
  std::uint16_t key;
  std::uint16_t name;  ///< into content_names
  std::uint16_t type;  ///< into content_types
  std::uint8_t low;    ///< how many there must be, says the schema
  std::uint8_t high;   ///< how many there may be, says the schema
  std::uint8_t place;  ///< in the order of the schema
  bool required;       ///< whether servers refuse the parent without it
  bool once;           ///< whether servers refuse a second one
  bool deprecated;
};

/// What may stand in an element.
struct TypeRow {
  static constexpr std::uint16_t no_text = 0xffff;
  std::uint32_t first_attribute;
  std::uint32_t first_child;
  std::uint8_t attribute_count;
  std::uint8_t required_count;  ///< of its attributes
  std::uint8_t child_count;
  bool needs_children;  ///< whether any child is required
  bool is_open;         ///< to any element
  bool takes_any_attribute;
  bool is_ordered;     ///< whether children must stand in their places
  std::uint16_t text;  ///< into content_values, or no_text
};

/// The model of a root element of a namespace, or of a subsystem, as some releases read it.
struct ModelRow {
  Text name_space;
  std::uint16_t element;  ///< into content_names
  std::uint16_t type;
  ReleaseSet releases;
};

extern const std::string_view content_text;
extern const std::span<const Text> content_names;  ///< parts of content_text
extern const std::span<const Text> content_choices;
extern const std::span<const ValueRow> content_values;
extern const std::span<const AttributeRow> content_attributes;  ///< of a type: by key
extern const std::span<const ChildRow> content_children;        ///< the same
extern const std::span<const TypeRow> content_types;
extern const std::span<const ModelRow> content_models;  ///< by namespace

}  // namespace idsxml::catalog
