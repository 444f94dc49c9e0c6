#include "rules/selection.hpp"

#include <algorithm>

namespace idsxml::rules {
namespace {

bool contains(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string number(const Release& release) {
  return std::to_string(release.version.major) + "." + std::to_string(release.version.minor);
}

}  // namespace

Selection::Selection(const Tables& tables, const Release& target, const std::vector<std::string>& only,
                     const std::vector<std::string>& skip)
    : tables_(&tables), only_(&only), skip_(&skip), wildfly_(number(wildfly_under(target))) {
  if (const std::optional<Release> keycloak = keycloak_under(target)) keycloak_ = number(*keycloak);
}

const std::string* Selection::release_of(std::string_view product) const {
  if (product == "wildfly") return &wildfly_;
  return keycloak_ && product == "keycloak" ? &*keycloak_ : nullptr;
}

bool Selection::takes(const Rule& rule) const {
  const std::string_view id = tables_->text(rule.id);
  if (contains(*skip_, id) || (!only_->empty() && !contains(*only_, id))) return false;
  const std::string* release = release_of(tables_->text(rule.product));
  if (release == nullptr || compare_releases(tables_->text(rule.release), *release) > 0) return false;
  return rule.before.size == 0 || compare_releases(*release, tables_->text(rule.before)) < 0;
}

std::optional<Error> unknown_id(const Tables& tables, const std::vector<std::string>& ids) {
  for (const std::string& id : ids)
    if (std::none_of(tables.rules.begin(), tables.rules.end(),
                     [&](const Rule& rule) { return tables.text(rule.id) == id; }))
      return Error{.code = "RUL004",
                   .message = "there is no rule " + id,
                   .advice = "idsxml rules lists them",
                   .where = {},
                   .line = {}};
  return std::nullopt;
}

}  // namespace idsxml::rules
