#include "diff/operations.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "config/safe_text.hpp"
#include "config/secret.hpp"
#include "xml/tree.hpp"

namespace idsxml::diffing {
namespace {

using rules::AttributeForm;
using rules::Type;
using rules::Values;
using rules::Written;

/// What dialects call in one way through all versions and servers in two. Of a kind of resource, an attribute; without
/// one, the name of the resource. WildFly calls it so up to the release, behind which it has the name of the dialect,
/// or from the release on.
struct Renaming {
  std::string_view type;
  std::string_view attribute;
  std::string_view ours;
  std::string_view theirs;
  Version since;
  Version until;
  Type value = Type::string;  ///< of the attribute
};
constexpr auto renamings = std::to_array<Renaming>({
    {"cache-container", "module", "module", "modules", {23, 0}, {0xFFFF, 0}, Type::list},
    {"service", "connectors", "connectors", "connector-ref", {}, {20, 0xFFFF}, Type::string},
    {"memory", "", "heap", "object", {}, {20, 0xFFFF}},
});

/// What is written for a member of an attribute, or for all of it.
struct Member {
  std::vector<std::string_view> path;  ///< credential-reference, clear-text
  const AttributeForm* form;
  std::vector<Written> values;
};

std::vector<std::string_view> parts_of(std::string_view name) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    parts.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string_view first_part(std::string_view name) {
  return name.substr(0, name.find('.'));
}

Type type_at(const AttributeForm& form, std::size_t part) {
  return part < form.types.size() ? form.types[part] : Type::unknown;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::string_view word = rules::take_word(text); !word.empty(); word = rules::take_word(text))
    words.push_back(word);
  return words;
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  // 007 is a string that the server has to understand.
  if (text.empty() || text.size() > 18 || (text.size() > 1 && text.front() == '0')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What makes values of what is written for one resource.
class Evaluator {
 public:
  Evaluator(const Node& node, const rules::Tables& tables) : node_(node), tables_(tables) {}

  /// `depth` parts of the members' paths, which they have in common, are told already.
  ManagementValue value(const std::vector<Member>& members, std::size_t depth) const {
    const Member& first = members.front();
    if (first.path.size() == depth) return leaf(first, type_at(*first.form, depth - 1));
    return is_list(members, depth) ? list(members, depth) : object(members, depth);
  }

 private:
  static bool is_list(const std::vector<Member>& members, std::size_t depth) {
    const Type type = type_at(*members.front().form, depth - 1);
    if (type != Type::unknown) return type == Type::list;
    return std::all_of(members.begin(), members.end(),
                       [](const Member& each) { return each.form->values == Values::elements; });
  }

  ManagementValue object(const std::vector<Member>& members, std::size_t depth) const {
    ManagementValue object{ManagementValue::Kind::object, {}};
    std::vector<std::string_view> told;
    for (const Member& member : members) {
      const std::string_view name = member.path[depth];
      if (std::find(told.begin(), told.end(), name) != told.end()) continue;
      told.push_back(name);
      std::vector<Member> same;
      std::copy_if(members.begin(), members.end(), std::back_inserter(same),
                   [&](const Member& each) { return each.path[depth] == name; });
      object.members.push_back({std::string(name), value(same, depth + 1)});
    }
    return object;
  }

  /// Of objects: what stands at or in one element is one of them.
  ManagementValue list(const std::vector<Member>& members, std::size_t depth) const {
    const std::size_t level = level_of(members.front(), depth);
    std::vector<pugi::xml_node> items;
    for (const Member& member : members)
      for (const Written& written : member.values) {
        const pugi::xml_node item = item_of(written, *member.form, level);
        if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
      }
    std::stable_sort(items.begin(), items.end(),
                     [](pugi::xml_node a, pugi::xml_node b) { return a.offset_debug() < b.offset_debug(); });
    ManagementValue list{ManagementValue::Kind::list, {}};
    for (const pugi::xml_node item : items) {
      std::vector<Member> own;
      for (const Member& member : members) {
        Member part{member.path, member.form, {}};
        std::copy_if(member.values.begin(), member.values.end(), std::back_inserter(part.values),
                     [&](const Written& written) { return item_of(written, *member.form, level) == item; });
        if (!part.values.empty()) own.push_back(std::move(part));
      }
      list.members.push_back({{}, object(own, depth)});
    }
    return list;
  }

  /// How many elements are on the way to those that are the objects: the shortest way to a member of such an object.
  std::size_t level_of(const Member& member, std::size_t depth) const {
    std::size_t level = member.form->elements.size;
    for (const AttributeForm& form : rules::at(tables_.attribute_forms, node_.form->attributes)) {
      const std::vector<std::string_view> path = parts_of(tables_.text(form.name));
      const bool is_sibling =
          path.size() > depth &&
          std::equal(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(depth), member.path.begin());
      if (is_sibling) level = std::min<std::size_t>(level, form.elements.size);
    }
    return level;
  }

  static pugi::xml_node item_of(const Written& written, const AttributeForm& form, std::size_t level) {
    pugi::xml_node element = written.element;
    for (std::size_t i = level; i < form.elements.size; ++i) element = element.parent();
    return element;
  }

  ManagementValue leaf(const Member& member, Type type) const {
    const Values values = member.form->values;
    if (values == Values::map) {
      ManagementValue map{ManagementValue::Kind::object, {}};
      for (const Written& each : member.values)
        map.members.push_back({std::string(each.key), one(member, each, each.value, Type::string)});
      return map;
    }
    const bool is_list = type == Type::list || (type == Type::unknown && values != Values::one);
    if (!is_list) return one(member, member.values.front(), joined(member.values), type);
    ManagementValue list{ManagementValue::Kind::list, {}};
    for (const Written& each : member.values) {
      const std::vector<std::string_view> items =
          values == Values::one ? words_of(each.value) : std::vector<std::string_view>{each.value};
      for (const std::string_view item : items) list.members.push_back({{}, one(member, each, item, Type::string)});
    }
    return list;
  }

  ManagementValue one(const Member& member, const Written& written, std::string_view text, Type type) const {
    const bool is_literal =
        (type == Type::number && is_integer(text)) || (type == Type::boolean && (text == "true" || text == "false"));
    const auto kind = is_literal ? ManagementValue::Kind::literal : ManagementValue::Kind::text;
    return {kind, std::string(text), {}, is_secret(node_, tables_.text(member.form->name), written)};
  }

  const Node& node_;
  const rules::Tables& tables_;
};

/// Whether a node of the new configuration stands for one of the old, and the other way round.
struct Pairing {
  std::vector<std::optional<std::uint32_t>> old_of;
  std::vector<std::optional<std::uint32_t>> new_of;
};

Pairing pair(const Model& before, const Model& after) {
  using Key = std::tuple<std::uint32_t, std::string_view, std::string_view, std::string_view, std::uint32_t, bool>;
  const auto key = [](const Node& node, std::uint32_t parent) {
    return Key{parent, node.type, node.name, node.around, node.twin, node.form == nullptr};
  };
  std::map<Key, std::uint32_t> olds;
  for (std::uint32_t i = 1; i < before.nodes.size(); ++i) olds.emplace(key(before.nodes[i], before.nodes[i].parent), i);
  Pairing pairing{std::vector<std::optional<std::uint32_t>>(after.nodes.size()),
                  std::vector<std::optional<std::uint32_t>>(before.nodes.size())};
  if (before.nodes.empty() || after.nodes.empty()) return pairing;
  pairing.old_of[0] = pairing.new_of[0] = 0;
  for (std::uint32_t i = 1; i < after.nodes.size(); ++i) {
    const std::optional<std::uint32_t> parent = pairing.old_of[after.nodes[i].parent];
    const auto found = parent ? olds.find(key(after.nodes[i], *parent)) : olds.end();
    if (found == olds.end()) continue;
    pairing.old_of[i] = found->second;
    pairing.new_of[found->second] = i;
  }
  return pairing;
}

class Planner {
 public:
  Planner(const Model& before, const Model& after, const Terms& terms)
      : before_(before),
        after_(after),
        terms_(terms),
        tables_(terms.tables),
        wildfly_(terms.wildfly),
        old_children_(before),
        new_children_(after),
        pairing_(pair(before, after)),
        gone_(before.nodes.size()),
        made_(after.nodes.size()),
        changed_(after.nodes.size()) {}

  std::vector<Operation> run(std::span<const Contrast> contrasts) {
    for (const Contrast& contrast : contrasts) take(contrast);
    remove();
    // What is declared first is what others refer to.
    std::reverse(plan_.begin(), plan_.end());
    write();
    order_extensions();
    for (Address& address : unexpressed_) plan_.push_back({Operation::State::unexpressed, std::move(address), {}, {}});
    return std::move(plan_);
  }

 private:
  void take(const Contrast& contrast) {
    const Node& node = contrast.before ? before_.nodes[*contrast.before] : after_.nodes[*contrast.after];
    if (contrast.kind == Difference::Kind::schema) return;
    if (node.form == nullptr && contrast.kind == Difference::Kind::removed && goes(node)) return;
    if (node.form == nullptr)
      return leave(contrast.before ? address_of(before_, *contrast.before) : address_of(after_, *contrast.after));
    switch (contrast.kind) {
      case Difference::Kind::added:
        return take_added(*contrast.after);
      case Difference::Kind::removed:
        return take_removed(*contrast.before);
      case Difference::Kind::changed:
        return take_changed(contrast);
      case Difference::Kind::reordered:
        return rebuild_children(*contrast.before, *contrast.after, contrast.type);
      case Difference::Kind::schema:
        return;
    }
  }

  /// Whether an element goes with the resource that it stands in.
  bool goes(const Node& element) const {
    std::uint32_t index = element.parent;
    while (before_.nodes[index].form == nullptr && before_.nodes[index].parent != index)
      index = before_.nodes[index].parent;
    return gone_[index];
  }

  void take_added(std::uint32_t index) {
    const Node& node = after_.nodes[index];
    if (node.form->pair_of.size != 0) return change(node.parent, tables_.text(node.form->pair_of));
    if (!can_be_added(node)) return leave(address_of(after_, index));
    made_[index] = true;
    const std::optional<std::uint32_t> parent = pairing_.old_of[node.parent];
    // A server puts what it adds behind all others.
    if (node.form->ordered && parent && !is_last(index)) rebuild_children(*parent, node.parent, node.type);
  }

  void take_removed(std::uint32_t index) {
    const Node& node = before_.nodes[index];
    if (node.form->pair_of.size == 0) {
      gone_[index] = true;
      if (!node.form->implied) bring_back(node);
    } else if (const auto parent = pairing_.new_of[node.parent]) {
      change(*parent, tables_.text(node.form->pair_of));
    }
  }

  /// What a server has unasked it has put something else in place of: with that gone, it has to be asked.
  void bring_back(const Node& gone) {
    const std::optional<std::uint32_t> parent = pairing_.new_of[gone.parent];
    if (!parent) return;
    for (const std::uint32_t child : new_children_.of(*parent)) {
      const Node& node = after_.nodes[child];
      if (node.type == gone.type && node.form != nullptr && node.form->implied && !pairing_.old_of[child])
        made_[child] = true;
    }
  }

  void take_changed(const Contrast& contrast) {
    const Setting& setting = contrast.new_setting != nullptr ? *contrast.new_setting : *contrast.old_setting;
    const Node& node = after_.nodes[*contrast.after];
    if (setting.form == nullptr) {
      Address address = address_of(after_, *contrast.after);
      address.push_back({std::string(setting.name), {}, true});
      return leave(std::move(address));
    }
    if (node.form->pair_of.size != 0) return change(node.parent, tables_.text(node.form->pair_of));
    if (node.form->fixed) return rebuild(*contrast.before, *contrast.after);
    change(*contrast.after, first_part(setting.name));
  }

  void change(std::uint32_t index, std::string_view attribute) {
    std::vector<std::string_view>& changed = changed_[index];
    if (std::find(changed.begin(), changed.end(), attribute) == changed.end()) changed.push_back(attribute);
  }

  /// Elements inside of what is left belong to it.
  void leave(Address address) {
    for (std::size_t depth = 0; depth <= address.size(); ++depth)
      if (left_.contains(to_string({address.begin(), address.begin() + static_cast<std::ptrdiff_t>(depth)}))) return;
    left_.insert(to_string(address));
    unexpressed_.push_back(std::move(address));
  }

  /// What needs no more than the configuration. Two of one name have one address; a deployment has a content.
  static bool can_be_added(const Node& node) {
    return node.twin == 0 && !node.name.empty() && node.type != "deployment" && node.type != "deployment-overlay";
  }

  bool is_last(std::uint32_t index) const {
    const auto siblings = new_children_.of(after_.nodes[index].parent);
    return std::none_of(siblings.begin(), siblings.end(), [&](std::uint32_t sibling) {
      return sibling > index && after_.nodes[sibling].type == after_.nodes[index].type && pairing_.old_of[sibling];
    });
  }

  void rebuild_children(std::uint32_t before, std::uint32_t after, std::string_view type) {
    for (const std::uint32_t child : old_children_.of(before))
      if (before_.nodes[child].type == type) mark(before_, old_children_, child, gone_);
    for (const std::uint32_t child : new_children_.of(after))
      if (after_.nodes[child].type == type) mark(after_, new_children_, child, made_);
  }

  void rebuild(std::uint32_t before, std::uint32_t after) {
    mark(before_, old_children_, before, gone_);
    mark(after_, new_children_, after, made_);
  }

  static void mark(const Model& model, const Children& children, std::uint32_t index, std::vector<bool>& marks) {
    const Node& node = model.nodes[index];
    if (node.form == nullptr || node.form->pair_of.size != 0) return;
    marks[index] = true;
    for (const std::uint32_t child : children.of(index)) mark(model, children, child, marks);
  }

  void remove() {
    std::vector<bool> kept(before_.nodes.size());  // whether a server still has it
    for (std::uint32_t i = 0; i < before_.nodes.size(); ++i) {
      const Node& node = before_.nodes[i];
      const bool has_parent = i == 0 || kept[node.parent];
      kept[i] = has_parent && (!gone_[i] || (node.form != nullptr && node.form->implied));
      if (!gone_[i] || !has_parent) continue;
      if (!kept[i]) {
        plan_.push_back({Operation::State::runnable, address(before_, i), "remove", {}});
        continue;
      }
      std::set<std::string_view> attributes;
      for (const Setting& setting : before_.settings_of(node)) attributes.insert(first_part(setting.name));
      for (const std::string_view attribute : attributes) undefine(before_, i, attribute);
    }
  }

  void write() {
    std::vector<bool> exists(after_.nodes.size());  // without being added here
    for (std::uint32_t i = 0; i < after_.nodes.size(); ++i) {
      const Node& node = after_.nodes[i];
      const bool has_parent = i == 0 || exists[node.parent];
      exists[i] = has_parent && node.form != nullptr && (!made_[i] || (node.form->implied && !is_replaced(node)));
      if (node.form == nullptr || node.form->pair_of.size != 0) continue;
      if (!exists[i]) {
        if (made_[i]) add(i);
        continue;
      }
      const std::vector<std::string_view> attributes = made_[i] ? attributes_of(i) : changed_[i];
      for (const std::string_view attribute : attributes) write_attribute(i, attribute);
    }
  }

  void add(std::uint32_t index) {
    Operation operation{Operation::State::runnable, address(after_, index), "add", {}};
    const Node& node = after_.nodes[index];
    const rules::ResourceForm& form = *node.form;
    if (form.name_prefix.size != 0) operation.parameters.push_back({"name", text(node.name)});
    if (form.says.attribute.size != 0)
      operation.parameters.push_back(
          {std::string(tables_.text(form.says.attribute)), text(tables_.text(form.says.value))});
    for (const std::string_view attribute : attributes_of(index))
      operation.parameters.push_back({std::string(name_of(node, attribute)), *value_of(index, attribute)});
    plan_.push_back(std::move(operation));
  }

  void write_attribute(std::uint32_t index, std::string_view attribute) {
    std::optional<ManagementValue> value = value_of(index, attribute);
    if (!value) return undefine(after_, index, attribute);
    plan_.push_back({Operation::State::runnable,
                     address(after_, index),
                     "write-attribute",
                     {{"name", text(name_of(after_.nodes[index], attribute))}, {"value", *std::move(value)}}});
  }

  /// An extension brings the descriptions of its subsystem, and goes after it.
  void order_extensions() {
    const auto is_extension = [](const Operation& each, std::string_view name) {
      return each.address.size() == 1 && each.address.front().type == "extension" && each.name == name;
    };
    std::stable_partition(plan_.begin(), plan_.end(), [&](const Operation& each) { return is_extension(each, "add"); });
    std::stable_partition(plan_.begin(), plan_.end(),
                          [&](const Operation& each) { return !is_extension(each, "remove"); });
  }

  /// Whether the server has put something else in place of what it has unasked, such as one memory for another.
  bool is_replaced(const Node& node) const {
    const std::optional<std::uint32_t> parent = pairing_.old_of[node.parent];
    if (!parent) return false;
    const auto siblings = old_children_.of(*parent);
    return std::any_of(siblings.begin(), siblings.end(), [&](std::uint32_t sibling) {
      const Node& other = before_.nodes[sibling];
      return gone_[sibling] && other.type == node.type && !other.form->implied;
    });
  }

  void rename(const Node& node, std::string& name) const {
    if (const Renaming* renaming = renaming_of(node.type, {}, name)) name = renaming->theirs;
    name.insert(0, tables_.text(node.form->name_prefix));
  }

  /// As a server calls it.
  Address address(const Model& model, std::uint32_t index) const {
    Address address = address_of(model, index);
    for (std::size_t step = address.size(); step > 0; index = model.nodes[index].parent)
      rename(model.nodes[index], address[--step].name);
    return address;
  }

  void undefine(const Model& model, std::uint32_t index, std::string_view attribute) {
    plan_.push_back({Operation::State::runnable,
                     address(model, index),
                     "undefine-attribute",
                     {{"name", text(name_of(model.nodes[index], attribute))}}});
  }

  const Renaming* renaming_of(std::string_view type, std::string_view attribute, std::string_view ours) const {
    const auto* const found = std::find_if(renamings.begin(), renamings.end(), [&](const Renaming& each) {
      return each.type == type && each.attribute == attribute && each.ours == ours && each.since <= wildfly_ &&
             wildfly_ <= each.until;
    });
    return found == renamings.end() ? nullptr : &*found;
  }

  std::string_view name_of(const Node& node, std::string_view attribute) const {
    const Renaming* renaming = renaming_of(node.type, attribute, attribute);
    return renaming == nullptr ? attribute : renaming->theirs;
  }

  static ManagementValue text(std::string_view text) { return {ManagementValue::Kind::text, std::string(text)}; }

  /// What old schemas do not write and servers take for written needs no saying where it is the default by now.
  bool is_said(const Setting& setting) const {
    if (setting.form == nullptr) return false;
    const Written& first = after_.values_of(setting).front();
    const bool is_unwritten = first.attribute.empty() && setting.form->attribute.size != 0;
    return !is_unwritten || default_of(setting, terms_) != first.value;
  }

  std::vector<std::string_view> attributes_of(std::uint32_t index) const {
    std::vector<std::string_view> attributes;
    const auto tell = [&](std::string_view name) {
      if (std::find(attributes.begin(), attributes.end(), name) == attributes.end()) attributes.push_back(name);
    };
    for (const Setting& setting : after_.settings_of(after_.nodes[index]))
      if (is_said(setting)) tell(first_part(setting.name));
    for (const std::uint32_t child : new_children_.of(index))
      if (const rules::ResourceForm* form = after_.nodes[child].form; form != nullptr && form->pair_of.size != 0)
        tell(tables_.text(form->pair_of));
    return attributes;
  }

  std::optional<ManagementValue> value_of(std::uint32_t index, std::string_view attribute) const {
    const Node& node = after_.nodes[index];
    std::vector<Member> members;
    for (const Setting& setting : after_.settings_of(node)) {
      if (!is_said(setting) || first_part(setting.name) != attribute) continue;
      const auto values = after_.values_of(setting);
      members.push_back({parts_of(setting.name), setting.form, {values.begin(), values.end()}});
    }
    if (members.empty()) return pairs_of(index, attribute);
    ManagementValue value = Evaluator(node, tables_).value(members, 1);
    if (const Renaming* renaming = renaming_of(node.type, attribute, attribute)) convert(value, renaming->value);
    return value;
  }

  static void convert(ManagementValue& value, Type type) {
    const bool is_list = value.kind == ManagementValue::Kind::list;
    if (type == Type::list && !is_list) {
      ManagementValue list{ManagementValue::Kind::list, {}};
      for (const std::string_view word : words_of(value.text)) list.members.push_back({{}, text(word)});
      value = std::move(list);
    } else if (type != Type::list && is_list && !value.members.empty()) {
      value = ManagementValue(value.members.front().value);
    }
  }

  std::optional<ManagementValue> pairs_of(std::uint32_t index, std::string_view attribute) const {
    ManagementValue map{ManagementValue::Kind::object, {}};
    for (const std::uint32_t child : new_children_.of(index)) {
      const Node& pair = after_.nodes[child];
      if (pair.form == nullptr || tables_.text(pair.form->pair_of) != attribute) continue;
      for (const Setting& setting : after_.settings_of(pair)) {
        const Written& written = after_.values_of(setting).front();
        ManagementValue value = text(written.value);
        value.is_secret = is_secret(pair, setting.name, written);
        map.members.push_back({std::string(pair.name), std::move(value)});
      }
    }
    return map.members.empty() ? std::nullopt : std::optional(std::move(map));
  }

  const Model& before_;
  const Model& after_;
  const Terms& terms_;
  const rules::Tables& tables_;
  Version wildfly_;
  Children old_children_;
  Children new_children_;
  Pairing pairing_;
  std::vector<bool> gone_;  ///< of the old nodes, those that are removed; some of them a server has unasked
  std::vector<bool> made_;  ///< of the new nodes, those that are added
  std::vector<std::vector<std::string_view>> changed_;  ///< attributes of new nodes
  std::vector<Address> unexpressed_;
  std::set<std::string> left_;  ///< the same, as texts
  std::vector<Operation> plan_;
};

bool mask(ManagementValue& value) {
  // A URL may hold a password whatever its attribute is called.
  const bool holds_one = value.kind == ManagementValue::Kind::text && config::without_secrets(value.text) != value.text;
  if (value.is_secret || holds_one) value = {ManagementValue::Kind::text, std::string(stars), {}, true};
  bool found = value.is_secret;
  for (ManagementValue::Member& member : value.members) found = mask(member.value) || found;
  return found;
}

bool is_inside(const Address& address, const Address& outer) {
  return outer.size() <= address.size() && std::equal(outer.begin(), outer.end(), address.begin());
}

}  // namespace

std::vector<Operation> operations(const Model& before, const Model& after, std::span<const Contrast> contrasts,
                                  const Terms& terms) {
  return Planner(before, after, terms).run(contrasts);
}

void mask(std::vector<Operation>& operations) {
  std::vector<Address> missing;  // resources that are not added
  for (Operation& operation : operations) {
    if (operation.state != Operation::State::runnable) continue;
    bool is_masked = std::any_of(missing.begin(), missing.end(),
                                 [&](const Address& each) { return is_inside(operation.address, each); });
    for (ManagementValue::Member& parameter : operation.parameters) is_masked = mask(parameter.value) || is_masked;
    if (!is_masked) continue;
    operation.state = Operation::State::masked;
    if (operation.name == "add") missing.push_back(operation.address);
  }
}

}  // namespace idsxml::diffing
