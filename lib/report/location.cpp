#include "report/location.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>

#include "report/diagnostic.hpp"
#include "report/display.hpp"
#include "xml/layout.hpp"

namespace idsxml::report {
namespace {

std::string characters_of_xml(std::string_view bytes) {
  std::string text = printable(bytes);
  // Printable, if anything is, but not in XML: U+FFFE and U+FFFF.
  for (std::size_t at = text.find("\xEF\xBF"); at != std::string::npos; at = text.find("\xEF\xBF", at + 1)) {
    if (text[at + 2] == '\xBE') text.replace(at, 3, "\\u{FFFE}");
    if (text[at + 2] == '\xBF') text.replace(at, 3, "\\u{FFFF}");
  }
  return text;
}

}  // namespace

std::string relative_path(const LintRun& run, std::string_view path) {
  const std::filesystem::path normal = std::filesystem::path(path).lexically_normal();
  if (run.folder.empty() || !normal.is_absolute()) return normal.string();
  const std::filesystem::path from = normal.lexically_relative(run.folder);
  const bool outside = from.empty() || *from.begin() == "..";
  return outside ? normal.string() : from.string();
}

std::string uri_of(std::string_view path) {
  std::string uri = !path.empty() && path.front() == '/' ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos);
    if (plain) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", byte);
    }
  }
  return uri;
}

std::size_t end_column(const Place& place) {
  if (place.line.empty()) return 0;
  const std::size_t begin = byte_of_column(place.line, place.begin.column);
  const std::string_view marked = std::string_view(place.line).substr(begin, place.length);
  const auto begins_code_point = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
  return place.begin.column + static_cast<std::size_t>(std::count_if(marked.begin(), marked.end(), begins_code_point));
}

std::vector<std::string> unique_fingerprints(const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  std::map<std::string, std::size_t> times;
  for (const Finding& finding : findings) {
    std::string print = fingerprint(finding);
    const std::size_t ordinal = ++times[print];
    all.push_back(fmt::format("{}/{}", print, ordinal));
  }
  return all;
}

std::string xml_value(std::string_view bytes) {
  return xml::escape(characters_of_xml(bytes), '"');
}

std::string xml_content(std::string_view bytes) {
  return xml::escape(characters_of_xml(bytes), '\0');
}

}  // namespace idsxml::report
