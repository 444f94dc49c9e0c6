#include "c/handles.hpp"
#include "idsxml/diff.hpp"

using namespace idsxml;
using namespace idsxml::c;

struct idsxml_three_way {
  struct Told {
    explicit Told(const Difference& of) : difference(of), texts(of) {}
    Difference difference;
    DifferenceTexts texts;
  };
  struct ToldCollision {
    Told mine;
    Told theirs;
  };

  explicit idsxml_three_way(ThreeWay made) : value(std::move(made)) {
    for (const Collision& each : value.collisions) collisions.push_back({Told(each.mine), Told(each.theirs)});
    texts = {texts_of(value.mine), texts_of(value.theirs), texts_of(value.both)};
  }

  std::span<const Difference> differences(idsxml_side side) const {
    switch (side) {
      case IDSXML_MINE:
        return value.mine;
      case IDSXML_THEIRS:
        return value.theirs;
      case IDSXML_BOTH:
        return value.both;
    }
    return {};
  }

  ThreeWay value;
  std::vector<ToldCollision> collisions;
  std::vector<std::vector<DifferenceTexts>> texts;  ///< by side
};

idsxml_three_way* idsxml_three_way_configurations(const idsxml_configuration* base, const idsxml_configuration* mine,
                                                  const idsxml_configuration* theirs, const idsxml_rules* rules,
                                                  const idsxml_diff_options* options, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Result<DiffOptions> asked = diff_options_of(options);
    if (!asked) return failure<idsxml_three_way>(asked.error(), error);
    Result<ThreeWay> found = three_way(base->value, mine->value, theirs->value, rules_of(rules), *asked);
    if (!found) return failure<idsxml_three_way>(std::move(found).error(), error);
    return std::make_unique<idsxml_three_way>(*std::move(found));
  });
}
size_t idsxml_three_way_count(const idsxml_three_way* three_way, idsxml_side side) noexcept {
  return three_way->differences(side).size();
}
int idsxml_three_way_difference(const idsxml_three_way* three_way, idsxml_side side, size_t index,
                                idsxml_difference* difference) noexcept {
  const std::span<const Difference> list = three_way->differences(side);
  if (index >= list.size()) return 0;
  fill(difference, difference_of(list[index], three_way->texts[static_cast<std::size_t>(side)][index]));
  return 1;
}
size_t idsxml_three_way_collision_count(const idsxml_three_way* three_way) noexcept {
  return three_way->collisions.size();
}
int idsxml_three_way_collision(const idsxml_three_way* three_way, size_t index, idsxml_difference* mine,
                               idsxml_difference* theirs) noexcept {
  if (index >= three_way->collisions.size()) return 0;
  const idsxml_three_way::ToldCollision& collision = three_way->collisions[index];
  fill(mine, difference_of(collision.mine.difference, collision.mine.texts));
  fill(theirs, difference_of(collision.theirs.difference, collision.theirs.texts));
  return 1;
}
int idsxml_three_way_attribute(const idsxml_three_way* three_way, idsxml_side side, size_t difference, size_t index,
                               idsxml_attribute* attribute) noexcept {
  const std::span<const Difference> list = three_way->differences(side);
  if (difference >= list.size()) return 0;
  return attribute_at(list[difference], three_way->texts[static_cast<std::size_t>(side)][difference], index, attribute);
}
int idsxml_three_way_collision_attribute(const idsxml_three_way* three_way, size_t collision, idsxml_side side,
                                         size_t index, idsxml_attribute* attribute) noexcept {
  if (collision >= three_way->collisions.size()) return 0;
  const idsxml_three_way::ToldCollision& both = three_way->collisions[collision];
  const idsxml_three_way::Told& told = side == IDSXML_MINE ? both.mine : both.theirs;
  return attribute_at(told.difference, told.texts, index, attribute);
}
idsxml_string* idsxml_three_way_report(const idsxml_three_way* three_way, const char* format, const char* base_name,
                                       const char* mine_name, const char* theirs_name, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const DiffFormat* found = diff_format(view_of(format));
    if (found == nullptr || found->three_way == nullptr) return unknown_format(view_of(format), error);
    const ThreeWayReport report{IDSXML_VERSION, std::string(view_of(base_name)), std::string(view_of(mine_name)),
                                std::string(view_of(theirs_name)), three_way->value};
    return string_of(found->three_way(report, {}).report);
  });
}
void idsxml_three_way_free(idsxml_three_way* three_way) noexcept {
  delete three_way;
}
