#include "report/json_writer.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml::report;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

TEST_CASE("strings are escaped as JSON wants it") {
  CHECK(quoted("a\"b\\c\n\t\r") == R"("a\"b\\c\n\t\r")");
  CHECK(quoted(std::string_view("\0\x1b\x7f", 3)) == R"("\u0000\u001b\u007f")");
  CHECK(quoted("ü日") == "\"ü日\"");
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD") {
  CHECK(quoted("a\xFF\xC3(") == "\"a\uFFFD\uFFFD(\"");
}

TEST_CASE("objects and arrays are indented, empty ones are not") {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("a", "x");
  json.key("b").begin_array();
  json.value(std::uint64_t{1});
  json.value(true);
  json.null();
  json.end_array();
  json.key("c").begin_array();
  json.end_array();
  json.key("d").begin_object();
  json.end_object();
  json.end_object();
  CHECK(out == "{\n  \"a\": \"x\",\n  \"b\": [\n    1,\n    true,\n    null\n  ],\n  \"c\": [],\n  \"d\": {}\n}");
}

TEST_CASE("a value can be written into a larger text") {
  std::string out = "[\n  ";
  JsonWriter json(out, 1);
  json.begin_object();
  json.member("a", true);
  json.end_object();
  CHECK(out == "[\n  {\n    \"a\": true\n  }");
}
