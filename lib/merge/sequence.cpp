#include "merge/sequence.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace idsxml::merging {
namespace {

constexpr std::uint32_t nowhere = UINT32_MAX;

struct Match {
  std::uint32_t a;
  std::uint32_t b;
};

/// Where a number stands in two stretches.
struct Uses {
  std::uint32_t in_a = 0;  ///< how often
  std::uint32_t in_b = 0;
  std::uint32_t at_b = 0;
};

/// The matches of what stands in both stretches once, those of them that are in order: the longest row.
std::vector<Match> anchors(const Ids& a, Run run_a, const Ids& b, Run run_b) {
  std::unordered_map<std::uint32_t, Uses> uses;
  for (const std::uint32_t id : run_a.of(a)) ++uses[id].in_a;
  for (std::size_t i = run_b.begin; i < run_b.end; ++i) {
    Uses& use = uses[b[i]];
    ++use.in_b;
    use.at_b = static_cast<std::uint32_t>(i);
  }
  std::vector<Match> found;
  std::vector<std::uint32_t> before;  // the match in front of each in its row
  std::vector<std::uint32_t> tails;   // the last match of the best row of each length
  for (std::size_t i = run_a.begin; i < run_a.end; ++i) {
    const Uses& use = uses[a[i]];
    if (use.in_a != 1 || use.in_b != 1) continue;
    const auto longer = std::lower_bound(tails.begin(), tails.end(), use.at_b,
                                         [&](std::uint32_t tail, std::uint32_t at) { return found[tail].b < at; });
    const auto index = static_cast<std::uint32_t>(found.size());
    before.push_back(longer == tails.begin() ? nowhere : *(longer - 1));
    found.push_back({static_cast<std::uint32_t>(i), use.at_b});
    if (longer == tails.end())
      tails.push_back(index);
    else
      *longer = index;
  }
  std::vector<Match> row;
  for (std::uint32_t at = tails.empty() ? nowhere : tails.back(); at != nowhere; at = before[at])
    row.push_back(found[at]);
  std::reverse(row.begin(), row.end());
  return row;
}

/// Fills in which of `b` each of `a` is, ascending: equal beginnings and ends, then what is unique in between as
/// anchors, then the same between those.
void match(const Ids& a, Run run_a, const Ids& b, Run run_b, Ids& matched) {
  for (; !run_a.is_empty() && !run_b.is_empty() && a[run_a.begin] == b[run_b.begin]; ++run_a.begin, ++run_b.begin)
    matched[run_a.begin] = static_cast<std::uint32_t>(run_b.begin);
  for (; !run_a.is_empty() && !run_b.is_empty() && a[run_a.end - 1] == b[run_b.end - 1]; --run_a.end, --run_b.end)
    matched[run_a.end - 1] = static_cast<std::uint32_t>(run_b.end - 1);
  if (run_a.is_empty() || run_b.is_empty()) return;
  const std::vector<Match> fixed = anchors(a, run_a, b, run_b);
  if (fixed.empty()) return;
  for (const Match& anchor : fixed) {
    match(a, {run_a.begin, anchor.a + std::size_t{1}}, b, {run_b.begin, anchor.b + std::size_t{1}}, matched);
    run_a.begin = anchor.a + std::size_t{1};
    run_b.begin = anchor.b + std::size_t{1};
  }
  match(a, run_a, b, run_b, matched);
}

Ids matches(const Ids& a, const Ids& b) {
  Ids matched(a.size(), nowhere);
  match(a, {0, a.size()}, b, {0, b.size()}, matched);
  return matched;
}

bool is_equal(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

using Set = std::unordered_set<std::uint32_t>;

Set set_of(const Ids& ids) {
  return {ids.begin(), ids.end()};
}

Ids only(const Ids& ids, const Set& wanted) {
  Ids kept;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(kept), [&](std::uint32_t id) { return wanted.contains(id); });
  return kept;
}

bool is_moved(const Ids& before, const Ids& after) {
  return only(before, set_of(after)) != only(after, set_of(before));
}

/// A sequence into which more is put behind what stands there.
class Chain {
 public:
  explicit Chain(const Ids& ids) {
    std::uint32_t last = nowhere;
    for (const std::uint32_t id : ids) last = put(id, last);
  }

  bool has(std::uint32_t id) const { return next_.contains(id); }

  /// Behind `before`, or at the begin; returns `id`.
  std::uint32_t put(std::uint32_t id, std::uint32_t before) {
    std::uint32_t& link = before == nowhere ? first_ : next_.at(before);
    const std::uint32_t behind = link;
    link = id;
    next_[id] = behind;
    return id;
  }

  std::uint32_t behind(std::uint32_t id) const { return id == nowhere ? first_ : next_.at(id); }

  Ids all() const {
    Ids ids;
    for (std::uint32_t id = first_; id != nowhere; id = next_.at(id)) ids.push_back(id);
    return ids;
  }

 private:
  std::uint32_t first_ = nowhere;
  std::unordered_map<std::uint32_t, std::uint32_t> next_;
};

/// `frame` with what only `other` has; `after` says whether it stands behind what only the frame has in that place.
Ids filled(const Ids& frame, const Ids& other, bool after) {
  const Set others = set_of(other);
  Chain chain(frame);
  std::uint32_t last = nowhere;
  for (const std::uint32_t id : other) {
    if (!chain.has(id)) {
      for (std::uint32_t next = chain.behind(last); after && next != nowhere && !others.contains(next);
           next = chain.behind(last))
        last = next;
      chain.put(id, last);
    }
    last = id;
  }
  return chain.all();
}

}  // namespace

std::vector<Region> regions(const Three<Ids>& sequences) {
  const auto& [base, mine, theirs] = sequences;
  const Ids in_mine = matches(base, mine);
  const Ids in_theirs = matches(base, theirs);
  std::vector<Region> found;
  std::size_t m = 0;
  std::size_t t = 0;
  for (std::size_t b = 0; b < base.size() || m < mine.size() || t < theirs.size();) {
    std::size_t end = b;
    while (end < base.size() && in_mine[end] == m + (end - b) && in_theirs[end] == t + (end - b)) ++end;
    const std::size_t size = end - b;
    if (size > 0) {
      found.push_back({true, {{b, end}, {m, m + size}, {t, t + size}}});
    } else {
      while (end < base.size() && (in_mine[end] == nowhere || in_theirs[end] == nowhere)) ++end;
      const bool is_last = end == base.size();
      found.push_back(
          {false,
           {{b, end}, {m, is_last ? mine.size() : in_mine[end]}, {t, is_last ? theirs.size() : in_theirs[end]}}});
    }
    b = end;
    m = found.back().runs.mine.end;
    t = found.back().runs.theirs.end;
  }
  return found;
}

std::optional<Ids> merged_sequence(const Three<Ids>& sequences) {
  Ids merged;
  for (const Region& region : regions(sequences)) {
    const auto base = region.runs.base.of(sequences.base);
    const auto mine = region.runs.mine.of(sequences.mine);
    const auto theirs = region.runs.theirs.of(sequences.theirs);
    const bool is_mine = is_equal(theirs, base) || is_equal(mine, theirs);
    if (!is_mine && !is_equal(mine, base)) return std::nullopt;
    const auto kept = is_mine ? mine : theirs;
    merged.insert(merged.end(), kept.begin(), kept.end());
  }
  return merged;
}

Ids woven(const Three<Ids>& sequences) {
  const bool is_theirs = is_moved(sequences.base, sequences.theirs) && !is_moved(sequences.base, sequences.mine);
  if (is_theirs) return filled(sequences.theirs, sequences.mine, false);
  return filled(sequences.mine, sequences.theirs, true);
}

}  // namespace idsxml::merging
