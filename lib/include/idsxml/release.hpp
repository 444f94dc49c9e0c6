#pragma once
// Stands in until the catalog lands.
#include <string>
#include <string_view>

#include "idsxml/result.hpp"

namespace idsxml {
struct Release {
  std::string product;
  std::string version;
};
}  // namespace idsxml
