#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "idsxml/report.hpp"

using idsxml::Edit;
using idsxml::unified_diff;

namespace {

constexpr std::string_view letters = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n";

/// The diff without its three header lines.
std::string hunks(std::string_view before, const std::vector<Edit>& edits) {
  std::string diff = unified_diff("f", before, edits);
  for (int i = 0; i < 3 && !diff.empty(); ++i) diff.erase(0, diff.find('\n') + 1);
  return diff;
}

}  // namespace

TEST_CASE("without a change there is no diff") {
  CHECK(unified_diff("f", letters, {}).empty());
  CHECK(unified_diff("f", letters, std::vector<Edit>{{2, 3, "b"}}).empty());
}

TEST_CASE("a line is replaced, with three lines around it") {
  CHECK(hunks(letters, {{8, 9, "E"}}) == "@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
}

TEST_CASE("changes at the begin and at the end have less around them") {
  CHECK(hunks(letters, {{0, 2, ""}}) == "@@ -1,4 +1,3 @@\n-a\n b\n c\n d\n");
  CHECK(hunks(letters, {{letters.size(), letters.size(), "m\n"}}) == "@@ -10,3 +10,4 @@\n j\n k\n l\n+m\n");
}

TEST_CASE("an insertion behind the text of a line touches only the new line") {
  CHECK(hunks("a\nb\n", {{1, 1, "\nx"}}) == "@@ -1,2 +1,3 @@\n a\n+x\n b\n");
}

TEST_CASE("edits of one line are one change, near ones share a hunk, far ones do not") {
  CHECK(hunks("abc\n", {{0, 1, "A"}, {2, 3, "C"}}) == "@@ -1 +1 @@\n-abc\n+AbC\n");
  CHECK(hunks(letters, {{2, 3, "B"}, {14, 15, "H"}}) ==
        "@@ -1,11 +1,11 @@\n a\n-b\n+B\n c\n d\n e\n f\n g\n-h\n+H\n i\n j\n k\n");
  CHECK(hunks(letters, {{0, 2, ""}, {22, 23, "L"}}) ==
        "@@ -1,4 +1,3 @@\n-a\n b\n c\n d\n@@ -9,4 +8,4 @@\n i\n j\n k\n-l\n+L\n");
}

TEST_CASE("a missing last line feed is told of on the side that it is missing on") {
  CHECK(hunks("a\nb", {{0, 1, "A"}}) == "@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n");
  CHECK(hunks("a\nb", {{2, 3, "B"}}) ==
        "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file\n");
  CHECK(hunks("a", {{1, 1, "\n"}}) == "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST_CASE("a text that becomes empty, or was") {
  CHECK(hunks("a\n", {{0, 2, ""}}) == "@@ -1 +0,0 @@\n-a\n");
  CHECK(hunks("", {{0, 0, "a\n"}}) == "@@ -0,0 +1 @@\n+a\n");
}

TEST_CASE("carriage returns belong to their lines") {
  CHECK(hunks("a\r\nb\r\n", {{0, 3, ""}}) == "@@ -1,2 +1 @@\n-a\r\n b\r\n");
}

TEST_CASE("names are written as git writes them") {
  const std::vector<Edit> edits{{0, 1, "b"}};
  const auto header = [&](std::string_view path) {
    const std::string diff = unified_diff(path, "a\n", edits);
    return diff.substr(0, diff.find("@@"));
  };
  CHECK(header("/etc/f") == "diff --git a/etc/f b/etc/f\n--- a/etc/f\n+++ b/etc/f\n");
  CHECK(header("a b") == "diff --git a/a b b/a b\n--- a/a b\t\n+++ b/a b\t\n");
  CHECK(header("a\"\n") ==
        "diff --git \"a/a\\\"\\012\" \"b/a\\\"\\012\"\n--- \"a/a\\\"\\012\"\n+++ \"b/a\\\"\\012\"\n");
}

TEST_CASE("a diff on a terminal cannot drive it") {
  CHECK(idsxml::shown_diff("-\x1b[2J\r\n+\ta\n", {}) == "-\\x1B[2J\n+    a\n");
}
