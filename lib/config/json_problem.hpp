#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace idsxml::config {

/// A mistake in a JSON text.
struct JsonProblem {
  std::size_t offset;  ///< in bytes of the text; its size where it ends too early
  std::string message;
};

/// What the parser of the JSON library tells when it stops: after how many bytes, and why.
JsonProblem json_problem(std::size_t read, std::string_view what);

}  // namespace idsxml::config
