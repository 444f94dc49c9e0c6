// Compiles catalog/*.tsv into the constant tables of lib/catalog/tables.hpp.
// Usage: catalogc CATALOG_DIRECTORY OUTPUT.cpp
// A broken catalog stops the build with FILE:LINE: what is wrong.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using Fields = std::vector<std::string>;
using Version = std::pair<int, int>;
using Rows = std::set<int>;  // of releases.tsv, from 0

constexpr std::array<std::string_view, 5> product_names{"wildfly", "keycloak", "eap", "rhsso", "ids"};
// The products that ranges of versions count in; every release says which release of each is in it.
enum Line { wildfly, keycloak, eap };
constexpr int line_count = 3;
constexpr std::string_view core_module = "org.jboss.as.server";
constexpr int max_releases = 127;  // what ReleaseSet and the indices of ReleaseRow hold

struct Release {
  std::string product;
  std::string version;
  std::array<int, line_count> parts;  // rows; -1 for none
};

struct Extension {
  std::array<Rows, line_count> in;  // releases of that line
  Rows has;
  Rows legacy;
  std::string real;
};

struct Namespace {
  std::string family;
  std::string stability;
  std::string reader;
  Version version;
  Rows read_by;
  Rows newest_of;
  Rows shipped_in;
};

/// What a server makes of two elements of one name.
struct Siblings {
  std::string family;
  std::string parent;
  std::string element;
  bool refused;
};

struct Catalog {
  std::vector<Siblings> siblings;
  std::vector<Release> releases;
  std::map<std::string, Extension> extensions;
  std::map<std::string, Namespace> namespaces;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

int product_place(std::string_view name) {
  const auto* const found = std::find(product_names.begin(), product_names.end(), name);
  if (found == product_names.end()) throw std::runtime_error("unknown product " + std::string(name));
  return static_cast<int>(found - product_names.begin());
}

Version version_of(const std::string& text) {
  const auto parts = split(text, '.');
  if (parts.size() != 2) throw std::runtime_error("not a version of two numbers: " + text);
  return {std::stoi(parts[0]), std::stoi(parts[1])};
}

/// Calls `row` with the fields of every line below the header; says where it was if that throws.
template <class Row>
void for_each_row(const std::string& path, std::size_t columns, Row row) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  bool header = true;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with('#') || std::exchange(header, false)) continue;
    try {
      const Fields fields = split(line, '\t');
      if (fields.size() != columns) throw std::runtime_error("expected " + std::to_string(columns) + " columns");
      row(fields);
    } catch (const std::exception& problem) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + problem.what());
    }
  }
}

int row_of(const Catalog& catalog, Line line, const std::string& version) {
  for (std::size_t i = 0; i < catalog.releases.size(); ++i) {
    const Release& release = catalog.releases[i];
    if (release.product == product_names[line] && release.version == version) return static_cast<int>(i);
  }
  throw std::runtime_error("unknown release " + std::string(product_names[line]) + " " + version);
}

/// `8.0-10.1 12.0+`, counted in the releases of a line that have a server configuration; `-` is none.
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

/// Every text once; equal texts are the same part of the pool.
class Pool {
 public:
  std::size_t add(const std::string& text) {
    const auto [known, is_new] = parts_.try_emplace(text, text_.size());
    if (is_new) text_ += text;
    return known->second;
  }
  const std::string& text() const { return text_; }

 private:
  std::map<std::string, std::size_t> parts_;
  std::string text_;
};

void write(std::ostream& out, Pool& pool, const std::string& text) {
  out << '{' << pool.add(text) << ", " << text.size() << '}';
}

void write(std::ostream& out, Version version) {
  out << '{' << version.first << ", " << version.second << '}';
}

void write(std::ostream& out, const Rows& rows) {
  std::array<std::uint64_t, 2> words{};
  for (const int row : rows) words[static_cast<std::size_t>(row) / 64] |= std::uint64_t{1} << (row % 64);
  out << std::hex << "{{0x" << words[0] << "U, 0x" << words[1] << "U}}" << std::dec;
}

void write(std::ostream& out, const Release& release) {
  out << "    {{Product::" << release.product << ", ";
  write(out, version_of(release.version));
  out << '}';
  for (const int part : release.parts) out << ", " << part;
  out << "},\n";
}

void write(std::ostream& out, Pool& pool, const std::string& module, const Extension& extension) {
  out << "    {";
  write(out, pool, module);
  out << ", ";
  write(out, extension.has);
  out << ", ";
  write(out, extension.legacy);
  out << ", ";
  write(out, pool, extension.real);
  out << "},\n";
}

void write(std::ostream& out, Pool& pool, const std::string& name, const Namespace& entry) {
  out << "    {";
  for (const std::string& text : {name, entry.family, entry.stability, entry.reader}) {
    write(out, pool, text);
    out << ", ";
  }
  write(out, entry.version);
  for (const Rows& rows : {entry.read_by, entry.newest_of, entry.shipped_in}) {
    out << ", ";
    write(out, rows);
  }
  out << "},\n";
}

void write(std::ostream& out, Pool& pool, const Siblings& siblings) {
  out << "    {";
  for (const std::string& text : {siblings.family, siblings.parent, siblings.element}) {
    write(out, pool, text);
    out << ", ";
  }
  out << (siblings.refused ? "true" : "false") << "},\n";
}

/// In pieces, because a compiler need not accept a literal of any length.
void write_pool(std::ostream& out, const std::string& text) {
  out << "constexpr char pool[] =";
  for (std::size_t i = 0; i < text.size(); i += 100) out << "\n    \"" << text.substr(i, 100) << '"';
  out << ";\n";
}

void write(std::ostream& out, const Catalog& catalog) {
  Pool pool;
  out << "// Generated by tools/catalogc.\n#include \"catalog/tables.hpp\"\n\nnamespace idsxml::catalog {\nnamespace "
         "{\n"
         "constexpr ReleaseRow releases[] = {\n";
  for (const Release& release : catalog.releases) write(out, release);
  out << "};\nconstexpr ExtensionRow extensions[] = {\n";
  for (const auto& [module, extension] : catalog.extensions) write(out, pool, module, extension);
  out << "};\nconstexpr NamespaceRow namespaces[] = {\n";
  for (const auto& [name, entry] : catalog.namespaces) write(out, pool, name, entry);
  out << "};\nconstexpr SiblingsRow siblings[] = {\n";
  for (const Siblings& each : catalog.siblings) write(out, pool, each);
  out << "};\n";
  write_pool(out, pool.text());
  out << "}  // namespace\n\n"
         "constinit const std::string_view text_pool{pool, sizeof pool - 1};\n"
         "constinit const std::span<const ReleaseRow> release_rows{releases};\n"
         "constinit const std::span<const ExtensionRow> extension_rows{extensions};\n"
         "constinit const std::span<const NamespaceRow> namespace_rows{namespaces};\n"
         "constinit const std::span<const SiblingsRow> siblings_rows{siblings};\n\n"
         "}  // namespace idsxml::catalog\n";
}

void compile(const std::string& directory, const std::string& output) {
  Catalog catalog;
  read_releases(directory + "/releases.tsv", catalog);
  read_extensions(directory + "/extensions.tsv", catalog);
  read_namespaces(directory + "/namespaces.tsv", catalog);
  read_siblings(directory + "/siblings.tsv", catalog);
  find_newest(catalog);
  std::ofstream out(output);
  write(out, catalog);
  if (!out.flush()) throw std::runtime_error(output + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::runtime_error("usage: catalogc CATALOG_DIRECTORY OUTPUT.cpp");
    compile(argv[1], argv[2]);
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return EXIT_FAILURE;
  }
}
