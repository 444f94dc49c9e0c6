#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/nearest.hpp"

namespace idsxml::cli {

using report::nearest;

/// The words of "text|json".
std::vector<std::string_view> words_of(std::string_view choices);

/// "text, json or sarif".
std::string listed(std::span<const std::string_view> words);

}  // namespace idsxml::cli
