#pragma once

#include <iterator>
#include <pugixml.hpp>

namespace idsxml::xml {

/// The child elements of a node, in order. What pugixml has for it makes two iterators out of line, which costs more
/// than most loops over them.
class ChildElements {
 public:
  class Iterator {
   public:
    explicit Iterator(pugi::xml_node node) : node_(node) { skip(); }
    pugi::xml_node operator*() const { return node_; }
    Iterator& operator++() {
      node_ = node_.next_sibling();
      skip();
      return *this;
    }
    bool operator==(std::default_sentinel_t /*end*/) const { return !node_; }

   private:
    void skip() {
      for (auto type = node_.type(); type != pugi::node_element && type != pugi::node_null; type = node_.type())
        node_ = node_.next_sibling();
    }

    pugi::xml_node node_;
  };

  explicit ChildElements(pugi::xml_node parent) : parent_(parent) {}
  Iterator begin() const { return Iterator(parent_.first_child()); }
  static std::default_sentinel_t end() { return {}; }

 private:
  pugi::xml_node parent_;
};

inline ChildElements child_elements(pugi::xml_node parent) {
  return ChildElements(parent);
}

}  // namespace idsxml::xml
