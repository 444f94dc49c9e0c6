#include "config/template.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace idsxml::config;

TEST_CASE("placeholders of template engines are seen in a value") {
  for (const char* value : {"{{ port }}", "{{port}}", "<%= @port %>", "@@@PORT@@@", "#{port}#", "%%port%%",
                            "{% include 'port' %}", "{{ port | default(\"8080\") }}"}) {
    CAPTURE(value);
    CHECK(is_placeholder(value));
    CHECK(has_placeholder(value));
    CHECK(has_placeholder("a" + std::string(value) + "b"));
    CHECK_FALSE(is_placeholder("a" + std::string(value)));
    CHECK_FALSE(is_placeholder(std::string(value) + "b"));
  }
}

TEST_CASE("a server's own expressions and ordinary text are no placeholders") {
  for (const char* value :
       {"", "8080", "${env.PORT:8080}", "${a:${b}}", "100%", "%d{HH:mm:ss,SSS} %-5p [%c] (%t) %s%e%n",
        "50%% of this, 50%% of that", "@@@", "@@@@@@", "a@example.org", "{}", "{{ open", "#{el}", "%%", "{{}}"}) {
    CAPTURE(value);
    CHECK_FALSE(has_placeholder(value));
    CHECK_FALSE(is_placeholder(value));
  }
}

TEST_CASE("what is blanked out leaves everything else where it stood") {
  const std::string text =
      "{# ü #}\n<server {{ more }}>\n  {% if a %}\r\n  <a b='{{ c['d'] }}' e=\"<%= f %>\"/>{% endif %}\n"
      "<!-- {{ kept }} --><port>{{ p }}</port>\n</server>";
  const Template its(text);
  CHECK(its.variants() == 1);
  CHECK(its.variant(0) ==
        "        \n<server           >\n            \r\n  <a b='{{ c[_d_] }}' e=\"{%= f %}\"/>           \n"
        "<!-- {{ kept }} --><port>{{ p }}</port>\n</server>");
  CHECK(its.variant(0).size() == text.size());
  CHECK(its.blocks().size() == 4);
  CHECK(its.placeholders().size() == 3);
}

TEST_CASE("each branch of a condition is in one variant") {
  const std::string text = "<s>{% if a %}<a/>{% elif b %}<b/>{% else %}<c/>{% endif %}{% if d %}<d/>{% endif %}</s>";
  const Template its(text);
  REQUIRE(its.variants() == 3);
  const auto squeezed = [&](std::size_t number) {
    std::string variant = its.variant(number);
    std::erase(variant, ' ');
    return variant;
  };
  CHECK(squeezed(0) == "<s><a/><d/></s>");
  CHECK(squeezed(1) == "<s><b/><d/></s>");
  CHECK(squeezed(2) == "<s><c/><d/></s>");
  CHECK(its.is_conditional(text.find("<b/>")));
  CHECK(its.is_conditional(text.find("<d/>")));
  CHECK_FALSE(its.is_conditional(text.find("</s>")));
}

TEST_CASE("conditions of Go, Handlebars and Ruby are conditions") {
  for (const char* text : {"<s>{{- if .Values.a }}<a/>{{ else }}<b/>{{- end }}</s>",
                           "<s>{{#if a}}<a/>{{else}}<b/>{{/if}}</s>", "<s><% if a %><a/><% else %><b/><% end %></s>"}) {
    CAPTURE(text);
    const Template its(text);
    REQUIRE(its.variants() == 2);
    CHECK(its.variant(0).find("<a/>") != std::string::npos);
    CHECK(its.variant(0).find("<b/>") == std::string::npos);
    CHECK(its.variant(1).find("<a/>") == std::string::npos);
    CHECK(its.variant(1).find("<b/>") != std::string::npos);
  }
}

TEST_CASE("statements that do not match up do no harm") {
  for (const char* text :
       {"{% endif %}<s/>", "{% if a %}<s/>", "{% else %}<s/>", "<s a='{% if'/>", "<%", "{{", "<s a='"})
    CHECK(Template(text).variant(0).size() == std::string_view(text).size());
}
