#include "diff/newest.hpp"

#include "idsxml/detect.hpp"

namespace idsxml::diffing {
namespace {

std::optional<Release> newest_writer(const DiffSide& side) {
  if (const auto* stock = std::get_if<StockConfiguration>(&side)) return stock->release;
  const std::vector<Release> releases = detect(std::get<Configuration>(side)).releases;
  return releases.empty() ? std::optional<Release>() : releases.back();
}

}  // namespace

Release newest_release(std::initializer_list<const DiffSide*> sides) {
  std::optional<Release> newest;
  for (const DiffSide* side : sides) {
    const std::optional<Release> release = newest_writer(*side);
    if (!release) continue;
    if (!newest || wildfly_under(*newest).version < wildfly_under(*release).version) newest = release;
  }
  return newest.value_or(releases().front());
}

}  // namespace idsxml::diffing
