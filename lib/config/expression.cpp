#include "config/expression.hpp"

#include <cstddef>

#include "config/template.hpp"

namespace idsxml::config {
namespace {

/// Nobody nests deeper; each level looks for its end anew.
constexpr int deepest = 32;

std::optional<std::string> resolved_at(std::string_view value, int depth) {
  if (depth > deepest) return std::nullopt;
  std::string result;
  for (std::size_t begin = value.find("${"); begin != std::string_view::npos; begin = value.find("${")) {
    const auto end = end_of_expression(value, begin);
    if (!end) return std::nullopt;
    const std::string_view inner = value.substr(begin + 2, *end - begin - 3);
    const std::size_t colon = inner.find(':');
    if (colon == std::string_view::npos || inner.substr(colon).starts_with("::")) return std::nullopt;
    const auto fallback = resolved_at(inner.substr(colon + 1), depth + 1);
    if (!fallback) return std::nullopt;
    result += value.substr(0, begin);
    result += *fallback;
    value.remove_prefix(*end);
  }
  return result.append(value);
}

}  // namespace

std::optional<std::size_t> end_of_expression(std::string_view text, std::size_t begin) {
  std::size_t depth = 0;
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return std::nullopt;
}

std::optional<std::string> resolved(std::string_view value) {
  if (has_placeholder(value)) return std::nullopt;
  return resolved_at(value, 0);
}

}  // namespace idsxml::config
