#include "rules/walk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/load.hpp"
#include "testing.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

using namespace idsxml;
using rules::Walk;

namespace {

const char* const server = R"xml(<dialect xmlns="urn:idsxml:dialect:1.0" subsystem="server">
  <resource step="extension=*" at="extensions/extension[@module]"/>
  <resource step="interface=*" at="interfaces/interface[@name]">
    <attribute name="any-address" at="any-address"/>
    <attribute name="inet-address" at="inet-address/@value"/>
  </resource>
</dialect>)xml";

const char* const shop = R"xml(<dialect xmlns="urn:idsxml:dialect:1.0" subsystem="shop">
  <group name="shelf">
    <attribute name="goods" at="goods/good/@name" list="elements"/>
    <attribute name="colours" list="words"/>
    <attribute name="marks" at="marks/mark[@of]/@value"/>
    <attribute name="height" default="2" since="2.0"/>
  </group>
  <attribute name="owner" at="people/owner/text()"/>
  <resource step="shelf=*" at="shelves/shelf[@name]"><use group="shelf"/></resource>
  <resource step="box=*" at="box[@name]" until="1.0"/>
  <resource step="box=*" at="box[@id]" since="2.0"><resource step="lid=lid" at="lid"/></resource>
  <resource step="key=*" at="key[@name]"/>
  <resource step="key=*" at="key[@code]"/>
  <resource step="stand=stand" at="stand"/>
  <resource step="lamp=*" at="stand/lamp[@name]"/>
  <resource step="red=*" at="colour/red[../@name]"/>
  <resource step="full=*" at="cup[@name]" has="tea"><attribute name="tea" at="tea/@kind"/></resource>
  <resource step="empty=*" at="cup[@name]"/>
  <resource step="door=door" at="door"><attribute name="width"/></resource>
  <attribute name="door-colour" at="door/@colour"/>
  <attribute name="locks" at="door/locks/lock/@of" list="elements"/>
  <attribute name="house-number" at="door/sign/@number" until="1.0"/>
  <resource step="tin=*" at="tin[@name]" has="lid"/>
</dialect>)xml";

/// A configuration and what is found in it with the two dialects above.
struct Example {
  explicit Example(const std::string& subsystem)
      : document(*xml::Document::parse("<server xmlns=\"urn:jboss:domain:4.0\"><extensions><extension module=\"a\"/>"
                                       "</extensions><profile>" +
                                       subsystem + "</profile></server>")),
        tree(document) {
    REQUIRE(rules::load("server.xml", server, owned));
    REQUIRE(rules::load("shop.xml", shop, owned));
    tables = owned.view();
    walk = rules::walk(tree.root(), tables);
  }

  std::vector<std::string> addresses() const {
    std::vector<std::string> all;
    for (std::uint32_t i = 0; i < walk.resources.size(); ++i) all.push_back(address_of(tables, walk, i));
    return all;
  }

  const rules::Resource& at(const std::string& address) const {
    const std::vector<std::string> all = addresses();
    const auto found = std::find(all.begin(), all.end(), address);
    REQUIRE(found != all.end());
    return walk.resources[static_cast<std::size_t>(found - all.begin())].resource;
  }

  std::vector<rules::Written> written(const std::string& address, std::string_view attribute) const {
    std::vector<rules::Written> values;
    rules::append_written(tables, at(address), attribute, values);
    return values;
  }

  rules::Contents contents(const std::string& address) const {
    const std::vector<std::string> all = addresses();
    const auto found = std::find(all.begin(), all.end(), address);
    REQUIRE(found != all.end());
    rules::Contents contents;
    rules::read_contents(tables, walk, static_cast<std::uint32_t>(found - all.begin()), contents);
    return contents;
  }

  /// What the contents of a resource say: attribute=value, in their order.
  std::vector<std::string> told(const std::string& address) const {
    std::vector<std::string> all;
    for (const auto& [form, value] : contents(address).values)
      all.push_back(std::string(tables.text(form->name)) + "=" +
                    (value.key.empty() ? "" : std::string(value.key) + ":") + std::string(value.value));
    return all;
  }

  /// And what they do not: element@attribute.
  std::vector<std::string> untold(const std::string& address) const {
    std::vector<std::string> all;
    for (const rules::Untold& each : contents(address).untold)
      all.push_back(each.element.name() + ("@" + std::string(each.attribute)));
    return all;
  }

  std::vector<std::string> values(const std::string& address, const std::string& attribute) const {
    std::vector<std::string> all;
    for (const rules::Written& value : written(address, attribute))
      all.push_back((value.key.empty() ? "" : std::string(value.key) + ":") + std::string(value.value));
    return all;
  }

  xml::Document document;
  xml::Tree tree;
  rules::OwnedTables owned;
  rules::Tables tables;
  Walk walk;
};

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("every resource that dialects tell of is found, under its address") {
  const Example example(
      "<s:subsystem xmlns:s=\"urn:x:shop:1.0\"><s:shelves><s:shelf name=\"one\"/></s:shelves><s:box name=\"b\"/>"
      "</s:subsystem>");
  CHECK(example.addresses() ==
        Strings{"", "/extension=a", "/subsystem=shop", "/subsystem=shop/shelf=one", "/subsystem=shop/box=b"});
  CHECK(example.walk.unknown.empty());
}

TEST_CASE("a resource is told by the form of its namespace's version") {
  CHECK(Example("<subsystem xmlns=\"urn:x:shop:1.0\"><box name=\"b\" id=\"c\"><lid/></box></subsystem>")
            .addresses()
            .back() == "/subsystem=shop/box=b");
  CHECK(Example("<subsystem xmlns=\"urn:x:shop:2.0\"><box name=\"b\" id=\"c\"><lid/></box></subsystem>")
            .addresses()
            .back() == "/subsystem=shop/box=c/lid=lid");
}

TEST_CASE("an element is of the first form whose key it has, and has no name without any") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><key name=\"n\" code=\"c\"/><key code=\"c\"/><key/></subsystem>");
  CHECK(example.addresses() == Strings{"", "/extension=a", "/subsystem=shop", "/subsystem=shop/key=n",
                                       "/subsystem=shop/key=c", "/subsystem=shop/key="});
}

TEST_CASE("what stands inside of a resource's element may belong to its parent, and its name may stand on the way") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><stand><lamp name=\"l\"/></stand><colour name=\"c\"><red/></colour>"
      "</subsystem>");
  CHECK(example.addresses() == Strings{"", "/extension=a", "/subsystem=shop", "/subsystem=shop/stand=stand",
                                       "/subsystem=shop/lamp=l", "/subsystem=shop/red=c"});
  CHECK(example.walk.unknown.empty());
}

TEST_CASE("elements of one name are told apart by what they have") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><cup name=\"a\"/><cup name=\"b\"><tea kind=\"green\"/></cup></subsystem>");
  CHECK(example.addresses() ==
        Strings{"", "/extension=a", "/subsystem=shop", "/subsystem=shop/empty=a", "/subsystem=shop/full=b"});
  CHECK(example.values("/subsystem=shop/full=b", "tea") == Strings{"green"});
}

TEST_CASE("an element that no dialect tells of is unknown, once") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><shelves><what><shelf name=\"no\"/></what></shelves></subsystem>"
      "<subsystem xmlns=\"urn:x:theirs:1.0\"><shelves/></subsystem>");
  REQUIRE(example.walk.unknown.size() == 2);
  CHECK(std::string(example.walk.unknown[0].name()) == "what");
  CHECK(std::string(example.walk.unknown[1].name()) == "subsystem");
  CHECK(example.addresses().back() == "/subsystem=shop");
}

TEST_CASE("lists, words, maps, texts and flags are values of their own") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><people><owner> Ann </owner></people><shelves>"
      "<shelf name=\"one\" colours=\" red,${a:light blue}  green\"><goods><good name=\"a b\"/><good "
      "name=\"c\"/></goods>"
      "<goods><good name=\"d\"/></goods><marks><mark of=\"x\" value=\"1\"/><mark of=\"y\" value=\"2\"/></marks></shelf>"
      "</shelves></subsystem>");
  const std::string shelf = "/subsystem=shop/shelf=one";
  CHECK(example.values(shelf, "goods") == Strings{"a b", "c", "d"});
  CHECK(example.values(shelf, "colours") == Strings{"red", "${a:light blue}", "green"});
  CHECK(example.values(shelf, "marks") == Strings{"x:1", "y:2"});
  CHECK(example.values(shelf, "height").empty());
  CHECK(example.values("/subsystem=shop", "owner") == Strings{"Ann"});
  CHECK(example.walk.unknown.empty());
}

TEST_CASE("a value says where it is written") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><shelves><shelf name=\"one\"><goods><good name=\"a\"/>"
      "</goods></shelf></shelves></subsystem>");
  const auto values = example.written("/subsystem=shop/shelf=one", "goods");
  REQUIRE(values.size() == 1);
  CHECK(std::string(values[0].element.name()) == "good");
  CHECK(values[0].attribute == "name");
}

TEST_CASE("the contents of a resource are all that is written for its attributes, in the order of their forms") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:2.0\"><shelves><shelf height=\"3\" colours=\"red green\" name=\"one\">"
      "<marks><mark value=\"1\" of=\"x\"/></marks><goods><good name=\"a\"/></goods><goods><good name=\"b\"/></goods>"
      "</shelf></shelves></subsystem>");
  CHECK(example.told("/subsystem=shop/shelf=one") ==
        Strings{"goods=a", "goods=b", "colours=red", "colours=green", "marks=x:1", "height=3"});
  CHECK(example.untold("/subsystem=shop/shelf=one").empty());
  CHECK(example.told("/subsystem=shop").empty());
  CHECK(example.untold("/subsystem=shop").empty());
}

TEST_CASE("the contents say the same as each form alone") {
  for (const char* const release : {"2.5.5.Final", "9.0.3", "12.0.4"}) {
    const auto document =
        xml::Document::parse(testing::read(testing::testdata() / "servers" / release / "standalone-ha" / "input.xml"));
    REQUIRE(document);
    const xml::Tree tree(*document);
    const rules::Tables& tables = rules::builtin_tables();
    const Walk walk = rules::walk(tree.root(), tables);
    rules::Contents contents;
    for (std::uint32_t i = 0; i < walk.resources.size(); ++i) {
      const rules::Resource& resource = walk.resources[i].resource;
      rules::read_contents(tables, walk, i, contents);
      CHECK(contents.untold.empty());
      auto next = contents.values.begin();
      for (const rules::AttributeForm& form : rules::at(tables.attribute_forms, resource.form->attributes)) {
        if (!rules::is_in(resource.version, form.since, form.until)) continue;
        for (const rules::Written& value : rules::written(tables, resource, form)) {
          REQUIRE(next != contents.values.end());
          CHECK(next->form == &form);
          CHECK(next->written.value == value.value);
          CHECK(next->written.key == value.key);
          CHECK(next->written.element == value.element);
          CHECK(next->written.attribute == value.attribute);
          ++next;
        }
      }
      CHECK(next == contents.values.end());
    }
  }
}

TEST_CASE("attributes and texts that no form tells of are noticed, wherever they stand in a resource") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\" what=\"1\" xmlns:xsi=\"i\" xsi:schemaLocation=\"s\"><people of=\"us\">"
      "<owner>Ann</owner></people><shelves><shelf name=\"one\" height=\"3\" x:name=\"two\" xmlns:x=\"x\">wood"
      "<goods><good name=\"a\" price=\"2\"/></goods></shelf></shelves></subsystem>");
  CHECK(example.untold("/subsystem=shop") == Strings{"subsystem@what", "people@of"});
  CHECK(example.untold("/subsystem=shop/shelf=one") == Strings{"shelf@height", "shelf@x:name", "good@price", "shelf@"});
}

TEST_CASE("a second element where one is told of is not taken for a value, and not forgotten") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><people><owner>Ann</owner><owner>Bob</owner></people>"
      "<people><owner>Cid</owner></people></subsystem>");
  CHECK(example.told("/subsystem=shop") == Strings{"owner=Ann"});
  CHECK(example.untold("/subsystem=shop") == Strings{"owner@", "owner@"});
}

TEST_CASE("the element of a resource that holds something of its parent belongs to both") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:2.0\"><door width=\"2\" colour=\"red\" age=\"9\"><locks by=\"us\"><lock "
      "of=\"a\"/></locks><sign number=\"7\"/></door><colour name=\"c\" of=\"d\"><red deep=\"yes\"/></colour>"
      "</subsystem>");
  CHECK(example.told("/subsystem=shop") == Strings{"door-colour=red", "locks=a"});
  CHECK(example.untold("/subsystem=shop") == Strings{"locks@by", "colour@of"});
  CHECK(example.told("/subsystem=shop/door=door") == Strings{"width=2"});
  CHECK(example.untold("/subsystem=shop/door=door") == Strings{"door@age"});
  CHECK(example.untold("/subsystem=shop/red=c") == Strings{"red@deep"});
  REQUIRE(example.walk.unknown.size() == 1);
  CHECK(std::string(example.walk.unknown[0].name()) == "sign");
}

TEST_CASE("of an element that only tells what kind its parent is, all that it holds is untold") {
  const Example example(
      "<subsystem xmlns=\"urn:x:shop:1.0\"><tin name=\"t\"><lid "
      "of=\"zinc\"><knob>round</knob></lid></tin></subsystem>");
  CHECK(example.untold("/subsystem=shop/tin=t") == Strings{"lid@of", "knob@"});
}

TEST_CASE("forms of one pattern share it, and it says which versions are described") {
  const Example example("");
  const auto box = rules::find_pattern(example.tables, "subsystem=shop/box=*");
  const auto lid = rules::find_pattern(example.tables, "subsystem=shop/box=*/lid=lid");
  const auto shelf = rules::find_pattern(example.tables, "subsystem=shop/shelf=*");
  REQUIRE(box);
  REQUIRE(lid);
  REQUIRE(shelf);
  CHECK(rules::to_string(example.tables, *lid) == "subsystem=shop/box=*/lid=lid");
  CHECK_FALSE(rules::find_pattern(example.tables, "subsystem=shop/cup=*"));
  CHECK(rules::is_described(example.tables, *box, {1, 0}));
  CHECK_FALSE(rules::is_described(example.tables, *lid, {1, 0}));
  CHECK(rules::is_described(example.tables, *lid, {2, 0}));
  CHECK_FALSE(rules::is_described(example.tables, *shelf, {1, 0}, "height"));
  CHECK(rules::is_described(example.tables, *shelf, {2, 0}, "height"));
  CHECK(rules::is_described(example.tables, *rules::find_pattern(example.tables, "interface=*"), {4, 0}));
}

TEST_CASE("a group that is not before its use is an error") {
  rules::OwnedTables tables;
  CHECK_FALSE(rules::load("d.xml",
                          "<dialect xmlns=\"urn:idsxml:dialect:1.0\" subsystem=\"d\"><group name=\"g\">"
                          "<use group=\"g\"/></group><use group=\"g\"/></dialect>",
                          tables));
}

TEST_CASE("the shipped configurations are walked") {
  for (const char* const release : {"2.5.5.Final", "9.0.3", "12.0.4"}) {
    const auto document =
        xml::Document::parse(testing::read(testing::testdata() / "servers" / release / "standalone-ha" / "input.xml"));
    REQUIRE(document);
    const xml::Tree tree(*document);
    CHECK(rules::walk(tree.root(), rules::builtin_tables()).resources.size() > 100);
  }
}
