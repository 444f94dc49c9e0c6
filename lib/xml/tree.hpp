#pragma once

#include <cstddef>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "xml/document.hpp"
#include "xml/edit.hpp"

namespace idsxml::xml {

/// The name without its prefix.
std::string_view local_name(std::string_view qualified_name);
std::string_view local_name(pugi::xml_node node);

/// Whether there is nothing but white space in it.
bool is_white_space(std::string_view text);

/// The text with one space for every run of white space, and none at its ends.
std::string with_single_spaces(std::string_view text);

/// The attribute of that qualified name.
pugi::xml_attribute attribute_of(pugi::xml_node element, std::string_view name);

/// The namespace that the element is in; empty where none.
std::string_view namespace_of(pugi::xml_node element);

/// The name of the attribute that declares the element's namespace: xmlns or xmlns:prefix.
std::string namespace_declaration_of(pugi::xml_node element);

/// The element's own text without the white space around it.
std::string_view text_of(pugi::xml_node element);

/// A document as a DOM that can be asked and changed. The DOM is never serialised: each element knows where it stands
/// in the document, and edits() says which bytes of the document a change comes down to. Borrows the document. Change
/// it by these members alone. Every change carries a cause, which its edits name.
class Tree {
 public:
  explicit Tree(const Document& document);

  const Document& document() const { return *document_; }
  pugi::xml_node root() const { return dom_.document_element(); }

  /// Where the element stands in the document, or nullptr for one that a change inserted.
  const ElementSpan* span(pugi::xml_node element) const;
  /// The same, and for an inserted element that of the nearest ancestor which the document has.
  const ElementSpan& place(pugi::xml_node element) const;
  bool is_inserted(pugi::xml_node element) const { return span(element) == nullptr; }

  /// Whether the element holds no comment, processing instruction or text, so that removing it loses nothing but its
  /// elements.
  bool is_bare(pugi::xml_node element) const;

  void remove(pugi::xml_node element, std::size_t cause);
  /// Inserts a copy of `fragment` behind `after`, a child of `parent`, or as the last child without one. Elements
  /// without a namespace declaration of their own join the parent's. Returns the inserted element.
  pugi::xml_node insert(pugi::xml_node parent, pugi::xml_node after, pugi::xml_node fragment, std::size_t cause);
  /// The same with an element made of its name alone.
  pugi::xml_node insert(pugi::xml_node parent, pugi::xml_node after, std::string_view name, std::size_t cause);
  void set_attribute(pugi::xml_node element, const char* name, std::string_view value, std::size_t cause);
  void remove_attribute(pugi::xml_node element, const char* name, std::size_t cause);
  /// Whether set_text() can replace the text without touching a comment, CDATA or child between its parts.
  bool can_set_text(pugi::xml_node element) const;
  void set_text(pugi::xml_node element, std::string_view value, std::size_t cause);

  /// How often it was changed: the same number, the same tree.
  std::size_t changes() const { return changes_; }

  /// What the changes come down to: in order, without overlap, and nothing where a change was undone by a later one.
  std::vector<Edit> edits() const;

  /// Whether an element is written like another, up to white space, comments, the order of attributes and namespaces.
  static bool is_like(pugi::xml_node element, pugi::xml_node other);

  /// Whether both have the same elements, attributes and texts. White space between elements does not count.
  bool equals(const Tree& other) const;

 private:
  struct AttributeChange {
    std::string name;
    std::size_t cause;
  };
  struct Removal {
    const ElementSpan* span;
    std::size_t cause;
  };
  struct Insertion {
    pugi::xml_node element;
    std::size_t cause;
  };
  /// What happened to one element of the document.
  struct Touch {
    pugi::xml_node element;
    std::vector<AttributeChange> attributes;
    std::vector<Removal> removed;
    std::vector<Insertion> inserted;
    std::vector<std::size_t> text_causes;
  };

  Touch* touch(pugi::xml_node element);
  bool is_attached(pugi::xml_node element) const;
  void append_attribute_edits(const ElementSpan& span, const Touch& touch, std::vector<Edit>& edits) const;
  void append_text_edit(const ElementSpan& span, const Touch& touch, std::vector<Edit>& edits) const;
  void append_insertion_edits(const ElementSpan& parent, const Touch& touch, std::vector<Edit>& edits) const;

  const Document* document_;
  pugi::xml_document dom_;
  pugi::xml_node removed_;
  std::size_t changes_ = 0;
  std::map<std::size_t, Touch> touched_;  ///< by the begin of the element's span
};

}  // namespace idsxml::xml
