#pragma once

#include <span>
#include <string_view>

namespace idsxml::report {

/// The one of `known` that was probably meant by `word`; empty where none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace idsxml::report
