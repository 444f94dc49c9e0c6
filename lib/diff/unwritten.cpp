#include "diff/unwritten.hpp"

#include <algorithm>

#include "rules/dialect.hpp"

namespace idsxml::diffing {
namespace {

using rules::at;
using rules::ResourceForm;
using rules::Unwritten;

class Adder {
 public:
  Adder(Model& model, const rules::Tables& tables) : model_(model), tables_(tables) {}

  void run() {
    const std::size_t written = model_.nodes.size();
    for (std::uint32_t i = 0; i < written; ++i) add_to(i);
    number_twins(model_);
    drop_twins(written);
  }

 private:
  void add_to(std::uint32_t index) {
    const Node node = model_.nodes[index];
    if (node.form == nullptr) return;
    for (const Unwritten& unwritten : at(tables_.unwritten, node.form->unwritten)) {
      if (!rules::is_in(node.version, unwritten.since, unwritten.until) || !holds(unwritten.where, index)) continue;
      if (unwritten.step.type.size == 0)
        add_setting(index, unwritten);
      else
        add_node(unwritten.at_root ? 0 : index, unwritten);
    }
  }

  bool holds(const rules::Step& where, std::uint32_t index) const {
    const auto settings = model_.settings_of(model_.nodes[index]);
    return where.type.size == 0 || std::any_of(settings.begin(), settings.end(), [&](const Setting& each) {
             return each.name == tables_.text(where.type) &&
                    model_.values_of(each).front().value == tables_.text(where.name);
           });
  }

  void add_node(std::uint32_t parent, const Unwritten& unwritten) {
    const Node around = model_.nodes[parent];
    const ResourceForm* form = around.form == nullptr ? nullptr : newest_form(*around.form, unwritten.step);
    if (form == nullptr) return;
    const auto here = static_cast<std::uint32_t>(model_.settings.size());
    model_.nodes.push_back({tables_.text(unwritten.step.type),
                            tables_.text(unwritten.step.name),
                            parent,
                            0,
                            form,
                            around.element,
                            {here, 0},
                            around.version});
    if (unwritten.attribute.size != 0) add_setting(static_cast<std::uint32_t>(model_.nodes.size() - 1), unwritten);
  }

  /// Settings of a node stand side by side: where others follow them, they are copied behind.
  void add_setting(std::uint32_t index, const Unwritten& unwritten) {
    Node& node = model_.nodes[index];
    const std::string_view name = tables_.text(unwritten.attribute);
    const auto settings = model_.settings_of(node);
    if (std::any_of(settings.begin(), settings.end(), [&](const Setting& each) { return each.name == name; })) return;
    if (node.settings.begin + node.settings.size != model_.settings.size()) {
      const auto first = static_cast<std::uint32_t>(model_.settings.size());
      for (std::uint32_t i = 0; i < node.settings.size; ++i) {
        const Setting copy = model_.settings[node.settings.begin + i];
        model_.settings.push_back(copy);
      }
      node.settings.begin = first;
    }
    const auto value = static_cast<std::uint32_t>(model_.values.size());
    model_.values.push_back({tables_.text(unwritten.value), {}, node.element, {}});
    model_.settings.push_back({name, newest_form(*node.form, name), {value, 1}, false});
    ++node.settings.size;
  }

  const ResourceForm* newest_form(const ResourceForm& parent, const rules::Step& step) const {
    const std::string_view type = tables_.text(step.type);
    const std::string_view name = tables_.text(step.name);
    if (type == "subsystem") return rules::dialect_of(tables_, name);
    const auto forms = at(tables_.resource_forms, parent.children);
    const auto found = std::find_if(forms.rbegin(), forms.rend(), [&](const ResourceForm& form) {
      return rules::matches(tables_, form, type, name);
    });
    return found == forms.rend() ? nullptr : &*found;
  }

  const rules::AttributeForm* newest_form(const ResourceForm& resource, std::string_view attribute) const {
    const auto forms = at(tables_.attribute_forms, resource.attributes);
    const auto found = std::find_if(forms.rbegin(), forms.rend(), [&](const rules::AttributeForm& form) {
      return tables_.text(form.name) == attribute;
    });
    return found == forms.rend() ? nullptr : &*found;
  }

  /// What is written stands before what is not, and is kept.
  void drop_twins(std::size_t written) {
    const auto first = model_.nodes.begin() + static_cast<std::ptrdiff_t>(written);
    model_.nodes.erase(std::remove_if(first, model_.nodes.end(), [](const Node& node) { return node.twin != 0; }),
                       model_.nodes.end());
  }

  Model& model_;
  const rules::Tables& tables_;
};

}  // namespace

void add_unwritten(Model& model, const rules::Tables& tables) {
  Adder(model, tables).run();
}

}  // namespace idsxml::diffing
