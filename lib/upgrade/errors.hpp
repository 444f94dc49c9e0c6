#pragma once

#include <string>
#include <utility>

#include "idsxml/result.hpp"

namespace idsxml {

/// An Error without a position.
inline Error error_of(const char* code, std::string message, std::string advice) {
  return Error{code, std::move(message), std::move(advice), {}, {}};
}

}  // namespace idsxml
