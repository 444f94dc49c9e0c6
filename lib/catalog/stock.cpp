#include "catalog/stock.hpp"

namespace idsxml::catalog {

std::uint8_t stock_release(const Release& release) {
  const ReleaseRow& row = release_rows[row_of(release)];
  return static_cast<std::uint8_t>(row.keycloak >= 0 ? row.keycloak : row.wildfly);
}

std::optional<std::size_t> find_stock(const Release& release, std::string_view profile) {
  const std::uint8_t shipped = stock_release(release);
  for (std::size_t i = 0; i < stock_configurations.size(); ++i)
    if (stock_configurations[i].release == shipped && stock_text(stock_configurations[i].profile) == profile) return i;
  return std::nullopt;
}

}  // namespace idsxml::catalog
