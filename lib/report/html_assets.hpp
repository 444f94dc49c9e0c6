#pragma once

#include <string_view>

/// What pages look like, and what helps with long ones. Neither holds '<' or '&', which would not be XML. A page allows
/// exactly these by their hashes: the SHA-256 of each in base64.
namespace idsxml::report::html {

extern const std::string_view style_sheet;
extern const std::string_view style_sheet_hash;
extern const std::string_view script;
extern const std::string_view script_hash;

}  // namespace idsxml::report::html
