#pragma once

#include <span>
#include <string_view>

#include "catalog/content_tables.hpp"

/// What may stand in the elements of a configuration, as the schemas of each release say it. Rows and views live as
/// long as the program; finding allocates nothing.
namespace idsxml::catalog {

/// What the release reads in a root element of a namespace: `subsystem`, `server`, `domain` or `host`; null where no
/// schema of it is known.
const TypeRow* content_of(const Release& release, std::string_view name_space, std::string_view element);

inline std::span<const AttributeRow> attributes_of(const TypeRow& type) {
  return content_attributes.subspan(type.first_attribute, type.attribute_count);
}
inline std::span<const ChildRow> children_of(const TypeRow& type) {
  return content_children.subspan(type.first_child, type.child_count);
}

/// Null where the type has none of that local name.
const AttributeRow* find_attribute(const TypeRow& type, std::string_view name);
const ChildRow* find_child(const TypeRow& type, std::string_view name);

inline const TypeRow& type_of(const ChildRow& child) {
  return content_types[child.type];
}
inline const ValueRow& value_of(const AttributeRow& attribute) {
  return content_values[attribute.value];
}
/// Null where there is no text.
inline const ValueRow* text_value_of(const TypeRow& type) {
  return type.text == TypeRow::no_text ? nullptr : &content_values[type.text];
}
inline std::span<const Text> choices_of(const ValueRow& value) {
  return content_choices.subspan(value.first_choice, value.choice_count);
}
inline std::string_view content_view(Text text) {
  return {content_text.data() + text.offset, text.length};
}
inline std::string_view name_of(const AttributeRow& attribute) {
  return content_view(content_names[attribute.name]);
}
inline std::string_view name_of(const ChildRow& child) {
  return content_view(content_names[child.name]);
}

}  // namespace idsxml::catalog
