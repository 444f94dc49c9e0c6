#include "merge/lines.hpp"

#include <algorithm>
#include <unordered_map>

#include "merge/sequence.hpp"

namespace idsxml::merging {
namespace {

/// Equal lines have one number, whichever text they are of.
class Numbers {
 public:
  Ids of(std::string_view text) {
    Ids ids;
    while (!text.empty()) {
      const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
      const auto [number, is_new] = numbers_.try_emplace(line, static_cast<std::uint32_t>(lines_.size()));
      if (is_new) lines_.push_back(line);
      ids.push_back(number->second);
      text.remove_prefix(line.size());
    }
    return ids;
  }

  std::string text_of(std::span<const std::uint32_t> ids) const {
    std::string text;
    for (const std::uint32_t id : ids) text.append(lines_[id]);
    return text;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::string_view> lines_;
};

}  // namespace

Pieces merged_lines(const Texts& texts) {
  Numbers numbers;
  const Three<Ids> lines = each(texts, [&](std::string_view text) { return numbers.of(text); });
  Pieces pieces;
  for (const Region& region : regions(lines)) {
    const Three<std::string> sides{numbers.text_of(region.runs.base.of(lines.base)),
                                   numbers.text_of(region.runs.mine.of(lines.mine)),
                                   numbers.text_of(region.runs.theirs.of(lines.theirs))};
    const Texts views{sides.base, sides.mine, sides.theirs};
    if (const auto text = agreed(views))
      pieces.add(*text);
    else
      pieces.add_conflict(views);
  }
  return pieces;
}

std::vector<Edit> line_edits(std::string_view before, std::string_view after) {
  Numbers numbers;
  const Ids old_lines = numbers.of(before);
  const Three<Ids> lines{old_lines, old_lines, numbers.of(after)};
  std::vector<Edit> edits;
  std::size_t at = 0;
  for (const Region& region : regions(lines)) {
    const std::size_t end = at + numbers.text_of(region.runs.base.of(lines.base)).size();
    if (!region.is_stable) edits.push_back({at, end, numbers.text_of(region.runs.theirs.of(lines.theirs))});
    at = end;
  }
  return edits;
}

}  // namespace idsxml::merging
