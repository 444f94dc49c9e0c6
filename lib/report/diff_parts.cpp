#include "report/diff_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "report/wording.hpp"

namespace idsxml::report {
namespace {

using Items = std::vector<const ValueItem*>;

Items items_of(const AttributeValue& value) {
  Items items;
  for (const ValueItem& item : value.items) items.push_back(&item);
  return items;
}

/// Of `items`, those without their like among `others`: each takes one of its likes away.
Items without(const Items& items, const Items& others) {
  std::map<std::string_view, std::size_t> left;
  for (const ValueItem* other : others) ++left[other->text];
  Items result;
  for (const ValueItem* item : items) {
    const auto found = left.find(item->text);
    if (found != left.end() && found->second > 0)
      --found->second;
    else
      result.push_back(item);
  }
  return result;
}

/// For each of `items`, where its like stands in `others`, which are the same in another order.
std::vector<std::size_t> places_in(const Items& others, const Items& items) {
  std::map<std::string_view, std::vector<std::size_t>> places;  // the next one last
  for (std::size_t i = others.size(); i-- > 0;) places[others[i]->text].push_back(i);
  std::vector<std::size_t> result;
  for (const ValueItem* item : items) {
    std::vector<std::size_t>& left = places[item->text];
    result.push_back(left.back());
    left.pop_back();
  }
  return result;
}

/// Which of the numbers belong to a longest part of them that rises.
std::vector<bool> rising(std::span<const std::size_t> numbers) {
  constexpr std::size_t none = SIZE_MAX;
  std::vector<std::size_t> ends;  // of the best part of each length, as indices
  std::vector<std::size_t> previous(numbers.size(), none);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto place = std::lower_bound(ends.begin(), ends.end(), i,
                                        [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
    if (place != ends.begin()) previous[i] = *(place - 1);
    if (place == ends.end())
      ends.push_back(i);
    else
      *place = i;
  }
  std::vector<bool> in(numbers.size());
  for (std::size_t i = ends.empty() ? none : ends.back(); i != none; i = previous[i]) in[i] = true;
  return in;
}

std::vector<Move> moves_of(const Items& before, const Items& after) {
  std::vector<Move> moves;
  const std::vector<bool> stays = rising(places_in(before, after));
  for (std::size_t i = 0; i < after.size(); ++i)
    if (!stays[i]) moves.push_back({after[i]->text, i == 0 ? std::string() : after[i - 1]->text});
  return moves;
}

ItemChanges list_changes(const Items& before, const Items& after) {
  ItemChanges result;
  const Items removed = without(before, after);
  const Items added = without(after, before);
  for (const ValueItem* item : removed) result.changes.push_back({ItemChange::Kind::removed, {}, item->text, {}});
  for (const ValueItem* item : added) result.changes.push_back({ItemChange::Kind::added, {}, {}, item->text});
  result.moves = moves_of(without(before, removed), without(after, added));
  return result;
}

ItemChanges map_changes(const Items& before, const Items& after) {
  ItemChanges result;
  const auto by_key = [](const Items& items) {
    std::map<std::string_view, const ValueItem*> index;
    for (const ValueItem* item : items) index.emplace(item->key, item);
    return index;
  };
  const auto olds = by_key(before);
  const auto news = by_key(after);
  for (const ValueItem* item : before) {
    const auto other = news.find(item->key);
    if (other == news.end())
      result.changes.push_back({ItemChange::Kind::removed, item->key, item->text, {}});
    else if (other->second->text != item->text)
      result.changes.push_back({ItemChange::Kind::changed, item->key, item->text, other->second->text});
  }
  for (const ValueItem* item : after)
    if (!olds.contains(item->key)) result.changes.push_back({ItemChange::Kind::added, item->key, {}, item->text});
  return result;
}

/// How much of an address names the group: up to its subsystem, else one step.
std::size_t group_depth(const Address& address) {
  const auto found =
      std::find_if(address.begin(), address.end(), [](const AddressStep& step) { return step.type == "subsystem"; });
  if (found != address.end()) return static_cast<std::size_t>(found - address.begin()) + 1;
  return std::min<std::size_t>(address.size(), 1);
}

/// What differences of one group share: below the root those of one type are together.
std::string key_of(const Address& address) {
  const std::size_t depth = group_depth(address);
  if (depth == 0) return {};
  const auto end = address.begin() + static_cast<std::ptrdiff_t>(depth);
  if (address[depth - 1].type == "subsystem") return to_string({address.begin(), end});
  return fmt::format("{} {}", depth, address[depth - 1].type);
}

bool share_a_heading(const Difference& a, const Difference& b) {
  const auto is_inside = [](const Difference& each) {
    return each.kind == Difference::Kind::changed || each.kind == Difference::Kind::reordered;
  };
  return is_inside(a) && is_inside(b) && a.address == b.address;
}

void append(std::string& text, std::size_t number, std::string_view noun, std::string_view what) {
  if (number == 0) return;
  text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counted(number, noun), what);
}

}  // namespace

DiffCounts counts_of(const Diff& diff) {
  DiffCounts counts;
  for (const Difference& each : diff.differences) {
    switch (each.kind) {
      case Difference::Kind::added:
        ++counts.added;
        break;
      case Difference::Kind::removed:
        ++counts.removed;
        break;
      case Difference::Kind::changed:
        ++counts.changed;
        break;
      case Difference::Kind::reordered:
        ++counts.reordered;
        break;
      case Difference::Kind::schema:
        ++counts.schemas;
        break;
    }
  }
  return counts;
}

std::string counted(const DiffCounts& counts) {
  std::string text;
  append(text, counts.added, "resource", "added");
  if (counts.added > 0 && counts.removed > 0)
    text += fmt::format(", {} removed", counts.removed);
  else
    append(text, counts.removed, "resource", "removed");
  append(text, counts.changed, "attribute", "changed");
  append(text, counts.reordered, "order", "changed");
  return text;
}

std::string DiffGroup::title() const {
  if (!is_type) return to_string(address);
  std::string text = to_string({address.begin(), address.end() - 1});
  if (text != "/") text += '/';
  return text + address.back().type;
}

std::vector<DiffGroup> groups_of(const Diff& diff) {
  std::vector<DiffGroup> groups;
  std::map<std::string, std::size_t> indices;  // of groups
  for (const Difference& each : diff.differences) {
    if (each.kind == Difference::Kind::schema) continue;
    const auto [index, is_new] = indices.try_emplace(key_of(each.address), groups.size());
    const auto depth = static_cast<std::ptrdiff_t>(group_depth(each.address));
    Address address(each.address.begin(), each.address.begin() + depth);
    if (is_new) {
      groups.push_back({std::move(address), false, {&each}});
      continue;
    }
    DiffGroup& known = groups[index->second];
    known.is_type = known.is_type || known.address != address;
    known.differences.push_back(&each);
  }
  return groups;
}

std::vector<DiffBlock> blocks_of(const DiffGroup& group) {
  std::vector<DiffBlock> blocks;
  const DiffBlock all(group.differences);
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && share_a_heading(*all[begin], *all[end])) ++end;
    blocks.push_back(all.subspan(begin, end - begin));
    begin = end;
  }
  return blocks;
}

char mark_of(Difference::Kind kind) {
  if (kind == Difference::Kind::added) return '+';
  return kind == Difference::Kind::removed ? '-' : '~';
}

std::vector<const Difference*> schemas_of(const Diff& diff) {
  std::vector<const Difference*> schemas;
  for (const Difference& each : diff.differences)
    if (each.kind == Difference::Kind::schema) schemas.push_back(&each);
  return schemas;
}

std::string address_in(const DiffGroup& group, const Difference& difference) {
  const std::size_t shared = group.address.size() - (group.is_type ? 1 : 0);
  const auto begin = difference.address.begin() + static_cast<std::ptrdiff_t>(shared);
  return begin == difference.address.end() ? std::string() : to_string({begin, difference.address.end()}).substr(1);
}

std::string note_on_elements(const DiffGroup& group) {
  const bool any = std::any_of(group.differences.begin(), group.differences.end(),
                               [](const Difference* each) { return each->is_of_elements(); });
  if (!any) return {};
  const AddressStep* last = group.address.empty() ? nullptr : &group.address.back();
  if (last == nullptr || !last->is_element)
    return "no dialect knows all of it: what is told as element[name] is compared element by element";
  return fmt::format("no dialect knows {} {}: its elements are compared one by one", last->type, last->name);
}

std::string note_on_other_elements(const Diff& diff, const std::vector<DiffGroup>& groups) {
  std::set<std::string> told;
  for (const DiffGroup& each : groups) told.insert(to_string(each.address));
  std::string names;
  for (const Address& address : diff.elements)
    if (const std::string name = to_string(address); !told.contains(name))
      names.append(names.empty() ? "" : ", ").append(name);
  return names.empty() ? names : fmt::format("no dialect knows {}: elements are compared one by one", names);
}

ItemChanges item_changes(const AttributeValue& before, const AttributeValue& after) {
  const bool are_maps = before.shape == AttributeValue::Shape::map && after.shape == AttributeValue::Shape::map;
  return are_maps ? map_changes(items_of(before), items_of(after)) : list_changes(items_of(before), items_of(after));
}

}  // namespace idsxml::report
