#include "idsxml/release.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <utility>

#include "catalog/tables.hpp"

namespace idsxml {
namespace {

using catalog::release_rows;
using catalog::ReleaseRow;

struct ProductName {
  Product product;
  std::string_view key;
  std::string_view name;
};

constexpr std::array<ProductName, 5> product_names{{
    {Product::wildfly, "wildfly", "WildFly"},
    {Product::keycloak, "keycloak", "Keycloak"},
    {Product::eap, "eap", "JBoss EAP"},
    {Product::rhsso, "rhsso", "Red Hat Single Sign-On"},
    {Product::ids, "ids", "Alfresco Identity Service"},
}};

const ProductName& names_of(Product product) {
  return *std::ranges::find(product_names, product, &ProductName::product);
}

bool has_standalone_xml(const ReleaseRow& row) {
  return row.wildfly >= 0;
}

const ReleaseRow* find_row(const Release& release) {
  const auto found = std::ranges::find(release_rows, release, &ReleaseRow::release);
  return found == release_rows.end() ? nullptr : &*found;
}

/// How many letters must be added, removed or replaced to make one word of the other.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

Error malformed(std::string_view text) {
  return {"CLI101", fmt::format("'{}' is not PRODUCT:VERSION", text), "write it like keycloak:13 or ids:1.5", {}, {}};
}

Error unknown_product(std::string_view key, std::string_view version) {
  const auto* const nearest =
      std::ranges::min_element(product_names, {}, [&](const ProductName& name) { return distance(key, name.key); });
  Error error{"CLI102", fmt::format("there is no product '{}'", key), {}, {}, {}};
  error.advice = distance(key, nearest->key) <= 2
                     ? fmt::format("did you mean {}:{}?", nearest->key, version)
                     : "the products are wildfly, keycloak, eap, rhsso and ids (Alfresco Identity Service)";
  return error;
}

Error unknown_version(const ProductName& product, std::string_view version, Version wanted) {
  const Release* before = nullptr;
  const Release* after = nullptr;
  for (const ReleaseRow& row : release_rows) {
    if (row.release.product != product.product || !has_standalone_xml(row)) continue;
    if (row.release.version < wanted) before = &row.release;
    if (row.release.version > wanted && after == nullptr) after = &row.release;
  }
  Error error{"CLI103", fmt::format("{} {} is not a release that idsxml knows", product.name, version), {}, {}, {}};
  if (before != nullptr && after != nullptr)
    error.advice = fmt::format("the nearest are {} and {}", to_string(*before), to_string(*after));
  else if (before != nullptr)
    error.advice = fmt::format("the newest is {}", to_string(*before));
  else if (after != nullptr)
    error.advice = fmt::format("the oldest is {}", to_string(*after));
  return error;
}

Error without_standalone_xml(const Release& release) {
  Error error{"CLI104", {}, {}, {}, {}};
  error.message = fmt::format("{} has no standalone.xml: it runs on Quarkus and reads keycloak.conf", name_of(release));
  for (const Release& other : releases())
    if (other.product == release.product) error.advice = fmt::format("the last with one is {}", to_string(other));
  return error;
}

/// MAJOR[.MINOR[.MICRO]][.Final|.GA]
std::optional<Version> parse_version(std::string_view text) {
  for (const std::string_view qualifier : {".Final", ".GA"})
    if (text.ends_with(qualifier)) text.remove_suffix(qualifier.size());
  std::array<std::uint16_t, 3> parts{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::uint16_t& part : parts) {
    const auto [behind, problem] = std::from_chars(at, end, part);
    if (problem != std::errc{}) return std::nullopt;
    if (behind == end) return Version{parts[0], parts[1]};
    if (*behind != '.') return std::nullopt;
    at = behind + 1;
  }
  return std::nullopt;
}

}  // namespace

Result<Release> parse_release(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return malformed(text);
  const std::string_view key = text.substr(0, colon);
  const std::string_view version_text = text.substr(colon + 1);
  const auto version = parse_version(version_text);
  if (key.empty() || !version) return malformed(text);
  const auto* const product = std::ranges::find(product_names, key, &ProductName::key);
  if (product == product_names.end()) return unknown_product(key, version_text);
  const Release release{product->product, *version};
  const ReleaseRow* row = find_row(release);
  if (row == nullptr) return unknown_version(*product, version_text, *version);
  if (!has_standalone_xml(*row)) return without_standalone_xml(release);
  return release;
}

std::vector<Release> releases() {
  std::vector<Release> all;
  for (const ReleaseRow& row : release_rows)
    if (has_standalone_xml(row)) all.push_back(row.release);
  return all;
}

std::string to_string(Version version) {
  return version.minor == 0 ? fmt::format("{}", version.major) : fmt::format("{}.{}", version.major, version.minor);
}

std::string to_string(const Release& release) {
  return fmt::format("{}:{}", names_of(release.product).key, to_string(release.version));
}

std::string name_of(const Release& release) {
  return fmt::format("{} {}", names_of(release.product).name, to_string(release.version));
}

std::string full_name_of(const Release& release) {
  if (release.product == Product::wildfly) return name_of(release);
  const auto keycloak = release.product == Product::keycloak ? std::nullopt : keycloak_under(release);
  return fmt::format("{} ({})", name_of(release), name_of(keycloak ? *keycloak : wildfly_under(release)));
}

Release wildfly_under(const Release& release) {
  const ReleaseRow* row = find_row(release);
  if (row == nullptr || row->wildfly < 0) return release;
  return release_rows[static_cast<std::size_t>(row->wildfly)].release;
}

std::optional<Release> keycloak_under(const Release& release) {
  const ReleaseRow* row = find_row(release);
  if (row == nullptr || row->keycloak < 0) return std::nullopt;
  return release_rows[static_cast<std::size_t>(row->keycloak)].release;
}

std::vector<Release> other_names_of(const Release& release) {
  std::vector<Release> names;
  if (release.product != Product::keycloak) return names;
  for (const Release& other : releases())
    if (other.product != Product::keycloak && keycloak_under(other) == release) names.push_back(other);
  return names;
}

}  // namespace idsxml
