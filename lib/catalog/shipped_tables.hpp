#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "catalog/tables.hpp"

/// What releases are shipped with, as tools/catalogc compiles it from catalog/modules.tsv and catalog/shipped*.tsv.
namespace idsxml::catalog {

struct ModuleRow {
  Text name;  ///< a part of shipped_pool, like all texts here
  ReleaseSet has;
};

struct ShippedContentRow {
  std::uint64_t size;
  std::uint32_t crc;
};

struct ShippedFileRow {
  Text path;
  std::uint32_t first_content;  ///< of shipped_content_rows
  std::uint32_t contents;       ///< how many
};

extern const std::string_view shipped_pool;
extern const std::span<const ModuleRow> module_rows;             ///< by name
extern const std::span<const ShippedFileRow> shipped_file_rows;  ///< by path
extern const std::span<const ShippedContentRow> shipped_content_rows;
extern const ReleaseSet releases_with_known_files;

}  // namespace idsxml::catalog
