#include "xml/scan.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xml/characters.hpp"
#include "xml/expat_referee.hpp"

namespace idsxml::xml {
namespace {

using namespace std::string_view_literals;
using namespace std::string_literals;

struct Refusal {
  std::string_view text;
  const char* code;
  std::size_t offset;
};

constexpr auto refusals = std::to_array<Refusal>({
    {"", "XML001", 0},
    {" \r\n\t", "XML001", 0},

    {"<a>\xFF</a>", "XML003", 3},
    {"<a>\xC0\xAF</a>", "XML003", 3},
    {"<a b='\xED\xA0\x80'/>", "XML003", 6},
    {"<a>\xF4\x90\x80\x80</a>", "XML003", 3},
    {"<a\xC3/>", "XML003", 2},
    {"<!--\x80--><a/>", "XML003", 4},
    {"<a>\xE2\x82", "XML003", 3},

    {"<!DOCTYPE a><a/>", "XML010", 0},
    {"<!doctype html><a/>", "XML010", 0},
    {"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "XML010", 22},
    {"<a><!DOCTYPE a></a>", "XML010", 3},
    {"<a/><!DOCTYPE a>", "XML010", 4},

    {"<<<<<<< HEAD\n<a/>\n=======\n<b/>\n>>>>>>> x\n", "XML012", 0},
    {"<a>\n<<<<<<< HEAD\n<b/>\n=======\n<c/>\n>>>>>>> x\n</a>", "XML012", 4},
    {"<a>\r<<<<<<< HEAD\r<b/>\r=======\r<c/>\r>>>>>>> x\r</a>", "XML012", 4},
    {"<a>\r\n<b\r\n<<<<<<< HEAD\r\nc='1'", "XML012", 9},
    {"<a>\n<b\n=======\nc='1'/></a>", "XML012", 7},
    {"<a>\n<b>\n<b>\n>>>>>>> x\n</b></a>", "XML012", 12},

    {"\n<?xml version='1.0'?><a/>", "XML013", 0},
    {" <?xml version='1.0'?><a/>", "XML013", 0},
    {"<!-- c --><?xml version='1.0'?><a/>", "XML013", 0},
    {"text\n<?xml version='1.0'?><a/>", "XML013", 0},

    {"<?xml?><a/>", "XML014", 5},
    {"<?xml ?><a/>", "XML014", 6},
    {"<?xml encoding='UTF-8'?><a/>", "XML014", 6},
    {"<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", "XML014", 37},
    {"<?xml version='1.0' version='1.0'?><a/>", "XML014", 20},
    {"<?xml version='1.0' other='1'?><a/>", "XML014", 20},
    {"<?xml version='1.0'encoding='UTF-8'?><a/>", "XML014", 19},
    {"<?xml version '1.0'?><a/>", "XML014", 14},
    {"<?xml version=1.0?><a/>", "XML014", 14},
    {"<?xml version='1.0\"?><a/>", "XML014", 18},
    {"<?xml version='1.0' encoding='8-utf'?><a/>", "XML014", 30},
    {"<?xml version='1.0' encoding=''?><a/>", "XML014", 30},
    {"<?xml version='1.0' standalone='maybe'?><a/>", "XML014", 32},
    {"<?xml version='1.0'?", "XML022", 0},
    {"<?xml version='1.0'><a/>", "XML014", 19},
    {"<?xml version='1.0' ? ><a/>", "XML014", 20},

    {"<?xml version='2.0'?><a/>", "XML015", 15},
    {"<?xml version='1.'?><a/>", "XML015", 15},
    {"<?xml version='1.0a'?><a/>", "XML015", 15},
    {"<?xml version=''?><a/>", "XML015", 15},

    {"<a>\0</a>"sv, "XML016", 3},
    {"\0<a/>"sv, "XML016", 0},
    {"<a\0/>"sv, "XML016", 2},
    {"<a b='\0'/>"sv, "XML016", 6},
    {"<a><!--\0--></a>"sv, "XML016", 7},
    {"<a/>\0"sv, "XML016", 4},

    {"<a>\x01</a>", "XML017", 3},
    {"<a b='\x1B'/>", "XML017", 6},
    {"<a>\xEF\xBF\xBE</a>", "XML017", 3},
    {"<a><![CDATA[\x0C]]></a>", "XML017", 12},
    {"<?p \x0B?><a/>", "XML017", 4},

    {"a<b/>", "XML018", 0},
    {"\xEF\xBB\xBF<b/>", "XML018", 0},
    {"<b/>a", "XML018", 4},
    {"<b/> &amp;", "XML018", 5},

    {"<!-- only -->", "XML019", 13},
    {"<?xml version='1.0'?>", "XML019", 21},

    {"<a/><b/>", "XML020", 4},
    {"<a></a>\n<a></a>", "XML020", 8},

    {"<a>", "XML021", 3},
    {"<a>\n<b></b>\n", "XML021", 12},
    {"<a>text", "XML021", 7},
    {"<a>&amp", "XML021", 7},

    {"<", "XML022", 0},
    {"<a", "XML022", 0},
    {"<a ", "XML022", 0},
    {"<a b", "XML022", 0},
    {"<a b=", "XML022", 0},
    {"<a b='c", "XML022", 0},
    {"<a b='c'/", "XML022", 0},
    {"<a b='&#x", "XML022", 0},
    {"<a></", "XML022", 3},
    {"<abc></ab", "XML022", 5},
    {"<a></a", "XML022", 3},
    {"<a><!", "XML022", 3},
    {"<a><![CD", "XML022", 3},
    {"<a><![CDATA[ ]]", "XML022", 3},
    {"<a/><!-", "XML022", 4},
    {"<a/><!-- --", "XML022", 4},
    {"<a/><?", "XML022", 4},
    {"<a/><?p", "XML022", 4},
    {"<a/><?p ?", "XML022", 4},
    {"<?xml", "XML022", 0},
    {"<?xml vers", "XML022", 0},
    {"<?xml version='1.0'", "XML022", 0},
    {"<?xml version='1.0' ", "XML022", 0},

    {"<a></b>", "XML023", 3},
    {"<a><b></a></b>", "XML023", 6},
    {"<a></ab>", "XML023", 3},
    {"<ab></a>", "XML023", 4},

    {"</a>", "XML024", 0},
    {"<a/></a>", "XML024", 4},

    {"< a/>", "XML025", 1},
    {"<1/>", "XML025", 1},
    {"<a>1 < 2</a>", "XML025", 6},
    {"<a -b='1'/>", "XML025", 3},
    {"<a></ a>", "XML025", 5},
    {"<\xC3\x97/>", "XML025", 1},

    {"<a!/>", "XML026", 2},
    {"<a / >", "XML026", 4},
    {"<a b='1'\"/>", "XML026", 8},
    {"<a></a b>", "XML026", 7},
    {"<a<b/></a>", "XML026", 2},

    {"<a b/>", "XML027", 4},
    {"<a b c='1'/>", "XML027", 5},
    {"<a b*='1'/>", "XML027", 4},

    {"<a b=c/>", "XML028", 5},
    {"<a b= />", "XML028", 6},

    {"<a b='1'c='2'/>", "XML029", 8},

    {"<a b='<'/>", "XML030", 6},
    {"<a b='c><d e='f'/></a>", "XML030", 8},

    {"<a b='1' b='1'/>", "XML031", 9},
    {"<a xmlns:p='u' xmlns:p='u'/>", "XML031", 15},
    {"<a xmlns='u' xmlns='u'/>", "XML031", 13},
    {"<a c='' d='' b='' e='' b=''/>", "XML031", 23},

    {"<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", "XML032", 35},
    {"<a xmlns:p='u' xmlns:q='&#117;' p:b='1' q:b='2'/>", "XML032", 40},
    {"<a xmlns:p='u v' xmlns:q='u\r\nv' p:b='1' q:b='2'/>", "XML032", 40},

    {"<a>&nbsp;</a>", "XML033", 3},
    {"<a b='&b;'/>", "XML033", 6},

    {"<a>& </a>", "XML034", 3},
    {"<a>a&b</a>", "XML034", 4},
    {"<a>&amp </a>", "XML034", 3},
    {"<a b='?c=d&e=f'/>", "XML034", 10},
    {"<a>&</a>", "XML034", 3},
    {"<a>&#65</a>", "XML034", 3},

    {"<a>&#0;</a>", "XML035", 3},
    {"<a>&#x;</a>", "XML035", 3},
    {"<a>&#;</a>", "XML035", 3},
    {"<a>&#X41;</a>", "XML035", 3},
    {"<a>&#xD800;</a>", "XML035", 3},
    {"<a>&#xFFFF;</a>", "XML035", 3},
    {"<a>&#x110000;</a>", "XML035", 3},
    {"<a>&#99999999999999999999;</a>", "XML035", 3},
    {"<a>&#4294967361;</a>", "XML035", 3},

    {"<a>]]></a>", "XML036", 3},
    {"<a><![CDATA[b]]>]]></a>", "XML036", 16},

    {"<!-- -- --><a/>", "XML037", 5},
    {"<a><!-- ---></a>", "XML037", 8},

    {"<?\?><a/>", "XML038", 2},
    {"<? p?><a/>", "XML038", 2},
    {"<?p:q?><a/>", "XML038", 3},
    {"<?p!?><a/>", "XML038", 3},
    {"<?XML version='1.0'?><a/>", "XML038", 0},
    {"<a/><?xml version='1.0'?>", "XML038", 4},

    {"<!a><a/>", "XML039", 0},
    {"<a><![cdata[b]]></a>", "XML039", 3},
    {"<a><!ELEMENT b></a>", "XML039", 3},

    {"<p:a/>", "XML040", 1},
    {"<a p:b=''/>", "XML040", 3},
    {"<a><b xmlns:p='u'/><p:c/></a>", "XML040", 20},
    {"<a><b xmlns:p='u'></b><p:c/></a>", "XML040", 23},

    {"<a xmlns:xmlns='u'/>", "XML041", 3},
    {"<a xmlns:xml='u'/>", "XML041", 14},
    {"<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "XML041", 12},
    {"<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "XML041", 10},
    {"<a xmlns='http://www.w3.org/2000/xmlns/'/>", "XML041", 10},
    {"<xmlns:a/>", "XML041", 1},

    {"<:a/>", "XML042", 1},
    {"<a:/>", "XML042", 3},
    {"<a :b=''/>", "XML042", 3},
    {"<a xmlns:=''/>", "XML042", 9},
    {"<a:1/>", "XML042", 3},
    {"<a:b:c/>", "XML042", 4},

    {"<a xmlns:p=''/>", "XML043", 12},

    {"<![CDATA[]]><a/>", "XML044", 0},
    {"<a/><![CDATA[]]>", "XML044", 4},
});

std::optional<ScanError> scanned(std::string_view text) {
  std::vector<ElementSpan> spans;
  return scan(text, spans);
}

void check_refused(const Refusal& refusal) {
  CAPTURE(refusal.text);
  const auto error = scanned(refusal.text);
  REQUIRE(error);
  CAPTURE(error->message);
  CHECK(std::string(error->code) == refusal.code);
  CHECK(error->offset == refusal.offset);
  CHECK_FALSE(error->message.empty());
  CHECK(error->message.find_first_of("\r\n") == std::string::npos);
  CHECK_FALSE(error->advice.empty());
}

std::string_view part(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return text.substr(begin, end - begin);
}

constexpr std::array inputs{"standalone.xml", "nasty.xml", "one-line.xml"};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string input(const char* name) {
  return read(std::string(IDSXML_SOURCE_DIR "/testdata/xml/") + name);
}

/// Where a node begins; the DOM knows only where its name or value does.
std::uint32_t begin_of(pugi::xml_node node) {
  const auto known = static_cast<std::uint32_t>(node.offset_debug());
  switch (node.type()) {
    case pugi::node_element:
      return known - 1;
    case pugi::node_comment:
      return known - 4;
    case pugi::node_cdata:
      return known - 9;
    case pugi::node_pi:
      return known - 2;
    default:
      return known;
  }
}

// With all white space kept, siblings join without a gap, so that each tells where the one before must end.
void check_element(std::string_view text, const std::vector<ElementSpan>& spans, std::size_t& next,
                   pugi::xml_node element) {
  REQUIRE(next < spans.size());
  const ElementSpan span = spans[next++];
  CAPTURE(part(text, span.begin, span.open_end));
  CHECK(span.begin == begin_of(element));
  CHECK(part(text, span.begin + 1, span.open_end).starts_with(element.name()));
  CHECK(span.open_end == (element.first_child() ? begin_of(element.first_child()) : span.close_begin));
  if (!span.is_empty_tag())
    CHECK(part(text, span.close_begin, span.end).starts_with("</" + std::string(element.name())));

  auto attribute = element.attributes_begin();
  for (const AttributeSpan& found : attributes_of(text, span)) {
    REQUIRE(attribute != element.attributes_end());
    CHECK(part(text, found.name_begin, found.name_end) == attribute->name());
    CHECK(part(text, found.value_begin, found.value_end) == attribute->value());
    ++attribute;
  }
  CHECK(attribute == element.attributes_end());

  for (const pugi::xml_node child : element) {
    if (child.type() != pugi::node_element) continue;
    const std::size_t its = next;
    check_element(text, spans, next, child);
    CHECK(spans[its].end == (child.next_sibling() ? begin_of(child.next_sibling()) : span.close_begin));
  }
}

void check_against_dom(std::string_view text, const std::vector<ElementSpan>& spans) {
  constexpr unsigned as_written = pugi::parse_cdata | pugi::parse_pi | pugi::parse_comments | pugi::parse_ws_pcdata;
  pugi::xml_document dom;
  REQUIRE(dom.load_buffer(text.data(), text.size(), as_written, pugi::encoding_utf8));
  std::size_t next = 0;
  check_element(text, spans, next, dom.document_element());
  CHECK(next == spans.size());
}

void mutate(std::string& text, std::mt19937& random) {
  constexpr std::array tokens{"<"sv,
                              ">"sv,
                              "/"sv,
                              "&"sv,
                              ";"sv,
                              R"(")"sv,
                              "'"sv,
                              "="sv,
                              ":"sv,
                              " "sv,
                              "\n"sv,
                              "\0"sv,
                              "\x01"sv,
                              "\x7F"sv,
                              "\x80"sv,
                              "\xC0"sv,
                              "\xE2"sv,
                              "\xF0"sv,
                              "é"sv,
                              "·"sv,
                              "\u037E"sv,
                              "\u2160"sv,
                              "\uFFFE"sv,
                              "\U00010000"sv,
                              "]]>"sv,
                              "--"sv,
                              "-->"sv,
                              "<!--"sv,
                              "?>"sv,
                              "<?"sv,
                              "<?xml"sv,
                              "<?p q?>"sv,
                              "<![CDATA["sv,
                              "<!DOCTYPE"sv,
                              "<!"sv,
                              "</"sv,
                              "/>"sv,
                              "</a>"sv,
                              "<a>"sv,
                              "<a/>"sv,
                              "<k:a/>"sv,
                              " a=''"sv,
                              " k:a=''"sv,
                              " xmlns=''"sv,
                              " xmlns:k=''"sv,
                              " xmlns:k='u'"sv,
                              " xmlns:xml='u'"sv,
                              " xmlns:a='http://www.w3.org/XML/1998/namespace'"sv,
                              "xmlns:"sv,
                              "xml"sv,
                              "k:"sv,
                              "a"sv,
                              "1"sv,
                              "-"sv,
                              "."sv,
                              "&lt;"sv,
                              "&#0;"sv,
                              "&#65;"sv,
                              "&#x"sv,
                              "&nbsp;"sv,
                              "<<<<<<< HEAD\n"sv,
                              "\n=======\n"sv,
                              "{% if %}"sv};
  const auto place = [&] { return random() % (text.size() + 1); };
  const std::size_t at = place();
  const std::size_t few = random() % 20;
  switch (random() % 6) {
    case 0:
      text.erase(at, few);
      break;
    case 1:
      text.insert(at, tokens.at(random() % tokens.size()));
      break;
    case 2:
      text.replace(at, few, tokens.at(random() % tokens.size()));
      break;
    case 3:
      text.insert(place(), text.substr(at, few));
      break;
    case 4:
      text.insert(at, 1, static_cast<char>(random()));
      break;
    default:
      text.replace(at, few, text.substr(place(), few));
      break;
  }
}

}  // namespace

TEST_CASE("every way of not being well-formed has its code and points at the culprit") {
  for (const Refusal& refusal : refusals) check_refused(refusal);
}

TEST_CASE("what is unusual but well-formed is accepted") {
  for (const std::string_view text : {
           "<a/>"sv,
           R"(<?xml version="1.0"?><a/>)"sv,
           "<?xml\tversion = '1.1'\r\nencoding= \"utf-8\" standalone ='no' ?>\n<!-- c --><?p?>\r\n<a/>\n<!-- d -->\n"sv,
           "<?xml-stylesheet href='a'?><a/>"sv,
           "<a ></a\n>"sv,
           "<a b = '\"' c=\">\"\n/>"sv,
           R"(<a>]] > ]]&gt; > ' " ]</a>)"sv,
           "<a><![CDATA[<&]]]]><![CDATA[>]]></a>"sv,
           "<a><!----><!-- - <a b=& --></a>"sv,
           "<a><?p ? > <& ?></a>"sv,
           "<a>&lt;&gt;&amp;&quot;&apos;&#9;&#x10FFFF;&#0000000000000000000065;</a>"sv,
           "<a>{% if b %}{{ c }}{% endif %}</a>"sv,
           "<a>\n=======\n</a>"sv,
           "<a>\x7F\xC2\x80</a>"sv,
           "<\xC3\xA9l\xC3\xA9ment \xF0\x90\x80\x80='\xF4\x8F\xBF\xBF'/>"sv,
           "<a xmlns='u' xmlns:p='v'><p:b p:c='' c='' xml:lang='de'/><b xmlns=''/></a>"sv,
           "<a xmlns:p='u'><b xmlns:p='v'><p:c/></b><p:c/></a>"sv,
           "<p:a p:b='' xmlns:p='u'/>"sv,
           "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>"sv,
           "<a xmlns:p='u' xmlns:q='v' p:b='' q:b=''/>"sv,
           "<xmlns/>"sv,
       }) {
    CAPTURE(text);
    const auto error = scanned(text);
    CHECK_MESSAGE(!error, (error ? error->message : ""));
  }
}

TEST_CASE("elements may be nested as deep as the limit, and no deeper") {
  const auto nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  CHECK_FALSE(scanned(nested(max_depth)));
  for (const std::size_t depth : {max_depth + 1, std::size_t{100'000}}) {
    const std::string text = nested(depth);
    check_refused({text, "XML011", max_depth * 3});
  }
}

TEST_CASE("spans say where each element begins and ends, in document order") {
  constexpr std::string_view text = "<?xml version='1.0'?>\n<a><b c='>'/><d></d\n><e><f>g</f></e></a>\n";
  std::vector<ElementSpan> spans;
  REQUIRE_FALSE(scan(text, spans));
  REQUIRE(spans.size() == 5);
  CHECK(part(text, spans[0].begin, spans[0].open_end) == "<a>");
  CHECK(part(text, spans[0].close_begin, spans[0].end) == "</a>");
  CHECK(part(text, spans[1].begin, spans[1].end) == "<b c='>'/>");
  CHECK(spans[1].is_empty_tag());
  CHECK(spans[1].open_end == spans[1].end);
  CHECK(part(text, spans[2].begin, spans[2].end) == "<d></d\n>");
  CHECK(spans[2].open_end == spans[2].close_begin);
  CHECK_FALSE(spans[2].is_empty_tag());
  CHECK(part(text, spans[4].open_end, spans[4].close_begin) == "g");
}

TEST_CASE("attributes are found however they are written") {
  constexpr std::string_view text = "<a><p:b xmlns:p='u'\n c = \"/>'=\"\tp:d=''/></a>";
  std::vector<ElementSpan> spans;
  REQUIRE_FALSE(scan(text, spans));
  CHECK(attributes_of(text, spans[0]).empty());
  const auto attributes = attributes_of(text, spans[1]);
  REQUIRE(attributes.size() == 3);
  CHECK(part(text, attributes[0].name_begin, attributes[0].name_end) == "xmlns:p");
  CHECK(part(text, attributes[0].value_begin, attributes[0].value_end) == "u");
  CHECK(part(text, attributes[1].name_begin, attributes[1].name_end) == "c");
  CHECK(part(text, attributes[1].value_begin, attributes[1].value_end) == "/>'=");
  CHECK(part(text, attributes[2].name_begin, attributes[2].name_end) == "p:d");
  CHECK(part(text, attributes[2].value_begin, attributes[2].value_end).empty());
}

TEST_CASE("spans and attributes are where the DOM has them") {
  for (const char* name : inputs) {
    CAPTURE(name);
    const std::string text = input(name);
    std::vector<ElementSpan> spans;
    REQUIRE_FALSE(scan(text, spans));
    check_against_dom(text, spans);
  }
}

TEST_CASE("no part of a file cut off anywhere is taken for the whole") {
  for (const char* name : inputs) {
    CAPTURE(name);
    const std::string text = input(name);
    std::vector<ElementSpan> spans;
    REQUIRE_FALSE(scan(text, spans));
    const std::size_t root_end = spans.front().end;
    for (std::size_t size = 0; size < root_end; ++size) {
      CAPTURE(size);
      const std::vector<char> cut(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));  // of that very size
      const auto error = scanned({cut.data(), cut.size()});
      REQUIRE(error);
      CHECK(error->offset <= size);
    }
  }
}

TEST_CASE("where a file is cut off, the message names what is open and its line") {
  CHECK(scanned("<server>\r\n<profile>\n<!-- -->")->message ==
        "the file ends before <profile>, which was opened in line 2, is closed");
  CHECK(scanned("<server>\r\r<!-- </server>")->message == "the file ends inside the comment that begins in line 3");
  CHECK(scanned("<server>\n\n<profile name=")->message == "the file ends inside the start tag that begins in line 3");
}

TEST_CASE("messages name the thing that is wrong") {
  const std::vector<std::pair<std::string_view, std::string_view>> messages{
      {"<a>\n<b>\n</a>", "<b>, opened in line 2, is not closed before </a>"},
      {"<a>\n<flush-strategy></flush-stategy>",
       "</flush-stategy> closes no element; <flush-strategy>, opened in line 2, is still open"},
      {"<a>&nbsp;</a>", "the entity &nbsp; is not defined"},
      {"<a b='1' c='' b=''/>", "<a> has the attribute b twice"},
      {"<a><k:b/></a>", "the prefix k of k:b is not declared"},
      {"<a>\x01</a>", "U+0001 is not allowed in XML"},
      {"<a b='&#x1;'/>", "&#x1; stands for no character that is allowed"},
      {"<a/>text", "there is text after the root element: 't'"},
      {"<a b=1/>", "the value of the attribute b of <a> is not in quotes"},
      {"\n\n<?xml version='1.0'?><a/>", "the XML declaration stands in line 3, not at the very beginning of the file"},
      {"<a>\n<<<<<<< HEAD\n</a>", "unresolved git merge conflict"},
  };
  for (const auto& [text, message] : messages) {
    const auto error = scanned(text);
    REQUIRE(error);
    CHECK(error->message == message);
  }
}

TEST_CASE("a name that would fill the screen is shortened in messages, between characters") {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "é";
  const auto error = scanned("<" + name + ">");
  REQUIRE(error);
  CHECK(error->message.size() < 200);
  for (std::size_t at = 0; at < error->message.size();) {
    const CodePoint c = code_point(error->message, at);
    REQUIRE(c.size > 0);
    at += c.size;
  }
}

TEST_CASE("a template that is not well-formed is called one") {
  CHECK(scanned("<a>{% if b %}<c>{% else %}<d>{% endif %}</c></a>")->advice.find("template") != std::string::npos);
  CHECK(scanned("<a><c><d></c></a>")->advice.find("template") == std::string::npos);
}

TEST_CASE("very many attributes and declarations are told apart like a few") {
  constexpr int many = 100'000;
  std::string attributes;
  for (int i = 0; i < many; ++i) attributes += " a" + std::to_string(i) + "=''";
  CHECK_FALSE(scanned("<a" + attributes + "/>"));
  const std::string twice = "<a" + attributes + " a77=''/>";
  check_refused({twice, "XML031", twice.size() - std::string_view("a77=''/>").size()});

  std::string declarations;
  for (int i = 0; i < many / 4; ++i)
    declarations += " xmlns:p" + std::to_string(i) + "='" + std::to_string(i % 1000) + "'";
  CHECK_FALSE(scanned("<a" + declarations + " p1:b='' p2:b=''><p999:a/></a>"));
  const std::string same = "<a" + declarations + " p1:b='' p1001:b=''/>";
  check_refused({same, "XML032", same.size() - std::string_view("p1001:b=''/>").size()});
}

TEST_CASE("expat gives the same verdict on every mutation") {
  std::mt19937 random(13);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same mutations every time
  for (const char* name : inputs) {
    const std::string text = input(name);
    for (int i = 0; i < 2000; ++i) {
      std::string mutated = text;
      for (auto changes = 1 + random() % 3; changes > 0; --changes) mutate(mutated, random);
      const auto difference = disagreement(mutated);
      CHECK_MESSAGE(!difference, difference.value_or("") << " in\n" << mutated);
    }
  }
}

TEST_CASE("every code is explained in the documentation, and no other") {
  const std::string page = read(IDSXML_SOURCE_DIR "/docs/errors.md");
  std::set<std::string> documented;
  for (std::size_t at = page.find("\n| XML"); at != std::string::npos; at = page.find("\n| XML", at + 1))
    documented.insert(page.substr(at + 3, 6));
  std::set<std::string> tested{"XML002", "XML004", "XML011"};  // the first two are the document's
  for (const Refusal& refusal : refusals) tested.insert(refusal.code);
  CHECK(tested == documented);
}

}  // namespace idsxml::xml
