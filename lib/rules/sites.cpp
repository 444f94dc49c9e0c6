#include "rules/sites.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace idsxml::rules {
namespace {

/// A site before all that belongs to it is known.
struct Draft {
  std::vector<Way> ways;
  std::vector<std::uint32_t> resources;
  std::vector<SiteAttribute> attributes;
  std::vector<VersionRange> versions;
};

/// In order, and none that overlaps another.
std::vector<VersionRange> merged(std::vector<VersionRange> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
  std::vector<VersionRange> all;
  for (const VersionRange& range : ranges) {
    if (all.empty() || all.back().until < range.since)
      all.push_back(range);
    else
      all.back().until = std::max(all.back().until, range.until);
  }
  return all;
}

template <class Row>
Slice appended(std::vector<Row>& table, const std::vector<Row>& rows) {
  const Slice slice{static_cast<std::uint32_t>(table.size()), static_cast<std::uint32_t>(rows.size())};
  table.insert(table.end(), rows.begin(), rows.end());
  return slice;
}

class Builder {
 public:
  explicit Builder(OwnedTables& tables) : tables_(tables), view_(tables.view()) {}

  std::uint32_t run(const ResourceForm& form) {
    for (std::uint32_t i = 0; i < form.attributes.size; ++i) add_attribute(form.attributes.begin + i);
    for (std::uint32_t i = 0; i < form.children.size; ++i) add_resource(form.children.begin + i);
    return write();
  }

 private:
  void add_attribute(std::uint32_t index) {
    const AttributeForm& form = view_.attribute_forms[index];
    const std::size_t site = follow(form.elements, {form.since, form.until});
    drafts_[site].attributes.push_back({key_of(form.attribute), form.attribute, index, form.since, form.until});
    if (form.key.size != 0) add_key(site, form.key, {form.since, form.until});
  }

  void add_resource(std::uint32_t index) {
    const ResourceForm& form = view_.resource_forms[index];
    const std::size_t around = follow(form.containers, {form.since, form.until});
    drafts_[below(around, form.element)].resources.push_back(index);
    constexpr std::uint32_t dots = 3;
    if (view_.text(form.key).starts_with("../"))
      add_key(around, {form.key.begin + dots, form.key.size - dots}, {form.since, form.until});
  }

  void add_key(std::size_t site, Slice name, VersionRange versions) {
    drafts_[site].attributes.push_back({key_of(name), name, SiteAttribute::is_key, versions.since, versions.until});
  }

  /// The site behind a path, which leads there in these versions.
  std::size_t follow(Slice path, VersionRange versions) {
    std::size_t site = 0;
    for (const Slice name : at(view_.names, path)) {
      site = below(site, name);
      drafts_[site].versions.push_back(versions);
    }
    return site;
  }

  std::size_t below(std::size_t site, Slice name) {
    for (const Way& way : drafts_[site].ways)
      if (view_.text(way.name) == view_.text(name)) return way.site;
    drafts_[site].ways.push_back({key_of(name), name, static_cast<std::uint32_t>(drafts_.size())});
    drafts_.emplace_back();
    return drafts_.size() - 1;
  }

  std::uint32_t write() {
    const auto first = static_cast<std::uint32_t>(tables_.sites.size());
    const auto by_name = [&](const auto& a, const auto& b) {
      return a.key != b.key ? a.key < b.key : view_.text(a.name) < view_.text(b.name);
    };
    for (Draft& draft : drafts_) {
      for (Way& way : draft.ways) way.site += first;
      std::sort(draft.ways.begin(), draft.ways.end(), by_name);
      std::stable_sort(draft.attributes.begin(), draft.attributes.end(), by_name);
      tables_.sites.push_back({appended(tables_.ways, draft.ways), appended(tables_.site_resources, draft.resources),
                               appended(tables_.site_attributes, draft.attributes),
                               appended(tables_.version_ranges, merged(std::move(draft.versions)))});
    }
    return first;
  }

  std::uint16_t key_of(Slice name) const { return name_key(view_.text(name)); }

  OwnedTables& tables_;
  Tables view_;
  std::vector<Draft> drafts_{1};
};

template <class Row>
bool is_named(const Tables& tables, const Row& row, std::uint16_t key, std::string_view name) {
  return row.key == key && tables.text(row.name) == name;
}

/// The index of the first row of this name, or how many there are. A dozen keys, seldom a hundred, are read in a row.
template <class Row>
std::size_t first_named(const Tables& tables, std::span<const Row> rows, std::uint16_t key, std::string_view name) {
  for (std::size_t i = 0; i < rows.size() && rows[i].key <= key; ++i)
    if (is_named(tables, rows[i], key, name)) return i;
  return rows.size();
}

}  // namespace

std::uint32_t add_sites(const ResourceForm& form, OwnedTables& tables) {
  return Builder(tables).run(form);
}

const Site* site_below(const Tables& tables, const Site& site, std::string_view name) {
  const auto ways = at(tables.ways, site.ways);
  const std::size_t way = first_named(tables, ways, name_key(name), name);
  return way == ways.size() ? nullptr : &tables.sites[ways[way].site];
}

std::span<const SiteAttribute> attributes_at(const Tables& tables, const Site& site, std::string_view name) {
  const auto attributes = at(tables.site_attributes, site.attributes);
  const std::uint16_t key = name_key(name);
  const std::size_t begin = first_named(tables, attributes, key, name);
  std::size_t end = std::min(begin + 1, attributes.size());
  while (end < attributes.size() && is_named(tables, attributes[end], key, name)) ++end;
  return attributes.subspan(begin, end - begin);
}

bool leads_on(const Tables& tables, const Site& site, Version version) {
  const auto versions = at(tables.version_ranges, site.versions);
  return std::any_of(versions.begin(), versions.end(),
                     [&](const VersionRange& range) { return is_in(version, range.since, range.until); });
}

}  // namespace idsxml::rules
