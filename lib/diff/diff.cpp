#include "idsxml/diff.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <utility>
#include <variant>

#include "catalog/stock.hpp"
#include "config/configuration.hpp"
#include "config/safe_text.hpp"
#include "diff/compare.hpp"
#include "diff/model.hpp"
#include "diff/newest.hpp"
#include "diff/operations.hpp"
#include "diff/stock.hpp"
#include "rules/engine.hpp"
#include "rules/findings.hpp"
#include "xml/tree.hpp"

namespace idsxml {
namespace {

using diffing::Contrast;
using diffing::Model;
using diffing::Node;
using diffing::Setting;
using rules::Values;

/// One of the two configurations, and how what is in it is told.
class Side {
 public:
  Side(const DiffSide& side, const rules::Tables& tables) {
    if (const auto* configuration = std::get_if<Configuration>(&side)) {
      tree_.emplace(configuration->state().document);
      diffing::join_texts(tree_->root());
      model_ = diffing::model_of(tree_->root(), tables);
    } else if (const auto* stock = std::get_if<StockConfiguration>(&side)) {
      if (const auto row = catalog::find_stock(stock->release, stock->profile))
        model_ = diffing::stock_model(*row, tables);
    }
  }

  const Model& model() const { return model_; }
  const Node& node(std::uint32_t index) const { return model_.nodes[index]; }

  /// None in a stock configuration.
  std::optional<Place> place(pugi::xml_node element, std::string_view attribute = {}) const {
    if (!tree_) return std::nullopt;
    if (!lines_) lines_.emplace(tree_->document());
    return rules::place_of(*lines_, rules::spot_of(*tree_, element, attribute));
  }

  Address address(std::uint32_t index) const { return diffing::address_of(model_, index); }

  /// The names of the children of one type.
  AttributeValue order(std::uint32_t parent, std::string_view type) const {
    if (!children_) children_.emplace(model_);
    AttributeValue order;
    order.shape = AttributeValue::Shape::list;
    for (const std::uint32_t child : children_->of(parent))
      if (node(child).type == type) order.items.push_back({{}, std::string(node(child).name)});
    return order;
  }

  AttributeValue value(const Node& node, const Setting& setting) const {
    AttributeValue value;
    const auto written = model_.values_of(setting);
    const Values values = setting.form == nullptr ? Values::one : setting.form->values;
    if (values == Values::map)
      value.shape = AttributeValue::Shape::map;
    else if (values != Values::one)
      value.shape = AttributeValue::Shape::list;
    for (const rules::Written& each : written) {
      value.items.push_back({std::string(each.key), std::string(each.value)});
      value.is_secret = value.is_secret || diffing::is_secret(node, setting.name, each);
    }
    if (!written.empty()) value.place = place(written.front().element, written.front().attribute);
    return value;
  }

 private:
  std::optional<xml::Tree> tree_;  ///< none of a stock configuration
  Model model_;
  mutable std::optional<xml::LineIndex> lines_;
  mutable std::optional<diffing::Children> children_;
};

AttributeValue plain_value(std::string_view text) {
  AttributeValue value;
  value.items.push_back({{}, std::string(text)});
  return value;
}

class Teller {
 public:
  Teller(const Side& before, const Side& after, const diffing::Terms& terms)
      : before_(before), after_(after), terms_(terms) {}

  Difference tell(const Contrast& contrast) const {
    Difference told;
    told.kind = contrast.kind;
    told.address = contrast.before ? before_.address(*contrast.before) : after_.address(*contrast.after);
    if (contrast.before) told.place_before = before_.place(before_.node(*contrast.before).element);
    if (contrast.after) told.place_after = after_.place(after_.node(*contrast.after).element);
    switch (contrast.kind) {
      case Difference::Kind::added:
        told.attributes = attributes(after_, *contrast.after);
        break;
      case Difference::Kind::removed:
        told.attributes = attributes(before_, *contrast.before);
        break;
      case Difference::Kind::changed:
        tell_change(contrast, told);
        break;
      case Difference::Kind::reordered:
        told.attribute = contrast.type;
        told.before = before_.order(*contrast.before, contrast.type);
        told.after = after_.order(*contrast.after, contrast.type);
        break;
      case Difference::Kind::schema:
        told.before = plain_value(before_.node(*contrast.before).name_space);
        told.after = plain_value(after_.node(*contrast.after).name_space);
        break;
    }
    return told;
  }

 private:
  std::vector<NamedValue> attributes(const Side& side, std::uint32_t index) const {
    std::vector<NamedValue> attributes;
    for (const Setting& setting : side.model().settings_of(side.node(index)))
      if (setting.is_written || !diffing::is_default(side.model(), setting, terms_))
        attributes.push_back({std::string(setting.name), side.value(side.node(index), setting)});
    return attributes;
  }

  void tell_change(const Contrast& contrast, Difference& told) const {
    const Setting& setting = contrast.old_setting != nullptr ? *contrast.old_setting : *contrast.new_setting;
    told.attribute = setting.name;
    if (contrast.old_setting != nullptr)
      told.before = before_.value(before_.node(*contrast.before), *contrast.old_setting);
    if (contrast.new_setting != nullptr) told.after = after_.value(after_.node(*contrast.after), *contrast.new_setting);
    if (const std::optional<std::string_view> known = diffing::default_of(setting, terms_))
      told.default_value = std::string(*known);
  }

  const Side& before_;
  const Side& after_;
  const diffing::Terms& terms_;
};

/// The topmost elements that no dialect tells of, each address once.
std::vector<Address> elements_of(std::initializer_list<const Side*> sides) {
  std::map<std::string, Address> known;
  for (const Side* side : sides) {
    const std::vector<Node>& nodes = side->model().nodes;
    for (std::uint32_t i = 1; i < nodes.size(); ++i) {
      if (nodes[i].form != nullptr || (nodes[i].parent != 0 && nodes[nodes[i].parent].form == nullptr)) continue;
      Address address = side->address(i);
      std::string name = to_string(address);
      known.emplace(std::move(name), std::move(address));
    }
  }
  std::vector<Address> elements;
  elements.reserve(known.size());
  for (auto& [name, address] : known) elements.push_back(std::move(address));
  return elements;
}

std::string_view name_of(ConfigurationKind kind) {
  if (kind == ConfigurationKind::standalone) return "standalone.xml";
  return kind == ConfigurationKind::domain ? "domain.xml" : "host.xml";
}

ConfigurationKind kind_of(const DiffSide& side) {
  const auto* configuration = std::get_if<Configuration>(&side);
  return configuration == nullptr ? ConfigurationKind::standalone : configuration->kind();
}

/// Why a side cannot be compared, if so.
std::optional<Error> objection_to(const DiffSide& side) {
  const auto* stock = std::get_if<StockConfiguration>(&side);
  if (stock == nullptr) return std::nullopt;
  const Result<StockConfiguration> known = stock_configuration(stock->release, stock->profile);
  return known ? std::nullopt : std::optional(known.error());
}

void mask(AttributeValue& value) {
  const bool is_whole = value.is_secret;
  for (ValueItem& item : value.items) {
    // A URL may hold a password whatever its attribute is called.
    std::string shown = is_whole ? std::string(diffing::stars) : config::without_secrets(item.text);
    value.is_secret = value.is_secret || shown != item.text;
    item.text = std::move(shown);
  }
}

void hide_line(std::optional<Place>& place) {
  if (place) place->line.clear();
}

void mask(Difference& difference) {
  std::vector<AttributeValue*> values;
  if (difference.before) values.push_back(&*difference.before);
  if (difference.after) values.push_back(&*difference.after);
  for (NamedValue& attribute : difference.attributes) values.push_back(&attribute.value);
  for (AttributeValue* value : values) mask(*value);
  const auto is_secret = [](const AttributeValue* value) { return value->is_secret; };
  if (std::none_of(values.begin(), values.end(), is_secret)) return;
  // A line alone may not show that a secret stands in it.
  for (AttributeValue* value : values) hide_line(value->place);
  hide_line(difference.place_before);
  hide_line(difference.place_after);
}

}  // namespace

std::string to_string(const Address& address) {
  std::string text;
  for (const AddressStep& step : address) {
    text.append("/").append(step.type);
    if (!step.is_element)
      text.append("=").append(step.name);
    else if (!step.name.empty())
      text.append("[").append(step.name).append("]");
  }
  return text.empty() ? "/" : text;
}

std::string AttributeValue::text() const {
  if (shape == Shape::one) return items.empty() ? std::string() : items.front().text;
  std::string text;
  for (const ValueItem& item : items) {
    if (!text.empty()) text.append(", ");
    if (shape == Shape::map) text.append(item.key).append("=");
    text.append(item.text);
  }
  return shape == Shape::map ? "{" + text + "}" : "[" + text + "]";
}

bool Difference::is_of_elements() const {
  return std::any_of(address.begin(), address.end(), [](const AddressStep& step) { return step.is_element; });
}

bool Diff::means_the_same() const {
  return std::all_of(differences.begin(), differences.end(),
                     [](const Difference& each) { return each.kind == Difference::Kind::schema; });
}

Result<Diff> diff(const DiffSide& before, const DiffSide& after, const Rules& rules, const DiffOptions& options) {
  for (const DiffSide* side : {&before, &after})
    if (std::optional<Error> objection = objection_to(*side)) return *std::move(objection);
  if (kind_of(before) != kind_of(after))
    return Error{.code = "DIF001",
                 .message = "the old one is a " + std::string(name_of(kind_of(before))) + ", the new one a " +
                            std::string(name_of(kind_of(after))),
                 .advice = "compare two of one kind"};
  const rules::Tables& tables = rules.state().tables;
  const Side old_side(before, tables);
  const Side new_side(after, tables);
  Diff result;
  result.release = options.release ? *options.release : diffing::newest_release({&before, &after});
  const Version wildfly = wildfly_under(result.release).version;
  const diffing::Terms terms{tables, wildfly, options.resolve};
  const Teller teller(old_side, new_side, terms);
  result.elements = elements_of({&old_side, &new_side});
  for (const Contrast& contrast : diffing::compare(old_side.model(), new_side.model(), terms)) {
    result.differences.push_back(teller.tell(contrast));
    if (!options.show_secrets) mask(result.differences.back());
  }
  if (options.operations) {
    const diffing::Terms exactly{tables, wildfly, false, true};
    result.operations = diffing::operations(old_side.model(), new_side.model(),
                                            diffing::compare(old_side.model(), new_side.model(), exactly), exactly);
    if (!options.show_secrets) diffing::mask(result.operations);
  }
  return result;
}

}  // namespace idsxml
