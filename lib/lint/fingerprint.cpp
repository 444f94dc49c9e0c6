#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "config/safe_text.hpp"
#include "idsxml/finding.hpp"
#include "report/diagnostic.hpp"
#include "xml/tree.hpp"

namespace idsxml {
namespace {

/// FNV-1a, 64 bits: the same on every machine, and nobody gains by forging it.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) add(c);
    add('\0');
  }
  std::uint64_t value() const { return value_; }

 private:
  void add(char c) {
    value_ ^= static_cast<unsigned char>(c);
    value_ *= 0x100000001B3U;
  }
  std::uint64_t value_ = 0xCBF29CE484222325U;
};

std::string marked_text(const Place& place) {
  const std::size_t begin = report::byte_of_column(place.line, place.begin.column);
  const std::size_t end = std::min(begin + place.length, place.line.size());
  const config::SafeLine safe = config::without_secrets(place.line, begin, end);
  return safe.text.substr(safe.begin, safe.end - safe.begin);
}

}  // namespace

std::string fingerprint(const Finding& finding) {
  const std::string marked = finding.place.inserted ? "" : marked_text(finding.place);
  Hash hash;
  hash.add(finding.rule);
  hash.add(finding.path);
  hash.add(xml::with_single_spaces(marked.empty() ? finding.message : marked));
  return fmt::format("{:016x}", hash.value());
}

}  // namespace idsxml
