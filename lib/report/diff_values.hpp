#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "idsxml/diff.hpp"

/// How values stand in a diff for people.
namespace idsxml::report {

/// Printable; in quotes where its ends could not be seen, or it could be taken for a word of ours.
std::string shown_value(std::string_view text);
std::string shown_value(const AttributeValue& value);

/// Both sides of a change, printable: `unset (default 20)` where one is not written.
struct SidesText {
  std::string before;
  std::string after;

  /// Only of secrets that are stars.
  bool is_same() const { return before == after; }
};
SidesText sides_of(const Difference& change);

/// An item of a list or a map that came, went or changed.
struct ItemLine {
  char mark;  ///< + - ~
  std::string text;
};
/// Item by item where both sides are written and have items; else empty.
std::vector<ItemLine> item_lines(const Difference& change);

/// What moved, of a difference of order.
std::vector<ItemLine> order_lines(const Difference& reordered);

/// Of a difference of namespaces: urn:jboss:domain:undertow:8.0 -> 12.0.
std::string namespaces_of(const Difference& schema);

/// Printable text and the part of it that has to be seen: bytes [begin, end).
struct LongText {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};
/// The two, each with the part in which it differs from the other.
std::pair<LongText, LongText> long_texts(const SidesText& sides);

struct CutText {
  std::vector<std::string> lines;
  bool was_cut = false;
};
/// Broken into lines of at most `width` columns. If not all are wanted, what is far from the part that has to be seen
/// is left out: one line remains where that part fits into it, else a few.
CutText lines_of(const LongText& text, std::size_t width, bool all);

}  // namespace idsxml::report
