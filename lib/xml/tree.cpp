#include "xml/tree.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <utility>

#include "xml/characters.hpp"
#include "xml/dom.hpp"
#include "xml/layout.hpp"

namespace idsxml::xml {
namespace {

bool is_white_space(char c) {
  return is(CharClass::space, c);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view prefix_of(std::string_view qualified_name) {
  const std::size_t colon = qualified_name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : qualified_name.substr(0, colon);
}

bool declares_namespace(pugi::xml_node element) {
  return static_cast<bool>(element.attribute("xmlns"));
}

void join_namespace(pugi::xml_node element, const std::string& prefix) {
  if (prefix.empty() || declares_namespace(element)) return;
  made(element.set_name((prefix + ":" + element.name()).c_str()));
  for (const pugi::xml_node child : element.children())
    if (child.type() == pugi::node_element) join_namespace(child, prefix);
}

enum class Names { qualified, local };

bool same_name(pugi::xml_node a, pugi::xml_node b, Names names) {
  return names == Names::local ? local_name(a) == local_name(b) : std::strcmp(a.name(), b.name()) == 0;
}

bool same_attribute(pugi::xml_attribute a, pugi::xml_attribute b) {
  return std::strcmp(a.name(), b.name()) == 0 && std::strcmp(a.value(), b.value()) == 0;
}

/// In any order: an attribute that was taken away and set again stands last in the DOM, but where it was in the file.
/// Nearly all stand in the same, which is quick to see however many they are.
bool same_attributes(pugi::xml_node a, pugi::xml_node b, Names names) {
  const auto counts = [names](pugi::xml_attribute attribute) {
    return names == Names::qualified || !std::string_view(attribute.name()).starts_with("xmlns");
  };
  pugi::xml_attribute mine = a.first_attribute();
  pugi::xml_attribute theirs = b.first_attribute();
  while (mine && theirs && same_attribute(mine, theirs)) {
    mine = mine.next_attribute();
    theirs = theirs.next_attribute();
  }
  if (!mine && !theirs) return true;

  const auto count = [&](pugi::xml_node node) {
    return std::count_if(node.attributes_begin(), node.attributes_end(), counts);
  };
  const auto in_b = [&](pugi::xml_attribute attribute) {
    return !counts(attribute) || same_attribute(attribute, b.attribute(attribute.name()));
  };
  return count(a) == count(b) && std::all_of(a.attributes_begin(), a.attributes_end(), in_b);
}

pugi::xml_node first_element(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

/// All text right inside of an element, without white space.
std::string letters_of(pugi::xml_node element) {
  std::string letters;
  for (const pugi::xml_node child : element.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      for (const char c : std::string_view(child.value()))
        if (!is_white_space(c)) letters += c;
  return letters;
}

/// Text between elements is one where the element between two pieces is gone, and two where one was inserted.
bool same_text(pugi::xml_node a, pugi::xml_node b) {
  return text_of(a) == text_of(b) || letters_of(a) == letters_of(b);
}

bool same_element(pugi::xml_node a, pugi::xml_node b, Names names) {
  if (!same_name(a, b, names) || !same_attributes(a, b, names) || !same_text(a, b)) return false;
  pugi::xml_node mine = first_element(a.first_child());
  pugi::xml_node theirs = first_element(b.first_child());
  for (; mine && theirs; mine = first_element(mine.next_sibling()), theirs = first_element(theirs.next_sibling()))
    if (!same_element(mine, theirs, names)) return false;
  return !mine && !theirs;
}

}  // namespace

std::string_view local_name(std::string_view qualified_name) {
  const std::size_t colon = qualified_name.find(':');
  return colon == std::string_view::npos ? qualified_name : qualified_name.substr(colon + 1);
}

/// Asked of every element, several times: one pass where there is no prefix, as nearly everywhere.
std::string_view local_name(pugi::xml_node node) {
  const char* const name = node.name();
  const char* const end = strchrnul(name, ':');
  return *end == '\0' ? std::string_view(name, static_cast<std::size_t>(end - name)) : std::string_view(end + 1);
}

std::string namespace_declaration_of(pugi::xml_node element) {
  const std::string_view prefix = prefix_of(element.name());
  return prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
}

pugi::xml_attribute attribute_of(pugi::xml_node element, std::string_view name) {
  if (name.empty()) return {};
  const auto is_called = [&](const char* other) {
    return *other == name[0] && std::strncmp(other, name.data(), name.size()) == 0 && other[name.size()] == '\0';
  };
  pugi::xml_attribute attribute = element.first_attribute();
  while (attribute && !is_called(attribute.name())) attribute = attribute.next_attribute();
  return attribute;
}

std::string_view namespace_of(pugi::xml_node element) {
  const std::string declaration = namespace_declaration_of(element);
  for (pugi::xml_node node = element; node; node = node.parent())
    if (const pugi::xml_attribute attribute = attribute_of(node, declaration)) return attribute.value();
  return {};
}

std::string with_single_spaces(std::string_view text) {
  std::string result;
  bool pending = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank) {
      pending = !result.empty();
      continue;
    }
    if (pending) result.push_back(' ');
    pending = false;
    result.push_back(c);
  }
  return result;
}

bool is_white_space(std::string_view text) {
  return run_end(CharClass::space, text, 0) == text.size();
}

std::string_view text_of(pugi::xml_node element) {
  return trimmed(element.child_value());
}

Tree::Tree(const Document& document) : document_(&document) {
  load(dom_, document.text());
  removed_ = made(dom_.append_child("removed"));
}

const ElementSpan* Tree::span(pugi::xml_node element) const {
  const std::ptrdiff_t name_offset = element.offset_debug();
  if (name_offset < 1) return nullptr;
  const std::vector<ElementSpan>& spans = document_->spans();
  const auto begin = static_cast<std::uint32_t>(name_offset - 1);
  const auto found = std::lower_bound(spans.begin(), spans.end(), begin,
                                      [](const ElementSpan& span, std::uint32_t at) { return span.begin < at; });
  return found != spans.end() && found->begin == begin ? &*found : nullptr;
}

const ElementSpan& Tree::place(pugi::xml_node element) const {
  for (pugi::xml_node node = element; node; node = node.parent())
    if (const ElementSpan* own = span(node)) return *own;
  return document_->spans().front();
}

Tree::Touch* Tree::touch(pugi::xml_node element) {
  const ElementSpan* own = span(element);
  if (own == nullptr) return nullptr;
  Touch& touch = touched_[own->begin];
  touch.element = element;
  return &touch;
}

void Tree::remove(pugi::xml_node element, std::size_t cause) {
  ++changes_;
  Touch* parent = touch(element.parent());
  if (parent != nullptr) {
    if (const ElementSpan* own = span(element)) {
      parent->removed.push_back({own, cause});
    } else {
      std::erase_if(parent->inserted, [&](const Insertion& insertion) { return insertion.element == element; });
    }
  }
  // Kept, so that the memory of a removed node is never taken by an inserted one.
  removed_.append_move(element);
}

pugi::xml_node Tree::insert(pugi::xml_node parent, pugi::xml_node after, pugi::xml_node fragment, std::size_t cause) {
  ++changes_;
  Touch* touched = touch(parent);
  const pugi::xml_node inserted =
      after ? insert_whole_copy_after(parent, fragment, after) : append_whole_copy(parent, fragment);
  join_namespace(inserted, std::string(prefix_of(parent.name())));
  if (touched != nullptr) touched->inserted.push_back({inserted, cause});
  return inserted;
}

pugi::xml_node Tree::insert(pugi::xml_node parent, pugi::xml_node after, std::string_view name, std::size_t cause) {
  pugi::xml_document fragment;
  made(fragment.append_child(std::string(name).c_str()));
  return insert(parent, after, fragment.first_child(), cause);
}

void Tree::set_attribute(pugi::xml_node element, const char* name, std::string_view value, std::size_t cause) {
  ++changes_;
  if (Touch* touched = touch(element)) touched->attributes.push_back({name, cause});
  pugi::xml_attribute attribute = element.attribute(name);
  if (!attribute) attribute = made(element.append_attribute(name));
  made(attribute.set_value(std::string(value).c_str()));
}

void Tree::remove_attribute(pugi::xml_node element, const char* name, std::size_t cause) {
  ++changes_;
  if (Touch* touched = touch(element)) touched->attributes.push_back({name, cause});
  element.remove_attribute(name);
}

bool Tree::can_set_text(pugi::xml_node element) const {
  const ElementSpan* own = span(element);
  if (own == nullptr) return true;
  const std::string_view content = document_->text().substr(own->open_end, own->close_begin - own->open_end);
  return !own->is_empty_tag() && content.find('<') == std::string_view::npos;
}

void Tree::set_text(pugi::xml_node element, std::string_view value, std::size_t cause) {
  ++changes_;
  if (Touch* touched = touch(element)) touched->text_causes.push_back(cause);
  made(element.text().set(std::string(value).c_str()));
}

bool Tree::is_bare(pugi::xml_node element) const {
  if (!text_of(element).empty()) return false;
  const ElementSpan* own = span(element);
  if (own == nullptr) return true;
  const std::string_view content = document_->text().substr(own->open_end, own->close_begin - own->open_end);
  return content.find("<!--") == std::string_view::npos && content.find("<?") == std::string_view::npos;
}

bool Tree::is_attached(pugi::xml_node element) const {
  for (pugi::xml_node node = element; node; node = node.parent())
    if (node == removed_) return false;
  return true;
}

void Tree::append_attribute_edits(const ElementSpan& span, const Touch& touch, std::vector<Edit>& edits) const {
  const std::string_view text = document_->text();
  const std::vector<AttributeSpan> spans = attributes_of(text, span);
  const auto cause_of = [&](std::string_view name) -> std::optional<std::size_t> {
    for (const AttributeChange& change : touch.attributes)
      if (change.name == name) return change.cause;
    return std::nullopt;
  };

  std::size_t end = span.begin + 1 + std::strlen(touch.element.name());
  char quote = '"';
  std::string separator = " ";
  pugi::xml_document parsed;
  for (const AttributeSpan& attribute : spans) {
    const std::string name(text.substr(attribute.name_begin, attribute.name_end - attribute.name_begin));
    const std::size_t attribute_end = attribute.value_end + 1;
    quote = text[attribute.value_end];
    if (end > span.begin && &attribute != &spans.front()) separator = text.substr(end, attribute.name_begin - end);
    const pugi::xml_attribute now = touch.element.attribute(name.c_str());
    const std::optional<std::size_t> cause = cause_of(name);
    if (cause && !now) {
      edits.push_back({end, attribute_end, "", *cause});
    } else if (cause) {
      std::string value = escape(now.value(), quote);
      if (value != text.substr(attribute.value_begin, attribute.value_end - attribute.value_begin))
        edits.push_back({attribute.value_begin, attribute.value_end, std::move(value), *cause});
    }
    end = attribute_end;
  }
  for (const pugi::xml_attribute now : touch.element.attributes()) {
    const bool original = std::any_of(spans.begin(), spans.end(), [&](const AttributeSpan& a) {
      return text.substr(a.name_begin, a.name_end - a.name_begin) == now.name();
    });
    if (original) continue;
    std::string written = separator;
    written.append(now.name()).append("=").append(1, quote).append(escape(now.value(), quote)).append(1, quote);
    edits.push_back({end, end, std::move(written), cause_of(now.name()).value_or(0)});
  }
}

void Tree::append_text_edit(const ElementSpan& span, const Touch& touch, std::vector<Edit>& edits) const {
  if (touch.text_causes.empty()) return;
  const std::string_view text = document_->text();
  std::size_t begin = span.open_end;
  std::size_t end = span.close_begin;
  while (begin < end && is_white_space(text[begin])) ++begin;
  while (end > begin && is_white_space(text[end - 1])) --end;
  std::string value = escape(text_of(touch.element), '\0');
  if (value != text.substr(begin, end - begin))
    edits.push_back({begin, end, std::move(value), touch.text_causes.front()});
}

void Tree::append_insertion_edits(const ElementSpan& parent, const Touch& touch, std::vector<Edit>& edits) const {
  if (touch.inserted.empty()) return;
  const std::string_view text = document_->text();
  std::unordered_map<std::size_t, std::size_t> causes;
  for (const Insertion& insertion : touch.inserted) causes.emplace(insertion.element.hash_value(), insertion.cause);

  const ElementSpan* sibling = nullptr;
  std::string content_of_empty_tag;
  Layout layout;
  for (const pugi::xml_node child : touch.element.children()) {
    if (child.type() != pugi::node_element) continue;
    if (const ElementSpan* original = span(child)) {
      sibling = original;
      continue;
    }
    layout = layout_for_child(text, parent, sibling, document_->spans().front());
    std::string inserted = (layout.own_lines ? layout.newline + layout.indent : "") + render(child, layout);
    if (parent.is_empty_tag()) {
      content_of_empty_tag += inserted;
      continue;
    }
    const std::size_t at = sibling != nullptr ? sibling->end : parent.open_end;
    const bool closes_on_the_same_line = sibling == nullptr && parent.open_end == parent.close_begin;
    if (closes_on_the_same_line && layout.own_lines) {
      const pugi::xml_node next = first_element(child.next_sibling());
      if (!next) inserted += layout.newline + std::string(indent_at(text, parent.begin).text);
    }
    edits.push_back({at, at, std::move(inserted), causes.at(child.hash_value())});
  }
  if (content_of_empty_tag.empty()) return;
  std::size_t tag_end = parent.end - 2;
  while (is_white_space(text[tag_end - 1])) --tag_end;
  std::string replacement = ">" + content_of_empty_tag;
  if (layout.own_lines) replacement += layout.newline + std::string(indent_at(text, parent.begin).text);
  replacement += "</" + std::string(touch.element.name()) + ">";
  edits.push_back({tag_end, parent.end, std::move(replacement), touch.inserted.front().cause});
}

std::vector<Edit> Tree::edits() const {
  std::vector<Edit> edits;
  for (const auto& [begin, touch] : touched_) {
    const ElementSpan* own = span(touch.element);
    if (own == nullptr || !is_attached(touch.element)) continue;
    if (!touch.attributes.empty()) append_attribute_edits(*own, touch, edits);
    append_text_edit(*own, touch, edits);
    append_insertion_edits(*own, touch, edits);
    for (const Removal& removal : touch.removed) {
      const Range range = removal_range(document_->text(), *removal.span);
      edits.push_back({range.begin, range.end, "", removal.cause});
    }
  }
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  return edits;
}

bool Tree::is_like(pugi::xml_node element, pugi::xml_node other) {
  return same_element(element, other, Names::local);
}

bool Tree::equals(const Tree& other) const {
  return same_element(root(), other.root(), Names::qualified);
}

}  // namespace idsxml::xml
