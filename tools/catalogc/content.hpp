#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog.hpp"

/// The content models while they are compiled.
namespace catalogc {

struct Value {
  std::string kind;  ///< of catalog::ValueRow
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
  std::vector<std::string> choices;

  auto operator<=>(const Value&) const = default;
};

struct Attribute {
  std::string name;
  std::size_t value = 0;
  bool required = false;
  bool exact = false;
  bool resolved = false;
  bool deprecated = false;
};

struct Child {
  std::string name;
  std::size_t type = 0;
  int low = 0;
  int high = 0;
  int place = 0;
  bool required = false;
  bool once = false;
  bool deprecated = false;
};

struct Type {
  std::vector<Attribute> attributes;
  std::vector<Child> children;
  std::optional<std::size_t> text;  ///< a value
  bool is_open = false;
  bool takes_any_attribute = false;
  bool is_ordered = false;
};

struct Model {
  std::string name_space;
  std::string element;
  std::size_t type = 0;
  Rows releases;
};

struct Content {
  std::vector<Value> values;
  std::vector<Type> types;
  std::vector<Model> models;
};

/// DIRECTORY/content/*.txt
Content read_content(const std::string& directory, const Catalog& catalog);
/// As lib/catalog/content_tables.hpp declares them.
std::string content_tables_of(const Content& content);

}  // namespace catalogc
