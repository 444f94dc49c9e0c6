#pragma once

#include <array>
#include <cstddef>
#include <ostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The catalog while it is compiled. Functions throw std::runtime_error with what is wrong, and where.
namespace catalogc {

using Version = std::pair<int, int>;
using Rows = std::set<int>;  // of releases.tsv, from 0

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
  std::string real;
  bool added_by_hand = false;
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

struct Catalog {
  std::vector<Release> releases;
  std::map<std::string, Extension> extensions;
  std::map<std::string, Namespace> namespaces;
};

std::vector<std::string> split(const std::string& text, char separator);

/// MAJOR.MINOR; throws for anything else.
Version version_of(const std::string& text);

/// The place of a product in the order of the catalog; throws for an unknown one.
int product_place(std::string_view name);

/// `8.0-10.1 12.0+`, counted in the releases of a line that have a server configuration; `-` is none.
Rows rows_in(const Catalog& catalog, Line line, const std::string& ranges);

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

void write_text(std::ostream& out, Pool& pool, const std::string& text);
void write_rows(std::ostream& out, const Rows& rows);
void write_pool(std::ostream& out, const std::string& name, const std::string& text);

/// DIRECTORY/*.tsv
Catalog read_catalog(const std::string& directory);
/// As lib/catalog/tables.hpp declares them.
std::string tables_of(const Catalog& catalog);

}  // namespace catalogc
