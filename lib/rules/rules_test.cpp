// Every rule that changes something against its own inputs: testdata/rules/<id>/<case>.before.xml becomes
// <case>.after.xml, byte for byte. Those that check have theirs in checks/checks_test.cpp.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "rules/engine.hpp"
#include "rules/tables.hpp"
#include "testing.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

namespace fs = std::filesystem;
using namespace idsxml;

namespace {

struct Run {
  std::string bytes;
  std::size_t edits;
  bool said;  ///< something for a person to read
};

Run run(const rules::Rule& rule, const std::string& bytes) {
  const Result<xml::Document> document = xml::Document::parse(bytes);
  REQUIRE_MESSAGE(document, document.error().message);
  xml::Tree tree(*document);
  rules::Engine engine(tree, rules::builtin_tables());
  engine.run(rule);
  const auto& events = engine.events();
  const bool said =
      std::any_of(events.begin(), events.end(), [](const rules::Event& e) { return e.kind != rules::EventKind::done; });
  return {document->apply(tree.edits()), tree.edits().size(), said};
}

}  // namespace

TEST_CASE("each rule makes of its test's input what the test says, and nothing on a second run") {
  const rules::Tables& tables = rules::builtin_tables();
  for (const rules::Rule& rule : tables.rules) {
    if (rule.check != rules::CheckName::none) continue;
    const std::string id(tables.text(rule.id));
    std::size_t cases = 0;
    std::size_t that_do_something = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(testing::testdata() / "rules" / id)) {
      const std::string name = entry.path().string();
      if (!name.ends_with(".before.xml")) continue;
      CAPTURE(name);
      const std::string after = name.substr(0, name.size() - 10) + "after.xml";
      const std::string before = testing::read(name);
      const Run first = run(rule, before);
      CHECK(first.bytes == testing::read(after));
      const Run second = run(rule, first.bytes);
      CHECK(second.edits == 0);
      ++cases;
      that_do_something += first.bytes != before || first.said;
    }
    CHECK_MESSAGE(cases > 0, id);
    CHECK_MESSAGE(that_do_something > 0, id);
  }
}
