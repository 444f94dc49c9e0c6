#pragma once

#include <optional>
#include <string_view>

/// Three-way merges: what two sides made of one base.
namespace idsxml::merging {

template <class T>
struct Three {
  T base;
  T mine;
  T theirs;
};

using Texts = Three<std::string_view>;

/// Calls `function` with each of the three and keeps what it returns.
template <class T, class Function>
auto each(const Three<T>& three, Function function) {
  return Three<decltype(function(three.base))>{function(three.base), function(three.mine), function(three.theirs)};
}

/// What remains where only one side made a change, or both the same; nothing where they disagree.
template <class T>
std::optional<T> agreed(const Three<T>& three) {
  if (three.mine == three.base) return three.theirs;
  if (three.theirs == three.base || three.mine == three.theirs) return three.mine;
  return std::nullopt;
}

}  // namespace idsxml::merging
