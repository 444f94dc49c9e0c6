#include "catalog/catalog.hpp"

#include <algorithm>
#include <charconv>

#include "catalog/tables.hpp"

namespace idsxml::catalog {
namespace {

/// How old a release is in what decides about a schema: the row of its Keycloak or WildFly, which ascend.
std::int8_t age(const ReleaseRow& row, std::string_view family) {
  return family == keycloak_family ? row.keycloak : row.wildfly;
}

/// A JBoss EAP reads some schemas before the WildFly that it is made from, so it is no measure for other products.
bool is_not_newer(const ReleaseRow& row, const ReleaseRow& target, std::string_view family) {
  return age(row, family) >= 0 && age(row, family) <= age(target, family) && (row.eap < 0 || target.eap >= 0);
}

std::optional<Release> first_of(Product product, const ReleaseSet& set) {
  for (std::size_t i = 0; i < release_rows.size(); ++i)
    if (set.contains(i) && release_rows[i].release.product == product) return release_rows[i].release;
  return std::nullopt;
}

std::optional<Release> last_of(Product product, const ReleaseSet& set) {
  for (std::size_t i = release_rows.size(); i-- > 0;)
    if (set.contains(i) && release_rows[i].release.product == product) return release_rows[i].release;
  return std::nullopt;
}

/// MAJOR.MINOR
std::optional<Version> schema_version(std::string_view text) {
  Version version;
  const char* const end = text.data() + text.size();
  const auto [dot, major_problem] = std::from_chars(text.data(), end, version.major);
  if (major_problem != std::errc{} || dot == end || *dot != '.') return std::nullopt;
  const auto [behind, minor_problem] = std::from_chars(dot + 1, end, version.minor);
  if (minor_problem != std::errc{} || behind != end) return std::nullopt;
  return version;
}

}  // namespace

std::size_t row_of(const Release& release) {
  const auto found = std::ranges::find(release_rows, release, &ReleaseRow::release);
  return found == release_rows.end() ? 0 : static_cast<std::size_t>(found - release_rows.begin());
}

const NamespaceRow* find_namespace(std::string_view name) {
  const auto found =
      std::ranges::lower_bound(namespace_rows, name, {}, [](const NamespaceRow& row) { return view(row.name); });
  return found == namespace_rows.end() || view(found->name) != name ? nullptr : &*found;
}

const ExtensionRow* find_extension(std::string_view module) {
  const auto found =
      std::ranges::lower_bound(extension_rows, module, {}, [](const ExtensionRow& row) { return view(row.module); });
  return found == extension_rows.end() || view(found->module) != module ? nullptr : &*found;
}

std::optional<Schema> schema_of(std::string_view name) {
  const auto colon = name.rfind(':');
  if (!name.starts_with("urn:") || colon == std::string_view::npos) return std::nullopt;
  const auto version = schema_version(name.substr(colon + 1));
  if (!version) return std::nullopt;
  const std::string_view words = name.substr(0, colon);
  const auto last = words.rfind(':');
  const std::string_view level = words.substr(last + 1);
  if (level == "community" || level == "preview" || level == "experimental")
    return Schema{words.substr(0, last), level, *version};
  return Schema{words, {}, *version};
}

bool knows_family(std::string_view family) {
  return std::ranges::any_of(namespace_rows, [&](const NamespaceRow& row) { return view(row.family) == family; });
}

bool reads(const Release& release, std::string_view name) {
  const NamespaceRow* row = find_namespace(name);
  return row != nullptr && row->read_by.contains(row_of(release));
}

std::string_view real_module(std::string_view module) {
  const ExtensionRow* row = find_extension(module);
  return row == nullptr ? module : view(row->real);
}

std::string_view reader_of(std::string_view name) {
  const NamespaceRow* row = find_namespace(name);
  return row == nullptr ? std::string_view{} : view(row->reader);
}

bool writes(const Release& release, std::string_view name) {
  const NamespaceRow* row = find_namespace(name);
  return row != nullptr && written_by(*row).contains(row_of(release));
}

std::optional<std::string_view> newest(const Release& release, std::string_view family, std::string_view stability) {
  const std::size_t of = row_of(release);
  for (const NamespaceRow& row : namespace_rows)
    if (row.newest_of.contains(of) && view(row.family) == family && view(row.stability) == stability)
      return view(row.name);
  return std::nullopt;
}

bool is_too_new(const Release& release, std::string_view name) {
  const auto schema = schema_of(name);
  const ReleaseRow& target = release_rows[row_of(release)];
  if (!schema || age(target, schema->family) < 0) return false;
  if (const NamespaceRow* row = find_namespace(name)) {
    for (std::size_t i = 0; i < release_rows.size(); ++i)
      if (row->read_by.contains(i) && is_not_newer(release_rows[i], target, schema->family)) return false;
    return true;
  }
  const bool has_newer = std::ranges::any_of(namespace_rows, [&](const NamespaceRow& row) {
    return view(row.family) == schema->family && row.version >= schema->version;
  });
  return !has_newer && knows_family(schema->family);
}

std::optional<Release> first_to_read(Product product, std::string_view name) {
  const NamespaceRow* row = find_namespace(name);
  return row == nullptr ? std::nullopt : first_of(product, row->read_by);
}

bool has_extension(const Release& release, std::string_view module) {
  const ExtensionRow* row = find_extension(module);
  return row != nullptr && row->has.contains(row_of(release));
}

bool is_known_extension(std::string_view module) {
  return find_extension(module) != nullptr;
}

std::optional<Release> last_with_extension(Product product, std::string_view module) {
  const ExtensionRow* row = find_extension(module);
  return row == nullptr ? std::nullopt : last_of(product, row->has);
}

}  // namespace idsxml::catalog
