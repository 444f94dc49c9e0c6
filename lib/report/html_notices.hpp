#pragma once

#include <string>

#include "idsxml/report.hpp"
#include "report/html_page.hpp"

/// What a page says of errors and notices, and how it marks what is severe.
namespace idsxml::report::html {

Badge badge_of(Severity severity);

std::string part_of(const Error& error);
std::string part_of(const Notice& notice);

/// A line of a file with its number, without what is secret in it. Empty where the line is not known.
std::string quote(std::size_t number, std::string_view line);

}  // namespace idsxml::report::html
