#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace idsxml::report {

/// The one of `known` that was probably meant by `word`; empty where none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

/// The words of "text|json".
std::vector<std::string_view> words_of(std::string_view choices);

/// "text, json or sarif".
std::string listed(std::span<const std::string_view> words);

}  // namespace idsxml::report
