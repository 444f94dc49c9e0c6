#include "config/manifest.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml::config;

namespace {

const std::string configuration = "<server xmlns=\"urn:jboss:domain:16.0\"/>";

std::string text_of(const std::string& yaml, const Embedded& its) {
  return yaml.substr(its.stretch.begin, its.stretch.end - its.stretch.begin);
}

}  // namespace

TEST_CASE("configurations are found in scalars of every style") {
  for (const std::string& yaml :
       {"a: |\n  " + configuration + "\n", "a: |-\n  " + configuration, "a: >+\n  " + configuration + "\n\n",
        "a: |2\n    " + configuration + "\n", "- b:\n    c: |\n      " + configuration + "\n",
        "a: " + configuration + "\n", "a: '" + configuration + "'\n", "é: 1\r\na: |\r\n  " + configuration + "\r\n",
        "---\nb: 1\n---\na: |\n  " + configuration,
        "a: |\n  <?xml version='1.0'?>\n  <!-- ours -->\n  " + configuration + "\nb: 1\n"}) {
    CAPTURE(yaml);
    const std::vector<Embedded> found = embedded_in(yaml);
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == EmbeddedKind::configuration);
    CHECK(found[0].is_verbatim);
    CHECK(text_of(yaml, found[0]).find(configuration) != std::string::npos);
    CHECK(text_of(yaml, found[0]).find("b: 1") == std::string::npos);
  }
}

TEST_CASE("a quoted scalar with escapes has its value, and no places") {
  const std::vector<Embedded> found = embedded_in("a: \"<server xmlns=\\\"urn:jboss:domain:16.0\\\"/>\"\n");
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].is_verbatim);
  CHECK(found[0].value == configuration);
}

TEST_CASE("a script is known by its key") {
  const std::vector<Embedded> found =
      embedded_in("data:\n  setup.cli: |\n    /subsystem=jdr:remove\n  other: |\n    x\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == EmbeddedKind::script);
  CHECK(found[0].key == "setup.cli");
}

TEST_CASE("a Helm template that is no YAML is searched by indentation") {
  const std::string yaml =
      "{{- if .Values.on }}\ndata:\n  standalone.xml: |-\n    <server xmlns=\"urn:jboss:domain:16.0\">\n{{- if "
      ".Values.x }}\n"
      "      <!-- x -->\n{{- end }}\n    </server>\n  other: |\n    text\n{{- end }}\n";
  const std::vector<Embedded> found = embedded_in(yaml);
  REQUIRE(found.size() == 1);
  CHECK(found[0].key == "standalone.xml");
  CHECK(text_of(yaml, found[0]).find("</server>") != std::string::npos);
  CHECK(text_of(yaml, found[0]).find("other") == std::string::npos);
}

TEST_CASE("other YAML has nothing for us") {
  for (const char* yaml :
       {"", "a: 1", "a: |\n  <server/>\n", "urn:jboss:domain:1.0", "a: [", "\xFF\xFE", "a: '<server>'"})
    CHECK(embedded_in(yaml).empty());
}

TEST_CASE("what is left of the whole stands where it stood") {
  const std::string yaml = "ü: 1\r\na: |\n  <?xml version='1.0'?>\n  <a/>\nb: 1\n";
  const std::size_t begin = yaml.find("  <?xml");
  const std::size_t end = yaml.find("b: 1");
  CHECK(only(yaml, {begin, end}) == "     \r\n    \n                       \n  <a/>\n");
}
