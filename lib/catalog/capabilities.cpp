#include "catalog/capabilities.hpp"

#include <algorithm>

namespace idsxml::catalog {

std::optional<std::uint16_t> resource_below(std::uint16_t parent, std::string_view type, std::string_view name) {
  const ResourceRow& above = resource_rows[parent];
  const auto children = resource_rows.subspan(above.first_child, above.child_count);
  const auto first =
      std::ranges::lower_bound(children, type, {}, [](const ResourceRow& row) { return view(row.type); });
  if (first == children.end() || view(first->type) != type) return std::nullopt;
  const auto last =
      std::find_if(first, children.end(), [&](const ResourceRow& row) { return row.type != first->type; });
  auto found = std::find_if(first, last, [&](const ResourceRow& row) { return view(row.name) == name; });
  if (found == last) found = first;  // where `*` stands
  if (view(found->name) != name && view(found->name) != "*") return std::nullopt;
  return static_cast<std::uint16_t>(&*found - resource_rows.data());
}

}  // namespace idsxml::catalog
