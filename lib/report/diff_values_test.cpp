#include "report/diff_values.hpp"

#include <doctest/doctest.h>

#include <string>

#include "report/diff_parts.hpp"
#include "report/display.hpp"

using namespace idsxml;
using namespace idsxml::report;

namespace {

AttributeValue list(const std::string& letters) {
  AttributeValue value;
  value.shape = AttributeValue::Shape::list;
  for (const char letter : letters) value.items.push_back({{}, std::string(1, letter)});
  return value;
}

/// The changes of lists of one-letter items: "-a +b c>d" for a gone, b come and c now behind d.
std::string changes(const std::string& before, const std::string& after) {
  std::string text;
  const ItemChanges found = item_changes(list(before), list(after));
  for (const ItemChange& each : found.changes)
    text += each.kind == ItemChange::Kind::added ? "+" + each.after + " " : "-" + each.before + " ";
  for (const Move& move : found.moves) text += move.item + ">" + move.behind + " ";
  return text;
}

LongText long_text(const std::string& text, const std::string& seen) {
  const std::size_t begin = text.find(seen);
  return {text, begin, begin + seen.size()};
}

}  // namespace

TEST_CASE("lists differ item by item, likes counted") {
  CHECK(changes("ab", "bc") == "-a +c ");
  CHECK(changes("aab", "ab") == "-a ");
  CHECK(changes("", "a") == "+a ");
  CHECK(changes("ab", "ab").empty());
}

TEST_CASE("as few items move as explain an order") {
  CHECK(changes("abcde", "bcdea") == "a>e ");
  CHECK(changes("abcde", "eabcd") == "e> ");
  CHECK(changes("abc", "cxa") == "-b +x c> ");
  CHECK(changes("aba", "aab") == "a>a ");
}

TEST_CASE("maps differ by key") {
  AttributeValue before;
  before.shape = AttributeValue::Shape::map;
  AttributeValue after = before;
  before.items = {{"a", "1"}, {"b", "1"}};
  after.items = {{"c", "1"}, {"b", "2"}};
  Difference change;
  change.before = before;
  change.after = after;
  const std::vector<ItemLine> lines = item_lines(change);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].text == "a = 1");
  CHECK(lines[1].mark == '~');
  CHECK(lines[1].text == "b = 1 -> 2");
  CHECK(lines[2].mark == '+');
}

TEST_CASE("a value cannot be taken for a word of ours, nor hide its ends") {
  CHECK(shown_value("8080") == "8080");
  CHECK(shown_value("") == "\"\"");
  CHECK(shown_value(" a") == "\" a\"");
  CHECK(shown_value("unset") == "\"unset\"");
  CHECK(shown_value("a -> b") == "\"a -> b\"");
  CHECK(shown_value("\x1b[2J") == "\\x1B[2J");
}

TEST_CASE("a side that is not written says what a server takes") {
  Difference change;
  change.after = AttributeValue{.items = {{{}, "50"}}};
  CHECK(sides_of(change).before == "unset");
  change.default_value = "20";
  CHECK(sides_of(change).before == "unset (default 20)");
  CHECK(sides_of(change).after == "50");
}

TEST_CASE("of two long texts the part that differs has to be seen, in whole characters") {
  const auto [before, after] = long_texts({"aaXbb", "aaYYbb"});
  CHECK(before.text.substr(before.begin, before.end - before.begin) == "X");
  CHECK(after.text.substr(after.begin, after.end - after.begin) == "YY");
  const auto [e, u] = long_texts({"\xC3\xA9", "\xC3\xA8"});
  CHECK(e.begin == 0);
  CHECK(e.end == 2);
  const auto [last, other] = long_texts({"\xC3\xA9", "\xC2\xA9"});
  CHECK(last.end == 2);
}

TEST_CASE("of a long value one line remains, around what has to be seen, unless all is wanted") {
  const std::string text = std::string(300, 'a') + "HERE" + std::string(300, 'b');
  const CutText shown = lines_of(long_text(text, "HERE"), 30, false);
  CHECK(shown.was_cut);
  REQUIRE(shown.lines.size() == 1);
  CHECK(shown.lines[0] == "...aaaaaaaaaaaaHEREbbbbbbbb...");
  const CutText whole = lines_of(long_text(text, "HERE"), 30, true);
  CHECK_FALSE(whole.was_cut);
  std::string joined;
  for (const std::string& line : whole.lines) {
    CHECK(width_of(line) <= 30);
    joined += line;
  }
  CHECK(joined == text);
}

TEST_CASE("two long values that differ in a few letters show them below each other") {
  const std::string begin(100, 'a');
  const auto [before, after] = long_texts({begin + "1" + begin, begin + "234" + begin});
  CHECK(lines_of(before, 30, false).lines[0].find('1') == lines_of(after, 30, false).lines[0].find('2'));
}

TEST_CASE("where all of a long value is new, its ends are seen") {
  const std::string text = "begin" + std::string(600, 'x') + "end";
  const CutText shown = lines_of(long_text(text, text), 30, false);
  CHECK(shown.was_cut);
  CHECK(shown.lines.front().starts_with("begin"));
  CHECK(shown.lines.back().ends_with("end"));
}

TEST_CASE("what is wider than the page does not stop it") {
  CHECK(lines_of({"日本"}, 1, true).lines.size() >= 2);
}
