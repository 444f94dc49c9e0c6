#include "diff/stock.hpp"

#include <algorithm>

#include "catalog/stock.hpp"
#include "diff/unwritten.hpp"
#include "rules/dialect.hpp"

namespace idsxml::diffing {
namespace {

using catalog::stock_text;
using catalog::StockRow;
using rules::at;
using rules::ResourceForm;

class Builder {
 public:
  Builder(std::size_t configuration, const rules::Tables& tables) : configuration_(configuration), tables_(tables) {}

  Model run() {
    for (std::size_t i = 0; i < catalog::stock_rows.size();) {
      if (holds(i))
        i = add_node(i);
      else
        i = behind(i);
    }
    add_unwritten(model_, tables_);
    return std::move(model_);
  }

 private:
  /// A node on the way from the root to the one that is read.
  struct Level {
    std::uint32_t index;
    rules::Version version;
  };

  bool holds(std::size_t row) const {
    return catalog::stock_sets[catalog::stock_rows[row].holds].contains(configuration_);
  }

  /// The first row that is not below this one.
  static std::size_t behind(std::size_t row) {
    const std::uint8_t depth = catalog::stock_rows[row].depth;
    do ++row;
    while (row < catalog::stock_rows.size() && catalog::stock_rows[row].depth > depth);
    return row;
  }

  /// Reads a node with its namespace and attributes; returns the row behind them.
  std::size_t add_node(std::size_t row) {
    const StockRow& node = catalog::stock_rows[row];
    const std::size_t begin = model_.settings.size();
    std::string_view name_space;
    std::size_t next = row + 1;
    for (; next < catalog::stock_rows.size(); ++next) {
      const StockRow& fact = catalog::stock_rows[next];
      if (fact.kind != StockRow::Kind::space && fact.kind != StockRow::Kind::attribute) break;
      if (!holds(next)) continue;
      if (fact.kind == StockRow::Kind::space)
        name_space = stock_text(fact.name);
      else
        add_value(fact, begin);
    }
    way_.resize(node.depth);
    const rules::Version version = !name_space.empty() ? rules::parts_of(name_space).version : way_.back().version;
    const auto index = static_cast<std::uint32_t>(model_.nodes.size());
    const rules::Slice settings{static_cast<std::uint32_t>(begin),
                                static_cast<std::uint32_t>(model_.settings.size() - begin)};
    const ResourceForm* form =
        node.kind == StockRow::Kind::element ? nullptr : form_of(node, name_space, version, begin);
    model_.nodes.push_back({stock_text(node.name),
                            stock_text(node.key),
                            way_.empty() ? 0 : way_.back().index,
                            0,
                            form,
                            {},
                            settings,
                            version,
                            name_space});
    if (form != nullptr)
      for (std::size_t i = begin; i < model_.settings.size(); ++i)
        model_.settings[i].form = rules::attribute_form_of(tables_, *form, model_.settings[i].name, version);
    way_.push_back({index, version});
    return next;
  }

  void add_value(const StockRow& fact, std::size_t begin) {
    const std::string_view name = stock_text(fact.name);
    const auto first = static_cast<std::uint32_t>(model_.values.size());
    model_.values.push_back({stock_text(fact.value), stock_text(fact.key), {}, {}});
    if (model_.settings.size() > begin && model_.settings.back().name == name)
      ++model_.settings.back().values.size;
    else
      model_.settings.push_back({name, nullptr, {first, 1}});
  }

  /// Facts call resources as newer servers do.
  bool is_of(const ResourceForm& form, const StockRow& node) const {
    const std::string_view type = tables_.text(form.renamed.size == 0 ? form.step.type : form.renamed);
    const std::string_view name = tables_.text(form.step.name);
    return type == stock_text(node.name) && (name == "*" || name == stock_text(node.key));
  }

  /// The form that tells of all attributes of the node; else the first that fits.
  const ResourceForm* form_of(const StockRow& node, std::string_view name_space, rules::Version version,
                              std::size_t first_setting) const {
    if (way_.empty()) return rules::dialect_of(tables_, "server");
    if (!name_space.empty()) return rules::dialect_of(tables_, rules::parts_of(name_space).name);
    const ResourceForm* parent = model_.nodes[way_.back().index].form;
    if (parent == nullptr) return nullptr;
    const auto tells_of_all = [&](const ResourceForm& form) {
      return std::all_of(model_.settings.begin() + static_cast<std::ptrdiff_t>(first_setting), model_.settings.end(),
                         [&](const Setting& setting) {
                           return rules::attribute_form_of(tables_, form, setting.name, version) != nullptr;
                         });
    };
    const ResourceForm* first = nullptr;
    for (const ResourceForm& form : at(tables_.resource_forms, parent->children)) {
      if (!rules::is_in(version, form.since, form.until) || !is_of(form, node)) continue;
      if (tells_of_all(form)) return &form;
      if (first == nullptr) first = &form;
    }
    return first;
  }

  /// As model_of() names resources.
  bool is_of(const ResourceForm& form, const StockRow& node) const {
    const std::string_view name = tables_.text(form.step.name);
    return tables_.text(form.renamed.size == 0 ? form.step.type : form.renamed) == stock_text(node.name) &&
           (name == "*" || name == stock_text(node.key));
  }

  std::size_t configuration_;
  const rules::Tables& tables_;
  Model model_;
  std::vector<Level> way_;
};

}  // namespace

Model stock_model(std::size_t configuration, const rules::Tables& tables) {
  return Builder(configuration, tables).run();
}

}  // namespace idsxml::diffing
