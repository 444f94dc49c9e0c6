#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/result.hpp"

namespace idsxml {

/// A value of a JSON text.
struct JsonValue {
  enum class Kind { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  std::string name;  ///< where it is a member of an object
  std::string text;  ///< of a string, what it says; of null, true, false and numbers, how they are written
  std::vector<JsonValue>
      items;  ///< of an array; of an object, in order, a repeated name once: its first place, its last value

  bool is_container() const { return kind == Kind::array || kind == Kind::object; }
};

/// How many containers inside each other are read; what is deeper is left out, and nothing here recurses further.
constexpr std::size_t json_depth = 6;

/// Reads a JSON text (RFC 8259, UTF-8, up to 1 MiB) whose value is an object. Errors: CFG006, with the place in the
/// text; its line is left out where it may hold a secret.
Result<JsonValue> read_json_object(std::string_view text);

}  // namespace idsxml
