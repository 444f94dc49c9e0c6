#include "catalog/catalog.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

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

bool is_of_subsystem(const NamespaceRow& row, std::string_view name) {
  const std::string_view family = view(row.family);
  return family != root_family && family.ends_with(name) && family.size() > name.size() &&
         family[family.size() - name.size() - 1] == ':';
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

/// The first row of the list that is not before `element`; the end where the list has none.
auto first_siblings(std::string_view family, std::string_view parent, std::string_view element) {
  const auto key = [](const SiblingsRow& row) {
    return std::tuple(view(row.family), view(row.parent), view(row.element));
  };
  const auto found = std::ranges::lower_bound(siblings_rows, std::tuple(family, parent, element), {}, key);
  if (found == siblings_rows.end() || view(found->family) != family || view(found->parent) != parent)
    return siblings_rows.end();
  return found;
}

Siblings answer_of(const SiblingsRow& row) {
  return row.refused ? Siblings::refused : Siblings::merged;
}

}  // namespace

std::size_t row_of(const Release& release) {
  const auto key = [](const ReleaseRow& row) { return std::tuple(row.release.product, row.release.version); };
  const auto found = std::ranges::lower_bound(release_rows, std::tuple(release.product, release.version), {}, key);
  if (found == release_rows.end() || found->release != release) return 0;
  return static_cast<std::size_t>(found - release_rows.begin());
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

std::string_view subsystem_of(std::string_view module) {
  for (const NamespaceRow& row : namespace_rows)
    if (view(row.reader) == module) return view(row.family).substr(view(row.family).rfind(':') + 1);
  return {};
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

bool has_subsystem(const Release& release, std::string_view name) {
  const std::size_t of = row_of(release);
  return std::ranges::any_of(
      namespace_rows, [&](const NamespaceRow& row) { return is_of_subsystem(row, name) && row.read_by.contains(of); });
}

bool is_known_subsystem(std::string_view name) {
  return std::ranges::any_of(namespace_rows, [&](const NamespaceRow& row) { return is_of_subsystem(row, name); });
}

std::optional<Release> last_with_subsystem(Product product, std::string_view name) {
  for (std::size_t i = release_rows.size(); i-- > 0;)
    if (release_rows[i].release.product == product && has_subsystem(release_rows[i].release, name))
      return release_rows[i].release;
  return std::nullopt;
}

bool has_extension(const Release& release, std::string_view module) {
  const ExtensionRow* row = find_extension(module);
  return row != nullptr && row->has.contains(row_of(release));
}

bool is_legacy_extension(const Release& release, std::string_view module) {
  const ExtensionRow* row = find_extension(module);
  return row != nullptr && row->legacy.contains(row_of(release));
}

bool is_known_extension(std::string_view module) {
  return find_extension(module) != nullptr;
}

std::optional<Release> last_with_extension(Product product, std::string_view module) {
  const ExtensionRow* row = find_extension(module);
  return row == nullptr ? std::nullopt : last_of(product, row->has);
}

Siblings siblings_of_one_name(std::string_view family, std::string_view parent, std::string_view first,
                              std::string_view second) {
  if (first == second) {
    const auto row = first_siblings(family, parent, first);
    if (row != siblings_rows.end() && view(row->element) == first) return answer_of(*row);
  }
  // Behind the star is how the kinds end that share their names.
  const auto row = first_siblings(family, parent, "*");
  if (row == siblings_rows.end() || !view(row->element).starts_with('*')) return Siblings::accepted;
  const std::string_view ending = view(row->element).substr(1);
  return first.ends_with(ending) && second.ends_with(ending) ? answer_of(*row) : Siblings::accepted;
}

}  // namespace idsxml::catalog
