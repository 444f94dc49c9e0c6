#include "catalog/capabilities.hpp"

#include <algorithm>

namespace idsxml::catalog {
namespace {

bool stands_before(const ResourceRow& row, std::string_view type, std::string_view name) {
  const int order = view(row.type).compare(type);
  return order != 0 ? order < 0 : view(row.name) < name;
}

/// The first child that does not stand before; none where it is of another type.
const ResourceRow* first_of(std::span<const ResourceRow> children, std::string_view type, std::string_view name) {
  const auto found = std::partition_point(children.begin(), children.end(),
                                          [&](const ResourceRow& row) { return stands_before(row, type, name); });
  return found == children.end() || view(found->type) != type ? nullptr : &*found;
}

}  // namespace

std::optional<std::uint16_t> resource_below(std::uint16_t parent, std::string_view type, std::string_view name) {
  const ResourceRow& above = resource_rows[parent];
  const auto children = resource_rows.subspan(above.first_child, above.child_count);
  const ResourceRow* found = first_of(children, type, name);
  if (found == nullptr || view(found->name) != name) found = first_of(children, type, "*");
  if (found == nullptr || (view(found->name) != name && view(found->name) != "*")) return std::nullopt;
  return static_cast<std::uint16_t>(found - resource_rows.data());
}

}  // namespace idsxml::catalog
