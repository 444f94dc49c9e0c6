#include "report/diagnostic.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "report/display.hpp"

using namespace idsxml;
using namespace idsxml::report;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// What the carets of a rendered diagnostic stand under.
std::string marked(const std::vector<std::string>& lines) {
  const std::string& carets = lines.back();
  const std::size_t begin = carets.find('^');
  return lines[lines.size() - 2].substr(begin, carets.rfind('^') + 1 - begin);
}

}  // namespace

TEST_CASE("wherever a place stands in a long line, the carets stand under it and the line fits") {
  std::string line;
  for (int i = 0; i < 60; ++i) line += "a" + std::to_string(100 + i) + "=\"" + std::to_string(i) + "\" ";
  ReportStyle style;
  for (const std::size_t width : {40U, 80U, 120U}) {
    style.width = width;
    for (std::size_t at = 0; at + 4 < line.size(); ++at) {
      const auto lines = lines_of(render({.severity = Severity::error,
                                          .code = "X001",
                                          .path = "f",
                                          .where = Position{at, 7, at + 1},
                                          .message = "m",
                                          .line = line,
                                          .length = 4,
                                          .advice = {}},
                                         style));
      REQUIRE(lines.size() == 4);
      REQUIRE(width_of(lines[2]) <= width);
      REQUIRE(marked(lines) == line.substr(at, 4));
    }
  }
}

TEST_CASE("a place behind the line's end, or one that is longer than the line, is still marked") {
  const auto carets = [](std::size_t column, std::size_t length) {
    return lines_of(render({.severity = Severity::note,
                            .code = "X001",
                            .path = "f",
                            .where = Position{0, 1, column},
                            .message = "m",
                            .line = "abc",
                            .length = length,
                            .advice = {}},
                           {}))
        .back();
  };
  CHECK(carets(4, 1) == "  |    ^");
  CHECK(carets(9, 5) == "  |    ^");
  CHECK(carets(2, 99) == "  |  ^^");
}

TEST_CASE("an error that names no end marks the word at its place") {
  const auto word = [](std::string line, std::size_t column) {
    Error error{"XML000", "m", "", Position{0, 1, column}, std::move(line)};
    return marked(lines_of(render(error, "f", {})));
  };
  CHECK(word("<a b:c-d='1'/>", 4) == "b:c-d");
  CHECK(word("<a>&nbsp;</a>", 4) == "&nbsp;");
  CHECK(word("<a></b>", 4) == "</b");
  CHECK(word("<a ='1'/>", 4) == "=");
}

TEST_CASE("an error of a file that its message names does not name it twice") {
  CHECK(render(Error{"IO001", "cannot read 'f': it does not exist", "check the name", {}, ""}, "f", {}) ==
        "idsxml: error[IO001]: cannot read 'f': it does not exist\n  = help: check the name\n");
  CHECK(render(Error{"CFG001", "no", "", {}, ""}, "f", {}) == "f: error[CFG001]: no\n");
}
