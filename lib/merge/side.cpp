#include "merge/side.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "diff/model.hpp"
#include "rules/dialect.hpp"
#include "xml/elements.hpp"
#include "xml/scan.hpp"

namespace idsxml::merging {
namespace {

constexpr std::string_view white_space = " \t\r\n";

/// What may tell elements of one type apart where no dialect does.
std::string_view name_of(pugi::xml_node element) {
  constexpr std::array<std::string_view, 10> keys{"pool-name", "name", "module", "category", "type",
                                                  "key",       "id",   "alias",  "code",     "path"};
  for (const std::string_view key : keys)
    if (const pugi::xml_attribute found = xml::attribute_of(element, key)) return found.value();
  return {};
}

/// The end of the white space at `at`, or of the line where that comes first.
std::size_t line_rest_end(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && white_space.find(text[at]) != std::string_view::npos)
    if (text[at++] == '\n') break;
  return at;
}

/// Where what begins at `at`, between two elements, ends: a comment, an instruction, or a text, in which CDATA sections
/// may stand.
std::size_t end_of_markup(std::string_view text, std::size_t at, std::size_t end, Item::Kind& kind) {
  const auto behind = [&](std::string_view terminator) { return text.find(terminator, at) + terminator.size(); };
  const std::string_view rest = text.substr(at, end - at);
  kind = rest.starts_with("<!--") ? Item::Kind::comment
         : rest.starts_with("<?") ? Item::Kind::instruction
                                  : Item::Kind::text;
  if (kind == Item::Kind::comment) return behind("-->");
  if (kind == Item::Kind::instruction) return behind("?>");
  constexpr std::string_view cdata = "<![CDATA[";
  while (at < end) {
    at = std::min(text.find('<', at), end);
    if (!text.substr(at, end - at).starts_with(cdata)) break;
    at = behind("]]>");
  }
  return at;
}

/// Takes a content apart, in order.
class Parts {
 public:
  Parts(std::string_view text, std::size_t begin, std::size_t end) : text_(text), at_(begin), end_(end) {
    content_.whole = text.substr(begin, end - begin);
    at_ = line_rest_end(text_, at_, end_);
    content_.head = text_.substr(begin, at_ - begin);
  }

  /// What stands before the next element.
  void add_between(std::size_t end) {
    for (std::size_t begin = begin_of_next(end); begin < end; begin = begin_of_next(end)) {
      Item item;
      std::size_t body_end = end_of_markup(text_, begin, end, item.kind);
      if (item.kind == Item::Kind::text) body_end = text_.find_last_not_of(white_space, body_end - 1) + 1;
      if (item.kind == Item::Kind::instruction)
        item.type = text_.substr(begin, text_.find_first_of(" \t\r\n?", begin + 2) - begin);
      add(item, begin, body_end);
    }
  }

  void add(Item item, std::size_t begin, std::size_t body_end) {
    const std::size_t end = line_rest_end(text_, body_end, end_);
    item.whole = text_.substr(at_, end - at_);
    item.lead = text_.substr(at_, begin - at_);
    item.body = text_.substr(begin, body_end - begin);
    item.trail = text_.substr(body_end, end - body_end);
    content_.items.push_back(item);
    at_ = end;
  }

  Content take() && {
    add_between(end_);
    content_.tail = text_.substr(at_, end_ - at_);
    return std::move(content_);
  }

 private:
  std::size_t begin_of_next(std::size_t end) const { return std::min(text_.find_first_not_of(white_space, at_), end); }

  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
  Content content_;
};

}  // namespace

Side::Side(xml::Document document, const rules::Tables& tables) : document_(std::move(document)), tree_(document_) {
  const diffing::Model model = diffing::model_of(tree_.root(), tables);
  for (const diffing::Node& node : model.nodes)
    if (node.form != nullptr)
      notes_.try_emplace(node.element.hash_value(), Note{node.name, !node.name.empty(), node.form->ordered});
  for (const diffing::Setting& setting : model.settings) {
    if (setting.form == nullptr || setting.form->values != rules::Values::elements || setting.form->unordered) continue;
    for (const rules::Written& value : model.values_of(setting))
      notes_.try_emplace(value.element.hash_value(), Note{{}, false, true});
  }
}

Content Side::content() const {
  return content_of(tree_.root().parent(), 0, text().size());
}

Content Side::content_of(pugi::xml_node parent, std::size_t begin, std::size_t end) const {
  Parts parts(text(), begin, end);
  for (const pugi::xml_node child : xml::child_elements(parent)) {
    const xml::ElementSpan* span = tree_.span(child);
    if (span == nullptr) continue;
    parts.add_between(span->begin);
    parts.add(item_of(child), span->begin, span->end);
  }
  return std::move(parts).take();
}

Item Side::item_of(pugi::xml_node element) const {
  Item item;
  item.kind = Item::Kind::element;
  item.element = element;
  item.type = xml::local_name(element);
  if (const auto note = notes_.find(element.hash_value()); note != notes_.end()) {
    item.name = note->second.name;
    item.is_resource = note->second.is_resource;
    item.is_ordered = note->second.is_ordered;
  }
  if (item.name.empty() && item.type == "subsystem") {
    item.name = rules::parts_of(xml::namespace_of(element)).name;
    item.is_resource = true;
  }
  if (item.name.empty()) item.name = name_of(element);
  return item;
}

Element Side::element(const Item& item) const {
  const xml::ElementSpan& span = *tree_.span(item.element);
  const std::string_view whole = text();
  Element element;
  element.body = item.body;
  element.start_tag = whole.substr(span.begin, span.open_end - span.begin);
  element.name = element.start_tag.substr(1, element.start_tag.find_first_of(" \t\r\n/>") - 1);
  std::size_t at = span.begin + 1 + element.name.size();
  for (const xml::AttributeSpan& each : xml::attributes_of(whole, span)) {
    element.attributes.push_back({whole.substr(at, each.name_begin - at),
                                  whole.substr(each.name_begin, each.value_end + 1 - each.name_begin),
                                  whole.substr(each.name_begin, each.name_end - each.name_begin)});
    at = each.value_end + std::size_t{1};
  }
  const std::size_t close = span.open_end - (span.is_empty_tag() ? 2U : 1U);
  element.space = whole.substr(at, close - at);
  element.close = whole.substr(close, span.open_end - close);
  element.end_tag = whole.substr(span.close_begin, span.end - span.close_begin);
  if (!span.is_empty_tag()) element.content = content_of(item.element, span.open_end, span.close_begin);
  return element;
}

}  // namespace idsxml::merging
