#include "plan/shell.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using idsxml::planning::shell_expression;
using idsxml::planning::shell_word;

TEST_CASE("a word of bash means the bytes that it was made of, and is printable") {
  CHECK(shell_word("db.example.org") == "db.example.org");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("it's $(rm -rf /) `id` \"x\"") == R"('it'\''s $(rm -rf /) `id` "x"')");
  CHECK(shell_word("~/x") == "'~/x'");
  CHECK(shell_word("[::1]") == "'[::1]'");
  CHECK(shell_word("a\nb\x1b[31m'\\") == R"($'a\x0ab\x1b[31m\'\\')");
  CHECK(shell_word("grün") == "'grün'");
  CHECK(shell_word("\xff") == R"($'\xff')");
  CHECK(shell_word("a\xe2\x80\xae") == R"($'a\xe2\x80\xae')");  // which would turn the direction of the text
}

TEST_CASE("expressions of a server become variables of the shell") {
  CHECK(shell_expression("plain") == "plain");
  CHECK(shell_expression("${env.DB_ADDR:postgres}") == R"("${DB_ADDR:-postgres}")");
  CHECK(shell_expression("${env.DB_ADDR}") == R"("${DB_ADDR:?is set where the server runs}")");
  CHECK(shell_expression("a-${env.X:1}.b") == R"(a-"${X:-1}".b)");
  CHECK(shell_expression("${env.A:${env.B:x}}") == R"("${A:-${B:-x}}")");
  CHECK(shell_expression("${env.A,env.B:x}") == R"("${A:-${B:-x}}")");
  CHECK(shell_expression("${db.host:localhost}") == R"("${PROPERTY_DB_HOST:-localhost}")");
  CHECK(shell_expression("${jboss.server.data.dir}/keycloak") == R"("$OLD_HOME/standalone/data"/keycloak)");
  CHECK(shell_expression("${env.A:it's \"$(id)\" `id` \\ {x}}") == R"("${A:-it's \"\$(id)\" \`id\` \\ {x\}}")");
}

TEST_CASE("what the shell cannot know, or must not show, is left to a person") {
  for (const char* value :
       {"${VAULT::ds::password::1}", "${ENC::store:x}", "${env.DB-ADDR:x}", "${a b:x}", "${env.A", "${}",
        "${env.A:a\nb}", "${env.A:\x1b[0m}", "${env.DB_PASSWORD:hunter2}", "${env.X:${db.secret:hunter2}}"})
    CHECK_MESSAGE(!shell_expression(value), std::string(value));
  constexpr std::array<std::string_view, 1> taken{"OLD_HOME"};
  CHECK_FALSE(shell_expression("${env.OLD_HOME:x}", taken));
}
