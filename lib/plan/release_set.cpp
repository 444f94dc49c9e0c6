#include "plan/release_set.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include "plan/words.hpp"

namespace idsxml::planning {
namespace {

struct Range {
  Version first;
  Version last;
};

constexpr std::uint16_t greatest = std::numeric_limits<std::uint16_t>::max();
constexpr Version oldest{0, 0};
constexpr Version newest{greatest, greatest};

std::optional<std::uint16_t> number(std::string_view text) {
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
    if (value >= greatest) return std::nullopt;
  }
  if (text.empty()) return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

std::optional<Version> version(std::string_view text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  const auto major = number(text.substr(0, dot));
  const auto minor = dot == text.size() ? std::uint16_t{0} : number(text.substr(dot + 1));
  if (!major || !minor) return std::nullopt;
  return Version{*major, *minor};
}

/// 1.2, 1.2-1.4, 1.4+, -1.4
std::optional<Range> range(std::string_view text) {
  if (text.ends_with('+')) {
    const auto first = version(text.substr(0, text.size() - 1));
    return first ? std::optional<Range>({*first, newest}) : std::nullopt;
  }
  const std::size_t dash = text.find('-');
  const auto last = version(dash == std::string_view::npos ? text : text.substr(dash + 1));
  if (!last) return std::nullopt;
  if (dash == std::string_view::npos) return Range{*last, *last};
  const auto first = dash == 0 ? oldest : version(text.substr(0, dash));
  return first ? std::optional<Range>({*first, *last}) : std::nullopt;
}

std::optional<ReleaseRange> word(std::string_view text) {
  using Named = std::pair<std::string_view, Product>;
  constexpr std::array products{Named{"ids", Product::ids}, Named{"rhsso", Product::rhsso},
                                Named{"keycloak", Product::keycloak}, Named{"wildfly", Product::wildfly}};
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto* const named = std::find_if(products.begin(), products.end(),
                                         [&](const Named& each) { return each.first == text.substr(0, colon); });
  if (named == products.end()) return std::nullopt;
  if (colon == text.size()) return ReleaseRange{named->second, oldest, newest};
  const auto versions = range(text.substr(colon + 1));
  return versions ? std::optional<ReleaseRange>({named->second, versions->first, versions->last}) : std::nullopt;
}

}  // namespace

std::optional<std::vector<ReleaseRange>> parse_release_set(std::string_view set) {
  std::vector<ReleaseRange> ranges;
  for (const std::string_view each : words_of(set)) {
    const auto parsed = word(each);
    if (!parsed) return std::nullopt;
    ranges.push_back(*parsed);
  }
  return ranges;
}

}  // namespace idsxml::planning
