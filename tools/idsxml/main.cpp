#include <fmt/format.h>
#include <unistd.h>
#include "idsxml/file.hpp"
#include "idsxml/migrate.hpp"
int main(int, char** argv) {
  auto in = idsxml::read_file(argv[1], 1 << 28);
  if (!in) return fmt::print(stderr, "{}\n", in.error().message), 2;
  auto c = idsxml::Configuration::parse(std::move(in->bytes));
  if (!c) return fmt::print(stderr, "{}:{}:{} {} {}\n{}\n", argv[1], c.error().where->line, c.error().where->column, c.error().code, c.error().message, c.error().line), 2;
  auto m = idsxml::migrate(*c, idsxml::Rules::builtin(), {.to = *idsxml::parse_release(std::string("keycloak:")+argv[2])});
  if (!m) return fmt::print(stderr, "{} {}\n", m.error().code, m.error().message), 2;
  for (auto& f : m->findings) fmt::print(stderr, "{}:{} {} {} [{}] {}\n", f.place.begin.line, f.place.begin.column, f.rule, static_cast<int>(f.outcome), f.edits.size(), f.message);
  fmt::print("{}", m->bytes);
}
