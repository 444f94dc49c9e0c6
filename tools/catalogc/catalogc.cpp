// Compiles catalog/*.tsv, catalog/content/*.txt and catalog/stock/*.txt into the constant tables of lib/catalog.
// A broken catalog stops the build with FILE:LINE: what is wrong.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "catalog.hpp"
#include "content.hpp"
#include "shipped.hpp"
#include "stock.hpp"

namespace {

void write(const std::string& path, const std::string& text) {
  std::ofstream out(path);
  out << text;
  if (!out.flush()) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 6)
      throw std::runtime_error(
          "usage: catalogc CATALOG_DIRECTORY TABLES.cpp CONTENT_TABLES.cpp STOCK_TABLES.cpp SHIPPED_TABLES.cpp");
    const catalogc::Catalog catalog = catalogc::read_catalog(argv[1]);
    write(argv[2], catalogc::tables_of(catalog));
    write(argv[3], catalogc::content_tables_of(catalogc::read_content(argv[1], catalog)));
    write(argv[4], catalogc::stock_tables_of(catalogc::read_stock(argv[1], catalog)));
    write(argv[5], catalogc::shipped_tables_of(catalogc::read_shipped(argv[1], catalog)));
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return EXIT_FAILURE;
  }
}
