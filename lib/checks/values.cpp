#include "checks/values.hpp"

#include <charconv>

namespace idsxml::checks {

bool is_expression(std::string_view value) {
  return value.find("${") != std::string_view::npos;
}

std::optional<std::string_view> by_default(std::string_view value) {
  while (value.starts_with("${") && value.ends_with('}')) {
    const std::size_t colon = value.find(':');
    const std::size_t nested = value.find("${", 2);
    if (colon == std::string_view::npos || nested < colon) return std::nullopt;
    value = value.substr(colon + 1, value.size() - colon - 2);
  }
  if (is_expression(value)) return std::nullopt;
  return value;
}

std::optional<int> port_by_default(std::string_view value) {
  const std::optional<std::string_view> text = by_default(value);
  if (!text) return std::nullopt;
  int port = 0;
  const char* const end = text->data() + text->size();
  const auto [behind, problem] = std::from_chars(text->data(), end, port);
  if (problem != std::errc{} || behind != end || port < 0 || port > 65535) return std::nullopt;
  return port;
}

}  // namespace idsxml::checks
