#pragma once

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <span>
#include <string>
#include <string_view>

#include "idsxml/result.hpp"

/// Files of the program that people write: TOML, with errors that show the place.
namespace idsxml::cli {

/// Errors: SET001 where it is not TOML.
Result<toml::table> parse_toml(std::string_view text);

/// An error about the place of a key or value of `text`.
Error error_at(std::string_view text, toml::source_position place, const char* code, std::string message,
               std::string advice);

/// SET002 for the first key of the table that is not one of `known`.
std::optional<Error> unknown_key(std::string_view text, const toml::table& table,
                                 std::span<const std::string_view> known);

/// Where a value begins that a person would point at: behind the quote of a string.
toml::source_position place_of(const toml::node& value);

}  // namespace idsxml::cli
