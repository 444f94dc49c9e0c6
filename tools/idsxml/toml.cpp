#include "toml.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suggest.hpp"

namespace idsxml::cli {
namespace {

std::string_view line_of(std::string_view text, std::size_t number) {
  for (std::size_t passed = 1; passed < number && !text.empty(); ++passed)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace

Error error_at(std::string_view text, toml::source_position place, const char* code, std::string message,
               std::string advice) {
  return {.code = code,
          .message = std::move(message),
          .advice = std::move(advice),
          .where = Position{.line = place.line, .column = place.column},
          .line = std::string(line_of(text, place.line))};
}

Result<toml::table> parse_toml(std::string_view text) {
  toml::parse_result parsed = toml::parse(text);
  if (parsed) return std::move(parsed).table();
  const toml::parse_error& problem = parsed.error();
  return error_at(text, problem.source().begin, "SET001", fmt::format("this is not TOML: {}", problem.description()),
                  "key = \"value\", one on a line; https://toml.io");
}

std::optional<Error> unknown_key(std::string_view text, const toml::table& table,
                                 std::span<const std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string_view meant = nearest(key.str(), known);
    return error_at(
        text, key.source().begin, "SET002", fmt::format("there is no key '{}' here", key.str()),
        meant.empty() ? fmt::format("there are {}", listed(known)) : fmt::format("did you mean {}?", meant));
  }
  return std::nullopt;
}

toml::source_position place_of(const toml::node& value) {
  toml::source_position place = value.source().begin;
  if (value.is_string()) ++place.column;
  return place;
}

}  // namespace idsxml::cli
