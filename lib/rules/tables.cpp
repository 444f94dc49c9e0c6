#include "rules/tables.hpp"

#include <charconv>

namespace idsxml::rules {
namespace {

template <class T>
std::vector<T> copied(std::span<const T> table) {
  return {table.begin(), table.end()};
}

/// Takes the first number off a release; 0 where there is none.
unsigned take_number(std::string_view& release) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(release.data(), release.data() + release.size(), number);
  release.remove_prefix(static_cast<std::size_t>(end - release.data()));
  if (release.starts_with('.')) release.remove_prefix(1);
  return number;
}

bool starts_with_digit(std::string_view text) {
  return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

}  // namespace

OwnedTables::OwnedTables(const Tables& tables)
    : pool(tables.pool),
      names(copied(tables.names)),
      steps(copied(tables.steps)),
      release_defaults(copied(tables.release_defaults)),
      attribute_forms(copied(tables.attribute_forms)),
      constants(copied(tables.constants)),
      unwritten(copied(tables.unwritten)),
      patterns(copied(tables.patterns)),
      resource_forms(copied(tables.resource_forms)),
      sites(copied(tables.sites)),
      ways(copied(tables.ways)),
      site_resources(copied(tables.site_resources)),
      site_attributes(copied(tables.site_attributes)),
      version_ranges(copied(tables.version_ranges)),
      raises(copied(tables.raises)),
      dialects(copied(tables.dialects)),
      conditions(copied(tables.conditions)),
      settings(copied(tables.settings)),
      actions(copied(tables.actions)),
      changes(copied(tables.changes)),
      rules(copied(tables.rules)) {}

Tables OwnedTables::view() const {
  return {pool,      names,          steps,           release_defaults, attribute_forms,
          constants, unwritten,      patterns,        resource_forms,   sites,
          ways,      site_resources, site_attributes, version_ranges,   raises,
          dialects,  conditions,     settings,        actions,          changes,
          rules};
}

std::string to_string(const Tables& tables, Slice address) {
  std::string text;
  for (const Step& step : at(tables.steps, address))
    text.append("/").append(tables.text(step.type)).append("=").append(tables.text(step.name));
  return text;
}

int compare_releases(std::string_view a, std::string_view b) {
  while (starts_with_digit(a) || starts_with_digit(b)) {
    const unsigned mine = take_number(a);
    const unsigned theirs = take_number(b);
    if (mine != theirs) return mine < theirs ? -1 : 1;
  }
  return 0;
}

}  // namespace idsxml::rules
