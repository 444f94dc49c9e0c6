#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "catalog/tables.hpp"

/// The configurations that releases are shipped with, as tools/catalogc compiles them from catalog/stock: facts, each
/// with the configurations in which it holds.
namespace idsxml::catalog {

/// A release's configuration.
struct StockConfigurationRow {
  std::uint8_t release;  ///< of release_rows: a WildFly or a Keycloak
  std::uint8_t profile;  ///< of stock_texts: standalone, ha, full …
};

/// A set of rows of stock_configurations.
struct StockSet {
  std::array<std::uint64_t, 8> bits{};

  constexpr bool contains(std::size_t row) const { return (bits[row / 64] >> (row % 64) & 1U) != 0; }
};

/// A resource, then what is written for it, then what is below it, each one deeper.
struct StockRow {
  enum class Kind : std::uint8_t {
    resource,   ///< `name` is its type, `key` its name
    element,    ///< the same of an element that no dialect tells of
    space,      ///< `name` is the namespace
    attribute,  ///< a value of it, `key` that of a map
  };
  Kind kind;
  std::uint8_t depth;   ///< of the root: 0
  std::uint16_t holds;  ///< of stock_sets
  std::uint16_t name;   ///< of stock_texts
  std::uint16_t key;
  std::uint16_t value;
};

extern const std::string_view stock_pool;
extern const std::span<const Text> stock_texts;  ///< parts of stock_pool
extern const std::span<const StockConfigurationRow> stock_configurations;
extern const std::span<const StockSet> stock_sets;
extern const std::span<const StockRow> stock_rows;

inline std::string_view stock_text(std::uint16_t text) {
  return stock_pool.substr(stock_texts[text].offset, stock_texts[text].length);
}

/// The row of the Keycloak or WildFly whose configurations a release is shipped with: itself under another name.
std::uint8_t stock_release(const Release& release);

/// The row of a configuration that a release is shipped with.
std::optional<std::size_t> find_stock(const Release& release, std::string_view profile);

}  // namespace idsxml::catalog
