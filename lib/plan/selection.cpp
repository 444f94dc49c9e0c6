#include "plan/selection.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "plan/release_set.hpp"
#include "plan/words.hpp"

namespace idsxml::planning {
namespace {

// As files of steps call them.
std::string_view word_of(DatabaseKind kind) {
  constexpr std::array<std::string_view, 7> words{"other",  "postgresql", "mysql", "mariadb",
                                                  "oracle", "sqlserver",  "h2"};
  return words[static_cast<std::size_t>(kind)];
}
std::string_view word_of(Platform platform) {
  return platform == Platform::zip ? "zip" : "kubernetes";
}
std::string_view word_of(Chart chart) {
  return chart == Chart::infrastructure ? "infrastructure" : "identity-service";
}

/// The version of a release in the words of a product; nothing where it is none of that product.
std::optional<Version> version_as(Product product, const Release& release) {
  const std::optional<Release> keycloak = keycloak_under(release);
  if (product == Product::keycloak) return keycloak ? std::optional<Version>(keycloak->version) : std::nullopt;
  if (product == Product::wildfly)
    return keycloak ? std::nullopt : std::optional<Version>(wildfly_under(release).version);
  return product == release.product ? std::optional<Version>(release.version) : std::nullopt;
}

bool is_for(const Step& step, const Installation& installation) {
  const PlanOptions& options = installation.options;
  const bool is_ha = options.configuration && options.configuration->is_ha();
  return allows(step.platform, word_of(options.platform)) && allows(step.database, word_of(installation.database)) &&
         allows(step.chart, word_of(options.chart)) && allows(step.topology, is_ha ? "ha" : "standalone") &&
         holds(step.from, options.from) && holds(step.to, options.to);
}

}  // namespace

bool holds(std::string_view set, const Release& release) {
  const std::vector<ReleaseRange> ranges = parse_release_set(set).value_or(std::vector<ReleaseRange>());
  return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const ReleaseRange& range) {
           const std::optional<Version> own = version_as(range.product, release);
           return own && range.first <= *own && *own <= range.last;
         });
}

std::vector<const Step*> steps_for(const Installation& installation, std::span<const Step> all) {
  std::vector<std::string_view> ids;  // in the order of the runbook
  std::vector<const Step*> steps;     // likewise
  for (const Step& step : all) {
    const auto place = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), step.id) - ids.begin());
    if (place == ids.size()) {
      ids.push_back(step.id);
      steps.push_back(nullptr);
    }
    if (is_for(step, installation)) steps[place] = &step;
  }
  steps.erase(std::remove(steps.begin(), steps.end(), nullptr), steps.end());
  return steps;
}

}  // namespace idsxml::planning
