#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "catalog.hpp"

/// What releases are shipped with, while it is compiled.
namespace catalogc {

using FileContent = std::pair<std::uint64_t, std::string>;  // size and CRC-32 in hexadecimal

struct Shipped {
  std::map<std::string, Rows> modules;
  std::map<std::string, std::vector<FileContent>> files;
  Rows known;  ///< releases whose files are all there
};

/// DIRECTORY/modules.tsv and DIRECTORY/shipped*.tsv
Shipped read_shipped(const std::string& directory, const Catalog& catalog);
/// As lib/catalog/shipped_tables.hpp declares them.
std::string shipped_tables_of(const Shipped& shipped);

}  // namespace catalogc
