#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "idsxml/diff.hpp"
#include "idsxml/report.hpp"

/// What diff() promises of any two configurations, for its test and its fuzzer.
namespace idsxml::diffing {

inline std::size_t count_of(const Diff& diff, Difference::Kind kind) {
  return static_cast<std::size_t>(std::count_if(diff.differences.begin(), diff.differences.end(),
                                                [kind](const Difference& each) { return each.kind == kind; }));
}

/// Which promise was broken, if one was.
inline std::optional<std::string> broken_promise(const Configuration& one, const Configuration& other) {
  using Kind = Difference::Kind;
  const Rules& rules = Rules::builtin();
  const Result<Diff> same = diff(one, one, rules);
  if (!same || !same->differences.empty()) return "a configuration differs from itself";
  const Result<Diff> there = diff(one, other, rules, {.operations = true});
  const Result<Diff> back = diff(other, one, rules);
  if (static_cast<bool>(there) != static_cast<bool>(back)) return "only one way can be compared";
  if (!there) return std::nullopt;
  if (there->means_the_same() != back->means_the_same()) return "they differ in one direction only";
  if (count_of(*there, Kind::added) != count_of(*back, Kind::removed) ||
      count_of(*there, Kind::removed) != count_of(*back, Kind::added))
    return "what one way adds the other does not remove";
  if (count_of(*there, Kind::changed) != count_of(*back, Kind::changed)) return "one way changes more";
  const Result<Diff> resolved = diff(one, other, rules, {.resolve = true});
  if (!resolved || resolved->differences.size() > there->differences.size()) return "resolved, they differ in more";
  for (const DiffFormat* format : diff_formats()) format->write({"0", "old.xml", "new.xml", *there}, {});
  return std::nullopt;
}

}  // namespace idsxml::diffing
