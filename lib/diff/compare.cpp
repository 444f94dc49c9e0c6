#include "diff/compare.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "config/expression.hpp"
#include "rules/dialect.hpp"
#include "xml/tree.hpp"

namespace idsxml::diffing {
namespace {

using rules::Values;
using rules::Written;

bool have_one_name(const Node& a, const Node& b) {
  return a.type == b.type && a.name == b.name && a.twin == b.twin && a.around == b.around &&
         (a.form == nullptr) == (b.form == nullptr);
}

/// Finds the child that another one stands for. Most stand in the same order in both.
class Matcher {
 public:
  Matcher(const Model& model, std::span<const std::uint32_t> children) : model_(model), children_(children) {}

  std::optional<std::uint32_t> find(const Node& node) {
    for (std::size_t tried = 0; tried < nearby && next_ < children_.size(); ++tried) {
      const std::size_t at = (next_ + tried) % children_.size();
      if (!have_one_name(model_.nodes[children_[at]], node)) continue;
      next_ = (at + 1) % children_.size();
      return children_[at];
    }
    if (children_.size() <= nearby) return std::nullopt;
    if (by_name_.empty())
      for (const std::uint32_t child : children_) by_name_.emplace(hash_of(model_.nodes[child]), child);
    const auto [first, last] = by_name_.equal_range(hash_of(node));
    for (auto i = first; i != last; ++i)
      if (have_one_name(model_.nodes[i->second], node)) return i->second;
    return std::nullopt;
  }

 private:
  static constexpr std::size_t nearby = 8;

  static std::size_t hash_of(const Node& node) {
    const std::hash<std::string_view> hash;
    return (hash(node.type) * 31 + hash(node.name)) * 31 + node.twin;
  }

  const Model& model_;
  std::span<const std::uint32_t> children_;
  std::size_t next_ = 0;
  std::unordered_multimap<std::size_t, std::uint32_t> by_name_;
};

/// Takes the first line off a text, without the white space around it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  constexpr std::string_view space = " \t\r";
  line.remove_prefix(std::min(line.find_first_not_of(space), line.size()));
  return line.substr(0, line.find_last_not_of(space) + 1);
}

/// Servers indent each line of a text anew when they write it.
bool have_equal_lines(std::string_view a, std::string_view b) {
  if (a.find('\n') == std::string_view::npos || b.find('\n') == std::string_view::npos) return false;
  while (!a.empty() && !b.empty())
    if (take_line(a) != take_line(b)) return false;
  return a.empty() && b.empty();
}

bool is_equal_text(std::string_view a, std::string_view b, const Terms& terms) {
  if (a == b || have_equal_lines(a, b)) return true;
  if (!terms.resolve) return false;
  const std::optional<std::string> resolved = config::resolved(a);
  return resolved && resolved == config::resolved(b);
}

class Comparison {
 public:
  Comparison(const Model& before, const Model& after, const Terms& terms)
      : before_(before), after_(after), old_children_(before), new_children_(after), terms_(terms) {}

  std::vector<Contrast> run() {
    compare(0, 0);
    return std::move(found_);
  }

 private:
  void compare(std::uint32_t before, std::uint32_t after) {
    compare_schemas(before, after);
    compare_settings(before, after);
    const std::span<const std::uint32_t> old_children = old_children_.of(before);
    const std::span<const std::uint32_t> new_children = new_children_.of(after);
    Matcher matcher(after_, new_children);
    std::vector<std::uint32_t> matched;  // in the order of the old children
    matched.reserve(old_children.size());
    for (const std::uint32_t child : old_children) {
      if (const auto other = matcher.find(before_.nodes[child])) {
        matched.push_back(*other);
        compare(child, *other);
      } else {
        only_one_has(Difference::Kind::removed, before_, old_children_, child);
      }
    }
    compare_order(before, after, matched);
    std::sort(matched.begin(), matched.end());
    for (const std::uint32_t child : new_children)
      if (!std::binary_search(matched.begin(), matched.end(), child))
        only_one_has(Difference::Kind::added, after_, new_children_, child);
  }

  void compare_schemas(std::uint32_t before, std::uint32_t after) {
    const Node& node = before_.nodes[before];
    const Node& other = after_.nodes[after];
    const bool is_schema = before == 0 || (!node.name_space.empty() && !other.name_space.empty());
    if (is_schema && node.name_space != other.name_space) found_.push_back({Difference::Kind::schema, before, after});
  }

  void compare_settings(std::uint32_t before, std::uint32_t after) {
    const auto olds = before_.settings_of(before_.nodes[before]);
    const auto news = after_.settings_of(after_.nodes[after]);
    const auto named = [](std::span<const Setting> settings, std::size_t guess, std::string_view name) {
      if (guess < settings.size() && settings[guess].name == name) return &settings[guess];
      const auto found =
          std::find_if(settings.begin(), settings.end(), [&](const Setting& s) { return s.name == name; });
      return found == settings.end() ? nullptr : &*found;
    };
    const Node& old_node = before_.nodes[before];
    const Node& new_node = after_.nodes[after];
    for (std::size_t i = 0; i < olds.size(); ++i) {
      const Setting* ours = is_ignored(before_, olds[i], new_node) ? nullptr : &olds[i];
      const Setting* theirs = named(news, i, olds[i].name);
      if (theirs != nullptr && is_ignored(after_, *theirs, old_node)) theirs = nullptr;
      if (!is_same(ours, theirs)) found_.push_back({Difference::Kind::changed, before, after, ours, theirs});
    }
    for (std::size_t i = 0; i < news.size(); ++i)
      if (named(olds, i, news[i].name) == nullptr && !is_ignored(after_, news[i], old_node) &&
          !is_same(nullptr, &news[i]))
        found_.push_back({Difference::Kind::changed, before, after, nullptr, &news[i]});
  }

  bool is_same(const Setting* ours, const Setting* theirs) const {
    if (ours != nullptr && theirs != nullptr) return is_equal(*ours, *theirs);
    if (ours != nullptr) return is_default(before_, *ours, terms_);
    return theirs == nullptr || is_default(after_, *theirs, terms_);
  }

  /// Whether servers of the other's version read it and do nothing with it. Both of one version, it means what it says.
  bool is_ignored(const Model& model, const Setting& setting, const Node& other) const {
    if (setting.form == nullptr || setting.form->ignored.size == 0 || other.form == nullptr) return false;
    const rules::Tables& tables = terms_.tables;
    const std::string_view ignored = tables.text(setting.form->ignored);
    const auto values = model.values_of(setting);
    if (ignored != "*" && (values.size() != 1 || values[0].value != ignored)) return false;
    const rules::AttributeForm* theirs = rules::attribute_form_of(tables, *other.form, setting.name, other.version);
    return theirs == nullptr || tables.text(theirs->ignored) != ignored;
  }

  bool is_equal(const Setting& a, const Setting& b) const {
    const auto ours = before_.values_of(a);
    const auto theirs = after_.values_of(b);
    if (ours.size() != theirs.size()) return false;
    const bool is_in_order = a.form == nullptr || (a.form->values != Values::map && !a.form->unordered);
    if (is_in_order)
      return std::equal(ours.begin(), ours.end(), theirs.begin(), [&](const Written& one, const Written& other) {
        return is_equal_text(one.value, other.value, terms_);
      });
    return sorted(ours) == sorted(theirs);
  }

  using Pair = std::pair<std::string_view, std::string>;

  /// What is equal has the same form here.
  std::vector<Pair> sorted(std::span<const Written> values) const {
    std::vector<Pair> pairs;
    pairs.reserve(values.size());
    for (const Written& each : values) pairs.emplace_back(each.key, plain(each.value));
    std::sort(pairs.begin(), pairs.end());
    return pairs;
  }

  std::string plain(std::string_view text) const {
    const std::optional<std::string> resolved = terms_.resolve ? config::resolved(text) : std::nullopt;
    std::string_view rest = resolved ? std::string_view(*resolved) : text;
    if (rest.find('\n') == std::string_view::npos) return std::string(rest);
    std::string lines;
    while (!rest.empty()) lines.append(take_line(rest)).push_back('\n');
    return lines;
  }

  /// Whether a server has the resource all the same where it is not written.
  bool is_implied(const Model& model, std::uint32_t index) const {
    const Node& node = model.nodes[index];
    if (node.form == nullptr) return false;
    const auto settings = model.settings_of(node);
    return node.form->implied && std::all_of(settings.begin(), settings.end(),
                                             [&](const Setting& s) { return is_default(model, s, terms_); });
  }

  /// Whether it says once more what stands before it: a server has one resource of an address.
  static bool is_copy(const Model& model, const Children& children, std::uint32_t index) {
    const Node& node = model.nodes[index];
    if (node.twin == 0 || node.form == nullptr || node.form->ordered || !node.element) return false;
    const auto siblings = children.of(node.parent);
    const auto first = std::find_if(siblings.begin(), siblings.end(), [&](std::uint32_t sibling) {
      const Node& other = model.nodes[sibling];
      return other.twin == 0 && other.type == node.type && other.name == node.name && other.form == node.form;
    });
    return first != siblings.end() && xml::Tree::is_like(model.nodes[*first].element, node.element);
  }

  void only_one_has(Difference::Kind kind, const Model& model, const Children& children, std::uint32_t index) {
    if (is_copy(model, children, index)) return;
    const bool is_old = kind == Difference::Kind::removed;
    if (!is_implied(model, index))
      found_.push_back(
          {kind, is_old ? std::optional(index) : std::nullopt, is_old ? std::nullopt : std::optional(index)});
    for (const std::uint32_t child : children.of(index)) only_one_has(kind, model, children, child);
  }

  /// `matched` are the new children in the order of the old ones.
  void compare_order(std::uint32_t before, std::uint32_t after, std::span<const std::uint32_t> matched) {
    struct Type {
      std::uint32_t last = 0;
      bool is_told = false;
    };
    std::map<std::string_view, Type> types;  // those whose order matters
    for (const std::uint32_t child : matched) {
      const Node& node = after_.nodes[child];
      if (node.form != nullptr && !node.form->ordered) continue;
      Type& type = types[node.type];
      if (child >= type.last) {
        type.last = child;
      } else if (!type.is_told) {
        type.is_told = true;
        found_.push_back({Difference::Kind::reordered, before, after, nullptr, nullptr, node.type});
      }
    }
  }

  const Model& before_;
  const Model& after_;
  Children old_children_;
  Children new_children_;
  const Terms& terms_;
  std::vector<Contrast> found_;
};

}  // namespace

std::vector<Contrast> compare(const Model& before, const Model& after, const Terms& terms) {
  return Comparison(before, after, terms).run();
}

bool is_default(const Model& model, const Setting& setting, const Terms& terms) {
  if (terms.exact) return false;
  const std::optional<std::string_view> known = default_of(setting, terms);
  if (!known) return false;
  return is_equal_text(joined(model.values_of(setting)), *known, terms);
}

std::optional<std::string_view> default_of(const Setting& setting, const Terms& terms) {
  if (setting.form == nullptr) return std::nullopt;
  return rules::default_of(terms.tables, *setting.form, terms.wildfly);
}

}  // namespace idsxml::diffing
