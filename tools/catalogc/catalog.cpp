#include "catalog.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace catalogc {
namespace {

constexpr std::array<std::string_view, 5> product_names{"wildfly", "keycloak", "eap", "rhsso", "ids"};

}  // namespace

Version version_of(const std::string& text) {
  const auto parts = split(text, '.');
  if (parts.size() != 2) throw std::runtime_error("not a version of two numbers: " + text);
  return {std::stoi(parts[0]), std::stoi(parts[1])};
}

int product_place(std::string_view name) {
  const auto* const found = std::find(product_names.begin(), product_names.end(), name);
  if (found == product_names.end()) throw std::runtime_error("unknown product " + std::string(name));
  return static_cast<int>(found - product_names.begin());
}

namespace {

constexpr std::string_view core_module = "org.jboss.as.server";
constexpr int max_releases = 127;  // what ReleaseSet and the indices of ReleaseRow hold

int row_of(const Catalog& catalog, Line line, const std::string& version) {
  for (std::size_t i = 0; i < catalog.releases.size(); ++i) {
    const Release& release = catalog.releases[i];
    if (release.product == product_names[line] && release.version == version) return static_cast<int>(i);
  }
  throw std::runtime_error("unknown release " + std::string(product_names[line]) + " " + version);
}

void read_releases(const std::string& path, Catalog& catalog) {
  std::pair<int, Version> previous{-1, {}};
  for_each_row(path, 6, [&](const Fields& fields) {
    const std::pair<int, Version> key{product_place(fields[0]), version_of(fields[1])};
    if (key <= previous) throw std::runtime_error("releases must ascend by product and version");
    previous = key;
    const int own = static_cast<int>(catalog.releases.size());
    if (own == max_releases) throw std::runtime_error("too many releases: widen catalog::ReleaseSet");
    Release& release = catalog.releases.emplace_back(Release{fields[0], fields[1], {-1, -1, -1}});
    for (const Line line : {wildfly, keycloak, eap}) {
      const std::string& version = fields[2U + line];
      if (version != "-") release.parts[line] = row_of(catalog, line, version);
    }
  });
}

bool is_in(const Rows& rows, int row) {
  return row >= 0 && rows.contains(row);
}

/// Red Hat's Keycloaks run on JBoss EAP, whose WildFly may be older than that of the Keycloak of the same number: what
/// is not Keycloak's own they have from JBoss EAP.
bool has(const Release& release, const Extension& extension) {
  const bool is_keycloaks_own = extension.in[wildfly].empty();
  const bool by_keycloak = release.parts[keycloak] >= 0 && (is_keycloaks_own || release.parts[eap] < 0);
  const Line line = by_keycloak ? keycloak : wildfly;
  return is_in(extension.in[line], release.parts[line]);
}

template <class Predicate>
Rows releases_where(const Catalog& catalog, Predicate predicate) {
  Rows rows;
  for (std::size_t i = 0; i < catalog.releases.size(); ++i)
    if (predicate(catalog.releases[i], static_cast<int>(i))) rows.insert(static_cast<int>(i));
  return rows;
}

void read_extensions(const std::string& path, Catalog& catalog) {
  for_each_row(path, 5, [&](const Fields& fields) {
    Extension& extension = catalog.extensions[fields[0]];
    extension.in = {rows_in(catalog, wildfly, fields[1]), rows_in(catalog, keycloak, fields[2]), {}};
    extension.real = fields[3] == "-" ? fields[0] : fields[3];
    extension.has = releases_where(catalog, [&](const Release& release, int) { return has(release, extension); });
    const Rows legacy = rows_in(catalog, wildfly, fields[4]);
    extension.legacy =
        releases_where(catalog, [&](const Release& release, int) { return is_in(legacy, release.parts[wildfly]); });
  });
}

/// urn:jboss:domain:community:20.0 is version 20.0 of the family urn:jboss:domain at stability level community.
Namespace taken_apart(const std::string& name) {
  const auto version = name.rfind(':');
  const auto word = name.rfind(':', version - 1);
  const std::string level = name.substr(word + 1, version - word - 1);
  const bool is_level = level == "community" || level == "preview" || level == "experimental";
  return {name.substr(0, is_level ? word : version),
          is_level ? level : "",
          {},
          version_of(name.substr(version + 1)),
          {},
          {},
          {}};
}

void read_namespaces(const std::string& path, Catalog& catalog) {
  for_each_row(path, 6, [&](const Fields& fields) {
    Namespace& entry = catalog.namespaces.try_emplace(fields[0], taken_apart(fields[0])).first->second;
    const auto line = static_cast<Line>(product_place(fields[2]));
    if (line >= line_count) throw std::runtime_error("versions are not counted in " + fields[2]);
    const auto extension = catalog.extensions.find(fields[1]);
    if (extension == catalog.extensions.end() && fields[1] != core_module)
      throw std::runtime_error("unknown extension " + fields[1]);
    entry.reader = fields[1];
    const Rows reading = rows_in(catalog, line, fields[3]);
    const std::array shipping{rows_in(catalog, wildfly, fields[4]), rows_in(catalog, keycloak, fields[5])};
    entry.read_by.merge(releases_where(catalog, [&](const Release& release, int row) {
      return is_in(reading, release.parts[line]) &&
             (extension == catalog.extensions.end() || extension->second.has.contains(row));
    }));
    entry.shipped_in.merge(releases_where(catalog, [&](const Release& release, int) {
      return is_in(shipping[wildfly], release.parts[wildfly]) || is_in(shipping[keycloak], release.parts[keycloak]);
    }));
  });
}

void read_siblings(const std::string& path, Catalog& catalog) {
  for_each_row(path, 7, [&](const Fields& fields) {
    if (fields[4] != "refused" && fields[4] != "merged") throw std::runtime_error("the answer is refused or merged");
    catalog.siblings.push_back({fields[0], fields[1], fields[2], fields[4] == "refused"});
  });
  std::sort(catalog.siblings.begin(), catalog.siblings.end(), [](const Siblings& a, const Siblings& b) {
    return std::tie(a.family, a.parent, a.element) < std::tie(b.family, b.parent, b.element);
  });
}

void find_newest(Catalog& catalog) {
  for (auto& [name, entry] : catalog.namespaces) {
    entry.newest_of = entry.read_by;
    for (const auto& [other_name, other] : catalog.namespaces) {
      if (other.family != entry.family || other.stability != entry.stability || other.version <= entry.version)
        continue;
      for (const int row : other.read_by) entry.newest_of.erase(row);
    }
  }
}

}  // namespace

Rows rows_in(const Catalog& catalog, Line line, const std::string& ranges) {
  Rows rows;
  if (ranges == "-") return rows;
  for (const std::string& range : split(ranges, ' ')) {
    const bool open = range.back() == '+';
    const auto dash = range.find('-');
    const int first = row_of(catalog, line, range.substr(0, open ? range.size() - 1 : dash));
    const int last = open                        ? max_releases
                     : dash == std::string::npos ? first
                                                 : row_of(catalog, line, range.substr(dash + 1));
    if (last < first) throw std::runtime_error("range runs backwards: " + range);
    for (int row = first; row <= last && row < static_cast<int>(catalog.releases.size()); ++row) {
      const Release& release = catalog.releases[static_cast<std::size_t>(row)];
      if (release.product == product_names[line] && release.parts[wildfly] >= 0) rows.insert(row);
    }
  }
  return rows;
}

Catalog read_catalog(const std::string& directory) {
  Catalog catalog;
  read_releases(directory + "/releases.tsv", catalog);
  read_extensions(directory + "/extensions.tsv", catalog);
  read_namespaces(directory + "/namespaces.tsv", catalog);
  read_siblings(directory + "/siblings.tsv", catalog);
  find_newest(catalog);
  const auto with_wildfly = [&](const std::string& ranges) {
    const Rows versions = rows_in(catalog, wildfly, ranges);
    return releases_where(catalog,
                          [&](const Release& release, int) { return is_in(versions, release.parts[wildfly]); });
  };
  read_capabilities(directory + "/capabilities.tsv", 5, with_wildfly, catalog.resources);
  read_capabilities(directory + "/references.tsv", 6, with_wildfly, catalog.resources);
  return catalog;
}

}  // namespace catalogc
