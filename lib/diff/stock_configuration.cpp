#include <fmt/format.h>

#include <algorithm>

#include "catalog/stock.hpp"
#include "config/configuration.hpp"
#include "idsxml/diff.hpp"
#include "rules/dialect.hpp"

namespace idsxml {
namespace {

/// keycloak:12, keycloak:15
std::string nearest_with_stock(const Release& release) {
  std::optional<Release> before;
  std::optional<Release> after;
  for (const Release& other : releases()) {
    if (other.product != release.product || stock_profiles(other).empty()) continue;
    if (other.version < release.version) before = other;
    if (other.version > release.version && !after) after = other;
  }
  if (before && after)
    return fmt::format("the nearest that it has are {} and {}", to_string(*before), to_string(*after));
  if (!before && !after) return "compare with a file or the home of a server instead";
  return fmt::format("the nearest that it has is {}", to_string(before ? *before : *after));
}

}  // namespace

std::vector<std::string> stock_profiles(const Release& release) {
  std::vector<std::string> profiles;
  for (const catalog::StockConfigurationRow& row : catalog::stock_configurations)
    if (row.release == catalog::stock_release(release)) profiles.emplace_back(catalog::stock_text(row.profile));
  return profiles;
}

Result<StockConfiguration> stock_configuration(const Release& release, std::string_view profile) {
  const std::vector<std::string> profiles = stock_profiles(release);
  if (profiles.empty())
    return Error{.code = "DIF003",
                 .message = fmt::format("the catalog does not have the default configuration of {}", name_of(release)),
                 .advice = nearest_with_stock(release)};
  if (std::find(profiles.begin(), profiles.end(), profile) == profiles.end())
    return Error{.code = "DIF004",
                 .message = fmt::format("{} has no default configuration '{}'", name_of(release), profile),
                 .advice = fmt::format("it has {}", fmt::join(profiles, ", "))};
  return StockConfiguration{release, std::string(profile)};
}

std::string_view profile_of(const Configuration& configuration) {
  const std::vector<std::string>& subsystems = configuration.state().subsystems;
  const bool has_messaging = std::any_of(subsystems.begin(), subsystems.end(), [](const std::string& name_space) {
    return rules::parts_of(name_space).name.starts_with("messaging");
  });
  if (has_messaging) return configuration.is_ha() ? "full-ha" : "full";
  return configuration.is_ha() ? "ha" : "standalone";
}

Result<StockConfiguration> stock_configuration_for(const Configuration& configuration, const Release& release) {
  Result<StockConfiguration> alike = stock_configuration(release, profile_of(configuration));
  if (alike || alike.error().code == "DIF003") return alike;
  return stock_configuration(release, configuration.is_ha() ? "ha" : "standalone");
}

}  // namespace idsxml
