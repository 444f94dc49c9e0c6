#include "config/expression.hpp"

#include <doctest/doctest.h>

#include <string>

using idsxml::config::resolved;

TEST_CASE("a value without expressions is itself") {
  CHECK(resolved("8080") == "8080");
  CHECK(resolved("$8080}") == "$8080}");
}

TEST_CASE("an expression is its default, however deep") {
  CHECK(resolved("${http.port:8080}") == "8080");
  CHECK(resolved("${env.A,b:${c:80}}80") == "8080");
  CHECK(resolved("${a:}") == "");
  CHECK(resolved("${url:http://localhost:80/}") == "http://localhost:80/");
}

TEST_CASE("what a property, a vault, a key or a template decides is not known") {
  for (const char* value : {"${a}", "1${a:2}${b}", "${VAULT::a::b::1}", "${ENC::store:abc}", "${a:${b}}", "${open",
                            "{{ port }}", "@@@port@@@", "#{port}#", "%%port%%", "<%= port %>"})
    CHECK_FALSE(resolved(value));
}

TEST_CASE("an expression that is nested beyond reason is not followed") {
  std::string begin;
  for (int i = 0; i < 100'000; ++i) begin += "${a:";
  CHECK(!resolved(begin + "x" + std::string(100'000, '}')));
}
