#include "report/display.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace idsxml::report;
using Lines = std::vector<std::string>;

TEST_CASE("printable text is shown as it is") {
  CHECK(printable("<a b=\"ü 日本\"/>") == "<a b=\"ü 日本\"/>");
  CHECK(printable("").empty());
}

TEST_CASE("nothing that drives a terminal or turns the text is shown as it is") {
  CHECK(printable("\x1b[2J\r\x7f") == "\\x1B[2J\\x0D\\x7F");
  CHECK(printable("\xC2\x9B") == "\\u{009B}");
  CHECK(printable("\xE2\x80\xAE\xE2\x80\x8B\xEF\xBB\xBF\xE2\x80\xA8") == "\\u{202E}\\u{200B}\\u{FEFF}\\u{2028}");
}

TEST_CASE("bytes that are not UTF-8 are shown one by one") {
  CHECK(printable("a\xFF\xC3(\xED\xA0\x80") == "a\\xFF\\xC3(\\xED\\xA0\\x80");
}

TEST_CASE("tabs go to the next multiple of four") {
  CHECK(printable("\ta\tbcd\te") == "    a   bcd e");
}

TEST_CASE("columns say where each byte stands, wide and combining characters included") {
  const Shown shown = show("a日e\u0301\tb");
  const std::vector<std::uint32_t> expected{0, 1, 1, 1, 3, 4, 4, 4, 8, 9};
  CHECK(shown.columns == expected);
}

TEST_CASE("line ends of a text of our own stay") {
  CHECK(printable_lines("a\nb\x1b\n") == "a\nb\\x1B\n");
}

TEST_CASE("widths are those of a terminal") {
  CHECK(width_of("abc") == 3);
  CHECK(width_of("日本") == 4);
  CHECK(width_of("e\u0301") == 1);
  CHECK(fitting("日本", 3) == "日");
  CHECK(fitting("e\u0301x", 1) == "e\u0301");
}

TEST_CASE("text is broken at spaces, and the first line may be shorter") {
  CHECK(wrap("aa bb cc", 5, 5) == Lines{"aa bb", "cc"});
  CHECK(wrap("aa bb cc", 2, 5) == Lines{"aa", "bb cc"});
  CHECK(wrap("one\ntwo three", 20, 20) == Lines{"one", "two three"});
  CHECK(wrap("", 5, 5) == Lines{""});
}

TEST_CASE("a long word stays in one piece, on a line of its own") {
  CHECK(wrap("a /a/long/path b", 6, 6) == Lines{"a", "/a/long/path", "b"});
  CHECK(wrap("/a/long/path", 3, 8) == Lines{"", "/a/long/path"});
}

TEST_CASE("what follows the first line hangs") {
  CHECK(hanging({"- ", 2, 2}, "one two three four five six", 24) == "- one two three four\n  five six\n");
}
