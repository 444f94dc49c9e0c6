#include "merge/structure.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "merge/sequence.hpp"

namespace idsxml::merging {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The markup with one space for every run of white space, but for that in the values of attributes.
std::string squeezed(std::string_view markup) {
  std::string result;
  char quote = '\0';
  bool is_in_tag = false;
  for (std::size_t i = 0; i < markup.size(); ++i) {
    const char c = markup[i];
    if (quote == '\0' && is_space(c)) {
      if (!result.empty() && !is_space(result.back())) result += ' ';
      continue;
    }
    if (quote == '\0' && c == '<') is_in_tag = markup.substr(i, 2) != "<!";
    if (quote == '\0' && c == '>') is_in_tag = false;
    if (is_in_tag && (c == '"' || c == '\'') && (quote == '\0' || quote == c)) quote = quote == '\0' ? c : '\0';
    result += c;
  }
  return result;
}

bool is_alike(std::string_view a, std::string_view b) {
  return a == b || squeezed(a) == squeezed(b);
}

/// One thing as each side has it, or has it not.
template <class T>
using Triple = Three<const T*>;

template <class T>
std::string_view whole_of(const T* one) {
  return one == nullptr ? std::string_view{} : one->whole;
}

std::string_view body_of(const Item* item) {
  return item == nullptr ? std::string_view{} : item->body;
}

/// Things of three sides that belong together by their keys.
template <class T>
struct Union {
  std::vector<Triple<T>> triples;
  Three<Ids> orders;  ///< which triple stands where
};

/// `key_of` makes of one thing a text that no two of one side have; what is doubled is numbered.
template <class T, class Key>
Union<T> united(const Three<const std::vector<T>*>& lists, Key key_of) {
  Union<T> all;
  std::map<std::pair<std::string, std::size_t>, std::uint32_t> numbers;
  const auto add = [&](const std::vector<T>& list, const T* Triple<T>::*side) {
    Ids order;
    std::map<std::string, std::size_t> twins;
    for (const T& one : list) {
      std::string key = key_of(one);
      const std::size_t twin = twins[key]++;
      const auto [number, is_new] =
          numbers.try_emplace({std::move(key), twin}, static_cast<std::uint32_t>(all.triples.size()));
      if (is_new) all.triples.push_back({});
      all.triples[number->second].*side = &one;
      order.push_back(number->second);
    }
    return order;
  };
  all.orders.base = add(*lists.base, &Triple<T>::base);
  all.orders.mine = add(*lists.mine, &Triple<T>::mine);
  all.orders.theirs = add(*lists.theirs, &Triple<T>::theirs);
  return all;
}

/// White space: what one side alone made of it, else what is there.
std::string_view laid_out(const Texts& spaces) {
  return agreed(spaces).value_or(spaces.mine);
}

/// The same of something that may be missing on any side.
template <class T>
std::string_view laid_out(const Triple<T>& triple, std::string_view T::*part) {
  const T* some = triple.mine != nullptr ? triple.mine : triple.theirs;
  if (triple.base == nullptr || triple.mine == nullptr || triple.theirs == nullptr) return some->*part;
  return laid_out(each(triple, [part](const T* one) { return one->*part; }));
}

/// Of what part of a configuration it is the outermost element: a subsystem's name, "" for one outside of the profile.
std::optional<std::string> part_of(const Item& element) {
  if (element.type == "subsystem") return std::string(element.name);
  const bool is_at_top = element.element.parent().parent().type() == pugi::node_document;
  const bool holds_subsystems = element.type == "profile" || element.type == "profiles";
  return is_at_top && !holds_subsystems ? std::optional(std::string()) : std::nullopt;
}

/// How often each type of element stands in a content.
std::map<std::string_view, std::size_t> counted(const Content& content) {
  std::map<std::string_view, std::size_t> counts;
  for (const Item& item : content.items)
    if (item.kind == Item::Kind::element) ++counts[item.type];
  return counts;
}

/// By what the items of three contents are found again.
class Keys {
 public:
  explicit Keys(const Three<Content>& contents) : counts_(each(contents, counted)) {}

  std::string of(const Item& item) const {
    std::string type(item.type);
    switch (item.kind) {
      case Item::Kind::comment:
      case Item::Kind::text:
        return squeezed(item.body);
      case Item::Kind::instruction:
        return type;
      case Item::Kind::element:
        break;
    }
    // Where there is only ever one it may change its name, but then all sides began with the same.
    const bool is_always_one = is_single(item) && count(counts_.base, item) == 1;
    if (item.is_resource || (!item.name.empty() && !is_always_one)) return "<" + type + " " + std::string(item.name);
    return is_by_body(item) ? squeezed(item.body) : "<" + type;
  }

  /// Whether nothing but what is in it tells it from its siblings.
  bool is_by_body(const Item& item) const {
    return item.kind == Item::Kind::element && item.name.empty() && !is_single(item);
  }

 private:
  using Counts = std::map<std::string_view, std::size_t>;

  static std::size_t count(const Counts& counts, const Item& item) {
    const auto found = counts.find(item.type);
    return found == counts.end() ? 0 : found->second;
  }

  bool is_single(const Item& item) const {
    return count(counts_.base, item) <= 1 && count(counts_.mine, item) <= 1 && count(counts_.theirs, item) <= 1;
  }

  Three<Counts> counts_;
};

/// The types of those elements of a stretch that are asked for.
template <class Predicate>
std::set<std::string_view> types_of(const Union<Item>& items, std::span<const std::uint32_t> ids, Predicate is_wanted) {
  std::set<std::string_view> types;
  for (const std::uint32_t id : ids) {
    const Triple<Item>& triple = items.triples[id];
    const Item* some = triple.base != nullptr ? triple.base : triple.mine != nullptr ? triple.mine : triple.theirs;
    if (some->kind == Item::Kind::element && is_wanted(triple)) types.insert(some->type);
  }
  return types;
}

/// Whether each side put something else in the place of the same element.
bool are_both_replaced(const Union<Item>& items) {
  const auto is_gone = [](const Triple<Item>& t) { return t.mine == nullptr && t.theirs == nullptr; };
  const auto is_mine = [](const Triple<Item>& t) { return t.base == nullptr && t.theirs == nullptr; };
  const auto is_theirs = [](const Triple<Item>& t) { return t.base == nullptr && t.mine == nullptr; };
  for (const Region& region : regions(items.orders)) {
    const auto gone = types_of(items, region.runs.base.of(items.orders.base), is_gone);
    if (gone.empty()) continue;
    const auto mine = types_of(items, region.runs.mine.of(items.orders.mine), is_mine);
    const auto theirs = types_of(items, region.runs.theirs.of(items.orders.theirs), is_theirs);
    const bool is_replaced = std::any_of(
        gone.begin(), gone.end(), [&](std::string_view type) { return mine.contains(type) && theirs.contains(type); });
    if (is_replaced) return true;
  }
  return false;
}

bool is_declaration(const Triple<Item>& triple) {
  const auto says = [](const Item* item) { return item != nullptr && item->type == "<?xml"; };
  return says(triple.base) || says(triple.mine) || says(triple.theirs);
}

class Merger {
 public:
  Merger(const Three<const Side*>& sides, const Plan& plan) : sides_(sides), plan_(plan) {}

  Pieces run() {
    const Three<Content> contents = each(sides_, [](const Side* side) { return side->content(); });
    if (std::optional<Pieces> merged = merge(contents)) return *std::move(merged);
    Pieces conflict;
    conflict.add_conflict(each(contents, [](const Content& content) { return content.whole; }));
    return conflict;
  }

 private:
  /// What became of each item of a union.
  struct Outcomes {
    std::vector<Pieces> pieces;
    std::vector<bool> is_gone;
    std::vector<bool> is_torn;  ///< one side has removed it, and the other has changed it
  };

  /// Nothing where both sides did to the order of the items what cannot be done at once.
  std::optional<Pieces> merge(const Three<Content>& contents) {
    const Keys keys(contents);
    const Union<Item> items =
        united(Three<const std::vector<Item>*>{&contents.base.items, &contents.mine.items, &contents.theirs.items},
               [&](const Item& item) { return keys.of(item); });
    if (are_both_replaced(items)) return std::nullopt;
    Outcomes outcomes = outcomes_of(items);
    const std::optional<Ids> order = order_of(items, keys, outcomes);
    if (!order) return std::nullopt;
    Pieces merged;
    merged.add(laid_out(each(contents, [](const Content& content) { return content.head; })));
    for (const std::uint32_t id : *order) merged.add(std::move(outcomes.pieces[id]));
    merged.add(laid_out(each(contents, [](const Content& content) { return content.tail; })));
    return merged;
  }

  Outcomes outcomes_of(const Union<Item>& items) {
    Outcomes outcomes;
    for (const Triple<Item>& triple : items.triples) {
      Pieces pieces;
      merge_item(triple, pieces);
      const bool is_gone = triple.base != nullptr && pieces.is_empty();
      const bool is_removed = triple.base != nullptr && (triple.mine == nullptr || triple.theirs == nullptr);
      outcomes.pieces.push_back(std::move(pieces));
      outcomes.is_gone.push_back(is_gone);
      outcomes.is_torn.push_back(is_removed && !is_gone);
    }
    return outcomes;
  }

  /// Of all that is not gone. Where a server sees the order, it is what diff3 makes of it.
  static std::optional<Ids> order_of(const Union<Item>& items, const Keys& keys, const Outcomes& outcomes) {
    const auto kept = [&](Ids ids) {
      std::erase_if(ids, [&](std::uint32_t id) { return outcomes.is_gone[id]; });
      return ids;
    };
    const auto ordered = [&](Ids ids) {
      std::erase_if(ids, [&](std::uint32_t id) { return !is_ordered(items.triples[id], keys); });
      return ids;
    };
    const auto settled = [&](Ids ids) {
      std::erase_if(ids, [&](std::uint32_t id) { return outcomes.is_torn[id]; });
      return ids;
    };
    Ids order = woven(each(items.orders, kept));
    const std::optional<Ids> strict = merged_sequence(each(items.orders, ordered));
    if (!strict || settled(*strict) != settled(ordered(order))) return std::nullopt;
    return order;
  }

  static bool is_ordered(const Triple<Item>& triple, const Keys& keys) {
    const auto says = [&](const Item* item) {
      return item != nullptr && (item->is_ordered || item->kind == Item::Kind::text || keys.is_by_body(*item));
    };
    return says(triple.base) || says(triple.mine) || says(triple.theirs);
  }

  void merge_item(const Triple<Item>& triple, Pieces& out) {
    const auto& [base, mine, theirs] = triple;
    if (plan_.encoding != nullptr && is_declaration(triple))
      return out.add(whole_of(plan_.encoding == sides_.mine ? mine : theirs));
    if (base != nullptr && mine != nullptr && theirs != nullptr) return merge_present(triple, out);
    if (base == nullptr && mine != nullptr && theirs != nullptr) return merge_added(triple, out);
    if (base == nullptr) return out.add(whole_of(mine != nullptr ? mine : theirs));
    const Item* left = mine != nullptr ? mine : theirs;
    if (left == nullptr || is_alike(left->body, base->body)) return;
    out.add_conflict(each(triple, [](const Item* item) { return whole_of(item); }));
  }

  void merge_present(const Triple<Item>& triple, Pieces& out) {
    out.add(laid_out(triple, &Item::lead));
    merge_body(triple, out);
    out.add(laid_out(triple, &Item::trail));
  }

  void merge_body(const Triple<Item>& triple, Pieces& out) {
    const Texts bodies = each(triple, body_of);
    if (const auto body = agreed(bodies)) return out.add(*body);
    const bool is_element = triple.mine->kind == Item::Kind::element;
    const bool is_undivided = is_element && is_undivided_part(*triple.mine);
    if (!is_element || is_undivided || !merge_element(triple, out)) out.add_conflict(bodies);
  }

  bool is_undivided_part(const Item& element) const {
    const std::optional<std::string> part = part_of(element);
    return part && plan_.undivided.contains(*part);
  }

  /// Both sides have it and the base has not.
  void merge_added(const Triple<Item>& triple, Pieces& out) {
    const auto& [base, mine, theirs] = triple;
    if (is_alike(mine->body, theirs->body)) return out.add(mine->whole);
    if (mine->kind == Item::Kind::element && !mine->is_resource && add_both(triple, out)) return;
    out.add_conflict(each(triple, [](const Item* item) { return whole_of(item); }));
  }

  /// A list that both sides began, such as <system-properties>, has what either put into it.
  bool add_both(const Triple<Item>& triple, Pieces& out) {
    const Element mine = sides_.mine->element(*triple.mine);
    const Element theirs = sides_.theirs->element(*triple.theirs);
    const auto has_elements = [](const Content& content) {
      return std::any_of(content.items.begin(), content.items.end(),
                         [](const Item& item) { return item.kind == Item::Kind::element; });
    };
    if (mine.start_tag != theirs.start_tag || !has_elements(mine.content) || !has_elements(theirs.content))
      return false;
    std::optional<Pieces> content = merge({Content{}, mine.content, theirs.content});
    if (!content) return false;
    out.add(triple.mine->lead);
    out.add(mine.start_tag);
    out.add(*std::move(content));
    out.add(mine.end_tag);
    out.add(triple.mine->trail);
    return true;
  }

  /// Whether it could be merged in parts.
  bool merge_element(const Triple<Item>& triple, Pieces& out) {
    const Three<Element> elements{sides_.base->element(*triple.base), sides_.mine->element(*triple.mine),
                                  sides_.theirs->element(*triple.theirs)};
    const auto texts = [&](std::string_view Element::*part) {
      return each(elements, [part](const Element& element) { return element.*part; });
    };
    const std::optional<std::string_view> name = agreed(texts(&Element::name));
    if (!name) return false;
    const Three<Content> contents = each(elements, [](const Element& element) { return element.content; });
    const Texts ends = texts(&Element::close);
    const bool is_open = ends.base == ">" && ends.mine == ">" && ends.theirs == ">";
    Pieces inside;
    if (std::optional<Pieces> merged = merge(contents))
      inside = *std::move(merged);
    else if (is_open)
      inside.add_conflict(each(contents, [](const Content& content) { return content.whole; }));
    else
      return false;

    const std::optional<std::string> attributes = merged_attributes(elements);
    if (!attributes && !is_open) return false;
    const Element& frame = frame_of(elements, !inside.is_empty());
    if (attributes)
      out.add(std::string("<").append(*name).append(*attributes).append(frame.space).append(frame.close));
    else
      out.add_conflict(texts(&Element::start_tag));
    out.add(std::move(inside));
    if (frame.close == ">") out.add(std::string("</").append(*name).append(end_space(frame)).append(">"));
    return true;
  }

  /// Whose brackets an element has.
  static const Element& frame_of(const Three<Element>& elements, bool has_content) {
    const Element& first = elements.mine.close == elements.base.close ? elements.theirs : elements.mine;
    const Element& second = &first == &elements.mine ? elements.theirs : elements.mine;
    return has_content && first.close == "/>" ? second : first;
  }

  static std::string_view end_space(const Element& element) {
    const std::size_t begin = 2 + element.name.size();
    return element.end_tag.substr(begin, element.end_tag.size() - 1 - begin);
  }

  /// Nothing where both changed one differently.
  static std::optional<std::string> merged_attributes(const Three<Element>& elements) {
    const Union<Attribute> all =
        united(Three<const std::vector<Attribute>*>{&elements.base.attributes, &elements.mine.attributes,
                                                    &elements.theirs.attributes},
               [](const Attribute& attribute) { return std::string(attribute.name); });
    std::vector<std::string_view> bodies;
    for (const Triple<Attribute>& triple : all.triples) {
      const std::optional<std::string_view> body =
          agreed(each(triple, [](const Attribute* one) { return one == nullptr ? std::string_view{} : one->body; }));
      if (!body) return std::nullopt;
      bodies.push_back(*body);
    }
    const auto kept = [&](Ids ids) {
      std::erase_if(ids, [&](std::uint32_t id) { return bodies[id].empty(); });
      return ids;
    };
    std::string merged;
    for (const std::uint32_t id : woven(each(all.orders, kept)))
      merged.append(laid_out(all.triples[id], &Attribute::lead)).append(bodies[id]);
    return merged;
  }

  const Three<const Side*>& sides_;
  const Plan& plan_;
};

}  // namespace

Pieces merged_documents(const Three<const Side*>& sides, const Plan& plan) {
  return Merger(sides, plan).run();
}

}  // namespace idsxml::merging
