#include "catalog/capabilities.hpp"

#include <algorithm>
#include <utility>

namespace idsxml::catalog {
namespace {

using Key = std::pair<std::string_view, std::string_view>;

std::optional<std::uint16_t> find(const ResourceRow& parent, const Key& key) {
  const auto children = resource_rows.subspan(parent.first_child, parent.child_count);
  const auto key_of = [](const ResourceRow& row) { return Key(view(row.type), view(row.name)); };
  const auto found = std::ranges::lower_bound(children, key, {}, key_of);
  if (found == children.end() || key_of(*found) != key) return std::nullopt;
  return static_cast<std::uint16_t>(&*found - resource_rows.data());
}

}  // namespace

std::optional<std::uint16_t> resource_below(std::uint16_t parent, std::string_view type, std::string_view name) {
  const ResourceRow& row = resource_rows[parent];
  if (const auto special = find(row, {type, name})) return special;
  return find(row, {type, "*"});
}

}  // namespace idsxml::catalog
