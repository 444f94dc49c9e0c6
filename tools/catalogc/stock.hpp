#pragma once

#include <bitset>
#include <string>
#include <utility>
#include <vector>

#include "catalog.hpp"

/// The stock configurations while they are compiled.
namespace catalogc {

constexpr std::size_t max_configurations = 512;  // what catalog::StockSet holds
using Configurations = std::bitset<max_configurations>;

struct StockFact {
  std::string kind;  ///< of catalog::StockRow
  int depth = 0;
  Configurations holds;
  std::string name;
  std::string key;
  std::string value;
};

struct Stock {
  std::vector<std::pair<int, std::string>> configurations;  ///< the row of a release, and a profile
  std::vector<StockFact> facts;
};

/// DIRECTORY/stock/*.txt
Stock read_stock(const std::string& directory, const Catalog& catalog);
/// As lib/catalog/stock.hpp declares them.
std::string stock_tables_of(const Stock& stock);

}  // namespace catalogc
