#include "catalog/content.hpp"

#include <algorithm>

namespace idsxml::catalog {
namespace {

/// Types have a dozen names, seldom a hundred: reading keys in a row beats jumping among them.
template <class Row>
const Row* find(std::span<const Row> rows, std::string_view name) {
  const std::uint16_t key = key_of(name);
  for (const Row& row : rows) {
    if (row.key < key) continue;
    if (row.key > key) return nullptr;
    if (name_of(row) == name) return &row;
  }
  return nullptr;
}

}  // namespace

const TypeRow* content_of(const Release& release, std::string_view name_space, std::string_view element) {
  const std::size_t row = row_of(release);
  const auto name_of = [](const ModelRow& model) { return content_view(model.name_space); };
  for (auto model = std::ranges::lower_bound(content_models, name_space, {}, name_of);
       model != content_models.end() && name_of(*model) == name_space; ++model)
    if (model->releases.contains(row) && content_view(content_names[model->element]) == element)
      return &content_types[model->type];
  return nullptr;
}

const AttributeRow* find_attribute(const TypeRow& type, std::string_view name) {
  return find(attributes_of(type), name);
}

const ChildRow* find_child(const TypeRow& type, std::string_view name) {
  return find(children_of(type), name);
}

}  // namespace idsxml::catalog
