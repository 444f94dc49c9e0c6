#pragma once

#include <pugixml.hpp>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/tables.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

/// A document in the parts that are merged one by one. All views are of its text.
namespace idsxml::merging {

/// Something in an element, with the white space around it: its line, where it has one to itself.
struct Item {
  enum class Kind { element, comment, instruction, text };

  Kind kind = Kind::text;
  std::string_view whole;  ///< lead, body and trail
  std::string_view lead;
  std::string_view body;
  std::string_view trail;  ///< to the end of the line at most
  pugi::xml_node element = {};
  std::string_view type = {};  ///< of an element its local name, of an instruction its target
  std::string_view name = {};  ///< what tells it from others of its type, if anything
  bool is_resource = false;    ///< it has the name in its management address
  bool is_ordered = false;     ///< a server sees where among its siblings it stands
};

/// What is between two tags, or a whole document.
struct Content {
  std::string_view whole;
  std::string_view head;  ///< white space to the end of the start tag's line
  std::vector<Item> items;
  std::string_view tail;  ///< white space behind the last item
};

struct Attribute {
  std::string_view lead;  ///< white space
  std::string_view body;  ///< name="value"
  std::string_view name;
};

/// An element in parts: <name attributes space close content end_tag.
struct Element {
  std::string_view body;
  std::string_view start_tag;
  std::string_view name;  ///< qualified
  std::vector<Attribute> attributes;
  std::string_view space;
  std::string_view close;  ///< "/>" or ">"
  Content content;
  std::string_view end_tag;  ///< empty behind "/>"
};

/// One of the three. Borrows the tables.
class Side {
 public:
  Side(xml::Document document, const rules::Tables& tables);
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  std::string_view text() const { return document_.text(); }
  Content content() const;
  Element element(const Item& item) const;

 private:
  /// What the management model says of an element.
  struct Note {
    std::string_view name;
    bool is_resource = false;
    bool is_ordered = false;
  };

  Content content_of(pugi::xml_node parent, std::size_t begin, std::size_t end) const;
  Item item_of(pugi::xml_node element) const;

  xml::Document document_;
  xml::Tree tree_;
  std::unordered_map<std::size_t, Note> notes_;  ///< by their elements
};

}  // namespace idsxml::merging
