#include "catalog/capabilities.hpp"

#include <algorithm>

namespace idsxml::catalog {

std::span<const ResourceRow> resources_below(std::uint16_t parent, std::string_view type) {
  const ResourceRow& above = resource_rows[parent];
  const auto children = resource_rows.subspan(above.first_child, above.child_count);
  const auto first =
      std::ranges::lower_bound(children, type, {}, [](const ResourceRow& row) { return view(row.type); });
  if (first == children.end() || view(first->type) != type) return {};
  const auto last =
      std::find_if(first, children.end(), [&](const ResourceRow& row) { return row.type != first->type; });
  return {first, last};
}

std::optional<std::uint16_t> resource_named(std::span<const ResourceRow> of_one_type, std::string_view name) {
  if (of_one_type.empty()) return std::nullopt;
  auto found = std::find_if(of_one_type.begin(), of_one_type.end(), [&](const ResourceRow& row) {
    return row.name.length == name.size() && view(row.name) == name;
  });
  if (found == of_one_type.end()) found = of_one_type.begin();  // where `*` stands
  if (view(found->name) != name && view(found->name) != "*") return std::nullopt;
  return static_cast<std::uint16_t>(&*found - resource_rows.data());
}

std::optional<std::uint16_t> resource_below(std::uint16_t parent, std::string_view type, std::string_view name) {
  return resource_named(resources_below(parent, type), name);
}

}  // namespace idsxml::catalog
