#include "merge/verify.hpp"

#include <algorithm>
#include <iterator>

namespace idsxml::merging {
namespace {

std::string subsystem_of(const Address& address) {
  const auto found =
      std::find_if(address.begin(), address.end(), [](const AddressStep& step) { return step.type == "subsystem"; });
  return found == address.end() ? std::string() : found->name;
}

bool has_item(const std::optional<AttributeValue>& value, const ValueItem& item) {
  return value && std::find(value->items.begin(), value->items.end(), item) != value->items.end();
}

/// One configuration's differences from another, taken apart as far as the sides may have made them apart.
class Teller {
 public:
  void tell(const Difference& difference) {
    subsystem_ = subsystem_of(difference.address);
    address_ = to_string(difference.address);
    switch (difference.kind) {
      case Difference::Kind::added:
        put("added");
        for (const NamedValue& attribute : difference.attributes)
          tell_values(attribute.name, std::nullopt, attribute.value);
        break;
      case Difference::Kind::removed:
        put("removed");
        break;
      case Difference::Kind::changed:
        tell_values(difference.attribute, difference.before, difference.after);
        break;
      case Difference::Kind::reordered:
        put("reordered " + difference.attribute);
        break;
      case Difference::Kind::schema:
        put("schema " + (difference.after ? difference.after->text() : ""));
        break;
    }
  }

  std::vector<Fact> take() && {
    std::sort(facts_.begin(), facts_.end());
    return std::move(facts_);
  }

 private:
  void tell_values(const std::string& name, const std::optional<AttributeValue>& before,
                   const std::optional<AttributeValue>& after) {
    const bool is_one =
        after ? after->shape == AttributeValue::Shape::one : before->shape == AttributeValue::Shape::one;
    if (is_one) return put(name + (after ? " is " + after->text() : " is not set"));
    tell_items(name + " has ", after, before);
    tell_items(name + " has no longer ", before, after);
  }

  void tell_items(const std::string& lead, const std::optional<AttributeValue>& of,
                  const std::optional<AttributeValue>& other) {
    if (!of) return;
    for (const ValueItem& item : of->items)
      if (!has_item(other, item)) put(lead + item.key + "=" + item.text);
  }

  void put(const std::string& what) { facts_.push_back({subsystem_, address_ + " " + what}); }

  std::string subsystem_;
  std::string address_;
  std::vector<Fact> facts_;
};

void append_missing(const std::vector<Fact>& found, const std::vector<Fact>& known, std::vector<Fact>& missing) {
  std::set_difference(found.begin(), found.end(), known.begin(), known.end(), std::back_inserter(missing));
}

/// What a server sees in `after` that it did not see in `before`, sorted. The kinds are the same.
std::vector<Fact> facts(const Configuration& before, const Configuration& after, const Rules& rules,
                        const DiffOptions& options) {
  Teller teller;
  if (const Result<Diff> found = diff(before, after, rules, options))
    for (const Difference& difference : found->differences) teller.tell(difference);
  return std::move(teller).take();
}

/// One release for all comparisons, since its defaults count.
Release release_of(const Three<Configuration>& sides, const Rules& rules) {
  const Result<Diff> found = diff(sides.mine, sides.theirs, rules);
  return found ? found->release : Release{};
}

}  // namespace

std::vector<Fact> surprises(const Three<Configuration>& sides, const Configuration& with_mine,
                            const Configuration& with_theirs, const Rules& rules) {
  const DiffOptions options{.release = release_of(sides, rules), .show_secrets = true};
  const auto changes = [&](const Configuration& before, const Configuration& after) {
    return facts(before, after, rules, options);
  };
  std::vector<Fact> found;
  append_missing(changes(sides.mine, with_mine), changes(sides.base, sides.theirs), found);
  append_missing(changes(sides.theirs, with_theirs), changes(sides.base, sides.mine), found);
  return found;
}

}  // namespace idsxml::merging
