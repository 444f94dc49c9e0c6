#include "diff/promises.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "testing.hpp"
#include "xml/document.hpp"

using namespace idsxml;

namespace {

std::vector<std::string> configurations() {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(testing::testdata() / "fuzz"))
    texts.push_back(testing::read(entry.path()));
  for (const char* const release : {"2.5.5.Final", "12.0.4"})
    texts.push_back(testing::read(testing::testdata() / "servers" / release / "standalone-ha" / "input.xml"));
  return texts;
}

Configuration parsed(const std::string& text) {
  const Result<Configuration> configuration = Configuration::parse(text);
  REQUIRE_MESSAGE(configuration, text);
  return *configuration;
}

bool differ(const Configuration& one, const std::string& other) {
  const Result<Diff> found = diff(one, parsed(other), Rules::builtin());
  REQUIRE(found);
  return !found->means_the_same();
}

std::string with(std::string text, std::size_t at, std::string_view inserted) {
  return text.insert(at, inserted);
}

}  // namespace

TEST_CASE("whatever two configurations are, diff keeps its promises") {
  const std::vector<std::string> texts = configurations();
  const std::string* before = &texts.back();
  for (const std::string& text : texts) {
    CHECK(diffing::broken_promise(parsed(*before), parsed(text)).value_or("") == "");
    before = &text;
  }
}

TEST_CASE("nothing that is added to an element goes unseen") {
  for (const std::string& bytes : configurations()) {
    const auto document = xml::Document::parse(bytes);
    REQUIRE(document);
    const std::string text(document->text());
    const auto before = Configuration::parse(text);
    if (!before) continue;  // it says that it has another encoding
    for (const xml::ElementSpan& span : document->spans()) {
      const std::string element = text.substr(span.begin, span.open_end - span.begin);
      CAPTURE(element);
      const std::size_t name_end = text.find_first_of(" \t\r\n/>", span.begin);
      CHECK(differ(*before, with(text, name_end, " unheard=\"1\"")));
      if (span.is_empty_tag()) continue;
      CHECK(differ(*before, with(text, span.close_begin, "<!-- -->unheard")));
      CHECK(differ(*before, with(text, span.close_begin, "<![CDATA[unheard]]>")));
      CHECK(differ(*before, with(text, span.close_begin, "<unheard/>")));
    }
  }
}
