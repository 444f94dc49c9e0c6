#include "catalog/shipped.hpp"

#include <algorithm>

#include "catalog/shipped_tables.hpp"

namespace idsxml::catalog {
namespace {

std::string_view text_of(const Text& part) {
  return shipped_pool.substr(part.offset, part.length);
}

const ShippedFileRow* first_not_before(std::string_view path) {
  return std::lower_bound(
      shipped_file_rows.data(), shipped_file_rows.data() + shipped_file_rows.size(), path,
      [](const ShippedFileRow& row, std::string_view wanted) { return text_of(row.path) < wanted; });
}

const ShippedFileRow* row_of(std::string_view path) {
  const ShippedFileRow* row = first_not_before(path);
  const bool found = row != shipped_file_rows.data() + shipped_file_rows.size() && text_of(row->path) == path;
  return found ? row : nullptr;
}

bool is_in(const ReleaseSet& set, const Release& release) {
  const auto found = std::ranges::find(release_rows, release, &ReleaseRow::release);
  return found != release_rows.end() && set.contains(static_cast<std::size_t>(found - release_rows.begin()));
}

}  // namespace

bool ships_file(std::string_view path) {
  return row_of(path) != nullptr;
}

bool ships_file(std::string_view path, std::uint64_t size, std::uint32_t crc) {
  const ShippedFileRow* row = row_of(path);
  if (row == nullptr) return false;
  const auto contents = shipped_content_rows.subspan(row->first_content, row->contents);
  return std::any_of(contents.begin(), contents.end(),
                     [&](const ShippedContentRow& each) { return each.size == size && each.crc == crc; });
}

bool ships_below(std::string_view folder) {
  const std::string prefix = std::string(folder) + '/';
  const ShippedFileRow* row = first_not_before(prefix);
  return row != shipped_file_rows.data() + shipped_file_rows.size() && text_of(row->path).starts_with(prefix);
}

bool knows_files_of(const Release& release) {
  return is_in(releases_with_known_files, release);
}

bool ships_module(const Release& release, std::string_view name) {
  const auto row =
      std::ranges::lower_bound(module_rows, name, {}, [](const ModuleRow& each) { return text_of(each.name); });
  return row != module_rows.end() && text_of(row->name) == name && is_in(row->has, release);
}

}  // namespace idsxml::catalog
