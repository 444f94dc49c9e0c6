#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capabilities.hpp"
#include "text.hpp"

/// The catalog while it is compiled. Functions throw std::runtime_error with what is wrong, and where.
namespace catalogc {

using Version = std::pair<int, int>;

// The products that ranges of versions count in; every release says which release of each is in it.
enum Line { wildfly, keycloak, eap };
constexpr int line_count = 3;

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
  ResourceKind resources;
};

/// MAJOR.MINOR; throws for anything else.
Version version_of(const std::string& text);

/// The place of a product in the order of the catalog; throws for an unknown one.
int product_place(std::string_view name);

/// `8.0-10.1 12.0+`, counted in the releases of a line that have a server configuration; `-` is none.
Rows rows_in(const Catalog& catalog, Line line, const std::string& ranges);

/// DIRECTORY/*.tsv
Catalog read_catalog(const std::string& directory);
/// As lib/catalog/tables.hpp declares them.
std::string tables_of(const Catalog& catalog);

}  // namespace catalogc
