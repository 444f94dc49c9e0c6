// The promises of the editable tree: what is edited, and that nothing else is.

#include "xml/tree.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "xml/encoding.hpp"

using idsxml::Result;
using idsxml::xml::Document;
using idsxml::xml::Edit;
using idsxml::xml::Tree;

namespace {

pugi::xml_node find(pugi::xml_node node, const char* local_name) {
  return node.find_node(
      [&](pugi::xml_node n) { return n.type() == pugi::node_element && idsxml::xml::local_name(n) == local_name; });
}

pugi::xml_node find(const Tree& tree, const char* local_name) {
  return idsxml::xml::local_name(tree.root()) == local_name ? tree.root() : find(tree.root(), local_name);
}

/// The bytes after `change` on the tree, checked to be well-formed and to mean what the tree means.
template <class Change>
std::string changed(const std::string& bytes, const Change& change) {
  const Result<Document> document = Document::parse(bytes);
  REQUIRE(document);
  Tree tree(*document);
  change(tree);
  const std::vector<Edit> edits = tree.edits();
  std::size_t end = 0;
  for (const Edit& edit : edits) {
    CHECK(edit.begin >= end);
    CHECK(edit.end >= edit.begin);
    end = edit.end;
  }
  std::string result = document->apply(edits);
  const Result<Document> again = Document::parse(result);
  REQUIRE_MESSAGE(again, result);
  CHECK_MESSAGE(Tree(*again).equals(tree), result);
  return result;
}

std::string removed(const std::string& bytes, const char* name) {
  return changed(bytes, [&](Tree& tree) { tree.remove(find(tree, name), 0); });
}

/// `<new a="1"><inner/></new>` as the last child of `parent`.
std::string inserted(const std::string& bytes, const char* parent) {
  return changed(bytes, [&](Tree& tree) {
    const pugi::xml_node added = tree.insert(find(tree, parent), {}, "new", 0);
    tree.set_attribute(added, "a", "1", 0);
    tree.insert(added, {}, "inner", 0);
  });
}

std::string with_attribute(const std::string& bytes, const char* element, std::string_view value) {
  return changed(bytes, [&](Tree& tree) { tree.set_attribute(find(tree, element), "a", value, 0); });
}

const std::array odd_documents{"<a/>",
                               "<a></a>",
                               "<a >\t</a >",
                               "<?xml version='1.0'?>\r\n<a>\r\n\t<b x = '1'/>\r\n</a>\r\n",
                               "<a>\r<b/>\r</a>",
                               "\xEF\xBB\xBF<a>\n  <b/>\r\n  <c/>\r</a>",
                               "<a><!-- <b/> --><?pi x?><b><![CDATA[<c/>]]></b>&#65;&amp;</a>\n\n<!-- end -->",
                               "<s:a xmlns:s='u'><s:b xmlns='v'><c/></s:b></s:a>",
                               "<a b=\"&#10;\tx&apos;\" c='\"'/>"};

}  // namespace

TEST_CASE("without a change there is no edit and the bytes are the same") {
  for (const std::string bytes : odd_documents) {
    const Result<Document> document = Document::parse(bytes);
    REQUIRE(document);
    const Tree tree(*document);
    CHECK(tree.edits().empty());
    CHECK(document->apply(tree.edits()) == bytes);
  }
}

TEST_CASE("a removed element takes its own line and indentation and nothing of its neighbours") {
  CHECK(removed("<a>\n  <b/>\n  <c/>\n</a>\n", "b") == "<a>\n  <c/>\n</a>\n");
  CHECK(removed("<a>\r\n\t<b>\r\n\t\t<x/>\r\n\t</b>  \r\n\t<c/>\r\n</a>", "b") == "<a>\r\n\t<c/>\r\n</a>");
  CHECK(removed("<a>\r  <b/>\r  <c/>\r</a>", "b") == "<a>\r  <c/>\r</a>");
  CHECK(removed("<a><b/><c/></a>", "b") == "<a><c/></a>");
  CHECK(removed("<a>\n  <b/> <!-- of c -->\n  <c/>\n</a>", "b") == "<a>\n   <!-- of c -->\n  <c/>\n</a>");
  CHECK(removed("<a>\n  <!-- kept --><b/>\n  <c/>\n</a>", "b") == "<a>\n  <!-- kept -->\n  <c/>\n</a>");
  CHECK(removed("<a>\n  <!-- <b/> -->\n  <b/>\n</a>", "b") == "<a>\n  <!-- <b/> -->\n</a>");
  CHECK(removed("<a>\n\n  <b/>\n\n  <c/>\n</a>", "b") == "<a>\n\n\n  <c/>\n</a>");
}

TEST_CASE("an inserted element takes the indentation, quotes and line ends of its surroundings") {
  CHECK(inserted("<a>\n  <b/>\n</a>", "a") == "<a>\n  <b/>\n  <new a=\"1\">\n    <inner/>\n  </new>\n</a>");
  CHECK(inserted("<a>\r\n\t<b x='1'/>\r\n</a>", "a") ==
        "<a>\r\n\t<b x='1'/>\r\n\t<new a='1'>\r\n\t\t<inner/>\r\n\t</new>\r\n</a>");
  CHECK(inserted("<a>\r   <b/>\r</a>", "a") == "<a>\r   <b/>\r   <new a=\"1\">\r      <inner/>\r   </new>\r</a>");
  CHECK(inserted("<a><b/></a>", "a") == "<a><b/><new a=\"1\"><inner/></new></a>");
  CHECK(inserted("<a><b /></a>", "a") == "<a><b /><new a=\"1\"><inner /></new></a>");
  CHECK(inserted("<a/>", "a") == "<a><new a=\"1\"><inner/></new></a>");
  CHECK(inserted("<a>\n  <b/>\n</a>", "b") ==
        "<a>\n  <b>\n    <new a=\"1\">\n      <inner/>\n    </new>\n  </b>\n</a>");
  CHECK(inserted("<a>\n  <b x='2' />\n</a>", "b") ==
        "<a>\n  <b x='2'>\n    <new a='1'>\n      <inner/>\n    </new>\n  </b>\n</a>");
  CHECK(inserted("<a>\n  <b></b>\n</a>", "b") ==
        "<a>\n  <b>\n    <new a=\"1\">\n      <inner/>\n    </new>\n  </b>\n</a>");
  CHECK(inserted("<a>\n  <b>\n  </b>\n</a>", "b") ==
        "<a>\n  <b>\n    <new a=\"1\">\n      <inner/>\n    </new>\n  </b>\n</a>");
}

TEST_CASE("behind the last child comes before the comment that follows it") {
  CHECK(inserted("<a>\n  <b/>\n  <!-- end -->\n</a>", "a") ==
        "<a>\n  <b/>\n  <new a=\"1\">\n    <inner/>\n  </new>\n  <!-- end -->\n</a>");
}

TEST_CASE("an element joins the prefix of its parent") {
  CHECK(inserted("<s:a xmlns:s='u'><s:b/></s:a>", "a") ==
        "<s:a xmlns:s='u'><s:b/><s:new a='1'><s:inner/></s:new></s:a>");
}

TEST_CASE("a changed attribute keeps its quotes and everything around it") {
  CHECK(with_attribute("<x  a = '1'   b='2' />", "x", "n<&'\">\n") == "<x  a = 'n&lt;&amp;&apos;\">&#10;'   b='2' />");
  CHECK(with_attribute("<x a=\"1\"/>", "x", "say \"it\"") == "<x a=\"say &quot;it&quot;\"/>");
  CHECK(with_attribute("<x a=\"&#49;\"/>", "x", "1") == "<x a=\"1\"/>");
}

TEST_CASE("a new attribute stands behind the last, laid out like it") {
  CHECK(with_attribute("<x b='2' />", "x", "1") == "<x b='2' a='1' />");
  CHECK(with_attribute("<x/>", "x", "1") == "<x a=\"1\"/>");
  CHECK(with_attribute("<x b='2'\n   c='3'/>", "x", "1") == "<x b='2'\n   c='3'\n   a='1'/>");
  CHECK(with_attribute("<p:x xmlns:p='u'><y/></p:x>", "x", "1") == "<p:x xmlns:p='u' a='1'><y/></p:x>");
}

TEST_CASE("a removed attribute takes the white space before it") {
  const auto drop = [](Tree& tree) { tree.remove_attribute(tree.root(), "a", 0); };
  CHECK(changed("<x a='1' b='2'/>", drop) == "<x b='2'/>");
  CHECK(changed("<x b='2'\n  a = '1'>t</x>", drop) == "<x b='2'>t</x>");
}

TEST_CASE("a text is replaced between the white space around it, and never where a comment or CDATA is part of it") {
  const auto say = [](Tree& tree) { tree.set_text(tree.root(), "a<b", 0); };
  CHECK(changed("<x>\n  old\n</x>", say) == "<x>\n  a&lt;b\n</x>");
  CHECK(changed("<x></x>", say) == "<x>a&lt;b</x>");
  for (const std::string bytes : {"<x>a<!-- c -->b</x>", "<x><![CDATA[a]]></x>", "<x/>"}) {
    const Result<Document> document = Document::parse(bytes);
    const Tree tree(*document);
    CHECK_FALSE(tree.can_set_text(tree.root()));
  }
}

TEST_CASE("what a later change undoes leaves no edit") {
  CHECK(changed("<a><b/></a>", [](Tree& tree) { tree.remove(tree.insert(tree.root(), {}, "new", 0), 1); }) ==
        "<a><b/></a>");
  CHECK(changed("<a x='1'/>", [](Tree& tree) {
          tree.remove_attribute(tree.root(), "x", 0);
          tree.set_attribute(tree.root(), "x", "1", 1);
        }) == "<a x='1'/>");
  CHECK(changed("<a>\n<b><c/></b>\n</a>", [](Tree& tree) {
          tree.remove(find(tree, "c"), 0);
          tree.remove(find(tree, "b"), 1);
        }) == "<a>\n</a>");
}

TEST_CASE("a removed element and an inserted one at the same place do not overlap") {
  CHECK(changed("<a>\n  <b/>\n</a>", [](Tree& tree) {
          tree.remove(find(tree, "b"), 0);
          tree.insert(tree.root(), {}, "new", 1);
        }) == "<a>\n  <new/>\n</a>");
  CHECK(changed("<a><b/></a>", [](Tree& tree) {
          tree.remove(find(tree, "b"), 0);
          tree.insert(tree.root(), {}, "new", 1);
        }) == "<a><new/></a>");
}

TEST_CASE("every encoding is edited in itself, and what it cannot hold becomes a character reference") {
  const std::string utf8 = "<a>\n  <b x=\"\xC3\xA9\"/>\n</a>";
  const auto set = [](Tree& tree) { tree.set_attribute(find(tree, "b"), "y", "\xC3\xA9\xE2\x82\xAC", 0); };
  CHECK(changed("\xEF\xBB\xBF" + utf8, set) ==
        "\xEF\xBB\xBF<a>\n  <b x=\"\xC3\xA9\" y=\"\xC3\xA9\xE2\x82\xAC\"/>\n</a>");
  CHECK(changed("<?xml version='1.0' encoding='ISO-8859-1'?><a>\n  <b x=\"\xE9\"/>\n</a>", set) ==
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>\n  <b x=\"\xE9\" y=\"\xE9&#8364;\"/>\n</a>");
  CHECK(changed("<?xml version='1.0' encoding='US-ASCII'?><a>\n  <b x=\"1\"/>\n</a>", set) ==
        "<?xml version='1.0' encoding='US-ASCII'?><a>\n  <b x=\"1\" y=\"&#233;&#8364;\"/>\n</a>");
  using idsxml::xml::Encoding;
  for (const Encoding encoding : {Encoding::utf16le, Encoding::utf16be}) {
    const std::string bom = encoding == Encoding::utf16le ? "\xFF\xFE" : "\xFE\xFF";
    const std::string after = "<a>\n  <b x=\"\xC3\xA9\" y=\"\xC3\xA9\xE2\x82\xAC\"/>\n</a>";
    CHECK(changed(bom + idsxml::xml::encode(utf8, encoding), set) == bom + idsxml::xml::encode(after, encoding));
  }
}
