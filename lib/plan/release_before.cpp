// Which release an installation is of, where its configuration has to tell.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "idsxml/detect.hpp"
#include "idsxml/plan.hpp"

namespace idsxml {
namespace {

/// By the name of the product that the target is of, where it has one.
Release named_like(const Release& release, const Release& to) {
  const std::vector<Release> others = other_names_of(release);
  const auto same =
      std::find_if(others.begin(), others.end(), [&](const Release& each) { return each.product == to.product; });
  return same == others.end() ? release : *same;
}

}  // namespace

Result<Release> release_before(const Configuration& configuration, const Release& to) {
  const std::vector<Release> releases = detect(configuration).releases;
  if (releases.empty())
    return Error{
        .code = "PLN004", .message = "the configuration does not tell its release", .advice = "say it: --from ids:1.4"};
  if (releases.size() == 1) return named_like(releases.front(), to);
  std::vector<std::string> names;
  names.reserve(releases.size());
  for (const Release& each : releases) names.push_back(to_string(named_like(each, to)));
  return Error{.code = "PLN005",
               .message = "several releases could have written the configuration",
               .advice = fmt::format("say which it is, with --from: {}", fmt::join(names, ", "))};
}

}  // namespace idsxml
