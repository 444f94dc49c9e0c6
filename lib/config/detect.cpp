#include "config/detect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "catalog/catalog.hpp"
#include "catalog/tables.hpp"

namespace idsxml::config {
namespace {

using catalog::ExtensionRow;
using catalog::NamespaceRow;
using catalog::release_rows;
using catalog::ReleaseRow;
using catalog::ReleaseSet;

/// The traits that the catalog knows; others say nothing of a release.
struct Evidence {
  std::vector<const NamespaceRow*> namespaces;  // the root's first
  std::vector<const ExtensionRow*> extensions;
  bool is_keycloak = false;
};

bool is_keycloaks(std::string_view name) {
  const auto schema = catalog::schema_of(name);
  return schema && schema->family == catalog::keycloak_family;
}

void add(Evidence& evidence, std::string_view name) {
  const NamespaceRow* row = catalog::find_namespace(name);
  if (row != nullptr && std::ranges::find(evidence.namespaces, row) == evidence.namespaces.end())
    evidence.namespaces.push_back(row);
}

Evidence gather(const Traits& traits) {
  Evidence evidence;
  add(evidence, traits.root);
  for (const std::string_view name : traits.subsystems) add(evidence, name);
  for (const std::string_view module : traits.extensions) {
    const ExtensionRow* row = catalog::find_extension(module);
    // What every release gets from elsewhere dates nothing.
    if (row != nullptr && !row->has.empty()) evidence.extensions.push_back(row);
  }
  evidence.is_keycloak = std::ranges::any_of(traits.subsystems, is_keycloaks);
  return evidence;
}

template <class Predicate>
ReleaseSet releases_where(Predicate predicate) {
  ReleaseSet set;
  for (std::size_t i = 0; i < release_rows.size(); ++i)
    if (release_rows[i].wildfly >= 0 && predicate(release_rows[i])) set.insert(i);
  return set;
}

/// What may have a configuration of this kind: servers with a Keycloak, or those without.
ReleaseSet servers(bool with_keycloak) {
  return releases_where([&](const ReleaseRow& row) { return (row.keycloak >= 0) == with_keycloak; });
}

/// Of `pool`, those that write every namespace and have every extension.
ReleaseSet writers(const Evidence& evidence, ReleaseSet pool) {
  for (const NamespaceRow* row : evidence.namespaces) pool = pool & catalog::written_by(*row);
  for (const ExtensionRow* row : evidence.extensions) pool = pool & row->has;
  return pool;
}

/// A Keycloak unpacked over a WildFly of one's own choice: the rest of its file is what that WildFly writes.
ReleaseSet wildflys_below_keycloak(Evidence evidence) {
  std::erase_if(evidence.namespaces, [](const NamespaceRow* row) { return is_keycloaks(view(row->name)); });
  std::erase_if(evidence.extensions,
                [](const ExtensionRow* row) { return view(row->module).starts_with("org.keycloak."); });
  return writers(evidence,
                 releases_where([](const ReleaseRow& row) { return row.release.product == Product::wildfly; }));
}

ReleaseSet keycloaks_on(const ReleaseSet& wildflys) {
  return releases_where([&](const ReleaseRow& row) {
    return row.release.product == Product::keycloak && wildflys.contains(static_cast<std::size_t>(row.wildfly));
  });
}

/// Where schemas are mixed: a file is run by what reads all of it, and of those it fits the one that would write most.
ReleaseSet nearest(const Evidence& evidence, const ReleaseSet& pool) {
  ReleaseSet best;
  auto best_score = std::pair{std::numeric_limits<int>::min(), 0};
  for (std::size_t i = 0; i < release_rows.size(); ++i) {
    if (!pool.contains(i)) continue;
    std::pair score{0, 0};
    for (const NamespaceRow* row : evidence.namespaces) {
      if (!row->read_by.contains(i)) --score.first;
      if (catalog::written_by(*row).contains(i)) ++score.second;
    }
    for (const ExtensionRow* row : evidence.extensions)
      if (!row->has.contains(i)) --score.first;
    if (score > best_score) best = {};
    best_score = std::max(best_score, score);
    if (score == best_score) best.insert(i);
  }
  return best;
}

bool is_original(const Release& release) {
  return release.product == Product::wildfly || release.product == Product::keycloak;
}

/// Leaves out what is the same under another name.
std::vector<Release> named(const ReleaseSet& set) {
  std::vector<Release> all;
  for (std::size_t i = 0; i < release_rows.size(); ++i)
    if (set.contains(i) && release_rows[i].release.product != Product::ids) all.push_back(release_rows[i].release);
  if (std::ranges::any_of(all, is_original))
    std::erase_if(all, [](const Release& release) { return !is_original(release); });
  return all;
}

/// Of a set, the releases of the first of these products that has any: schemas and extensions are dated by WildFly,
/// what only Keycloak has by Keycloak, and what was JBoss EAP's first by JBoss EAP.
std::vector<std::size_t> dating_rows(const ReleaseSet& set) {
  for (const Product product : {Product::wildfly, Product::keycloak, Product::eap}) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < release_rows.size(); ++i)
      if (set.contains(i) && release_rows[i].release.product == product) rows.push_back(i);
    if (!rows.empty()) return rows;
  }
  return {};
}

/// `WildFly 14`, `WildFly 16 to 18`, `WildFly 10 to 11, 14`
std::string ranges_of(const ReleaseSet& set) {
  std::string text;
  const std::vector<std::size_t> rows = dating_rows(set);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Release& first = release_rows[rows[i]].release;
    text += i == 0 ? name_of(first) : ", " + to_string(first.version);
    const std::size_t begin = i;
    while (i + 1 < rows.size() && rows[i + 1] == rows[i] + 1) ++i;
    if (i > begin) text += " to " + to_string(release_rows[rows[i]].release.version);
  }
  return text;
}

std::string reason(const NamespaceRow& row) {
  const std::string_view what = view(row.family) == catalog::root_family ? "the root namespace" : "the subsystem";
  const ReleaseSet writers = catalog::written_by(row);
  if (writers.empty()) return fmt::format("{} {} is no longer written by any release", what, view(row.name));
  return fmt::format("{} {} is written by {}", what, view(row.name), ranges_of(writers));
}

/// The namespaces and extensions that narrow the candidates down, in the order in which a person would look at them.
std::vector<std::string> reasons_for(const Evidence& evidence, ReleaseSet left) {
  std::vector<std::string> reasons;
  const auto narrows = [&](const ReleaseSet& to) {
    const ReleaseSet before = std::exchange(left, left & to);
    return left != before && !left.empty();
  };
  if (evidence.is_keycloak)
    reasons.emplace_back("a keycloak-server subsystem makes it a Keycloak, of whatever release");
  for (const NamespaceRow* row : evidence.namespaces)
    if (narrows(catalog::written_by(*row))) reasons.push_back(reason(*row));
  for (const ExtensionRow* row : evidence.extensions)
    if (narrows(row->has))
      reasons.push_back(fmt::format("the extension {} is in {}", view(row->module), ranges_of(row->has & left)));
  return reasons;
}

std::vector<std::string_view> not_written_by(const ReleaseSet& releases, const Evidence& evidence) {
  std::vector<std::string_view> names;
  for (const NamespaceRow* row : evidence.namespaces)
    if ((catalog::written_by(*row) & releases).empty()) names.push_back(view(row->name));
  return names;
}

Detection nearest_to(const Evidence& evidence, const ReleaseSet& pool) {
  const ReleaseSet found = nearest(evidence, pool);
  Detection detection{named(found), {}, not_written_by(found, evidence)};
  if (!evidence.namespaces.empty()) detection.reasons.push_back(reason(*evidence.namespaces.front()));
  detection.reasons.emplace_back("no release writes these namespaces and extensions together; this comes nearest");
  return detection;
}

}  // namespace

Detection detect(const Traits& traits) {
  const Evidence evidence = gather(traits);
  if (evidence.namespaces.empty()) return {};
  const ReleaseSet pool = servers(evidence.is_keycloak);
  if (const ReleaseSet found = writers(evidence, pool); !found.empty())
    return {named(found), reasons_for(evidence, pool), {}};
  if (!evidence.is_keycloak) return nearest_to(evidence, pool);

  const ReleaseSet below = wildflys_below_keycloak(evidence);
  if (below.empty()) return nearest_to(evidence, pool);
  const ReleaseSet on_it = keycloaks_on(below);
  std::string on_what = on_it.empty()
                            ? fmt::format("a Keycloak on {}, which no Keycloak was released with", ranges_of(below))
                            : fmt::format("a Keycloak added to a complete {}", ranges_of(below));
  return {named(on_it.empty() ? below : on_it), {reason(*evidence.namespaces.front()), std::move(on_what)}, {}};
}

std::string summary_of(std::span<const Release> candidates) {
  if (candidates.empty()) return "unknown";
  if (candidates.size() == 1) return full_name_of(candidates.front());
  const Release& first = candidates.front();
  const Release& last = candidates.back();
  std::string text = fmt::format("{} to {}", name_of(first), to_string(last.version));
  if (first.product == Product::wildfly) return text;
  const Release oldest = wildfly_under(first);
  const Release newest = wildfly_under(last);
  text += fmt::format(" ({}", name_of(oldest));
  if (newest != oldest) text += fmt::format(" to {}", to_string(newest.version));
  return text + ")";
}

std::vector<std::string_view> too_new_for(const Traits& traits, const Release& target) {
  std::vector<std::string_view> names;
  if (catalog::is_too_new(target, traits.root)) names.push_back(traits.root);
  for (const std::string_view name : traits.subsystems)
    if (catalog::is_too_new(target, name)) names.push_back(name);
  return names;
}

}  // namespace idsxml::config
