#include "catalog/content.hpp"

#include <algorithm>
#include <utility>

namespace idsxml::catalog {
namespace {

/// By length first: most comparisons end there.
bool is_before(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

template <class Row>
const Row* find(std::span<const Row> rows, std::string_view name) {
  const auto found = std::ranges::lower_bound(rows, name, is_before, [](const Row& row) { return name_of(row); });
  return found == rows.end() || name_of(*found) != name ? nullptr : &*found;
}

}  // namespace

const TypeRow* content_of(const Release& release, std::string_view name_space, std::string_view element) {
  const std::size_t row = row_of(release);
  const auto versions = std::ranges::equal_range(content_models, name_space, {},
                                                 [](const ModelRow& model) { return content_view(model.name_space); });
  for (const ModelRow& model : versions)
    if (model.releases.contains(row) && content_view(content_names[model.element]) == element)
      return &content_types[model.type];
  return nullptr;
}

std::span<const AttributeRow> attributes_of(const TypeRow& type) {
  return content_attributes.subspan(type.first_attribute, type.attribute_count);
}

std::span<const ChildRow> children_of(const TypeRow& type) {
  return content_children.subspan(type.first_child, type.child_count);
}

const AttributeRow* find_attribute(const TypeRow& type, std::string_view name) {
  return find(attributes_of(type), name);
}

const ChildRow* find_child(const TypeRow& type, std::string_view name) {
  return find(children_of(type), name);
}

}  // namespace idsxml::catalog
