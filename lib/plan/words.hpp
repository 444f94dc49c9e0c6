#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace idsxml::planning {

/// The words of a list with spaces between.
inline std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (true) {
    list.remove_prefix(std::min(list.find_first_not_of(' '), list.size()));
    if (list.empty()) return words;
    words.push_back(list.substr(0, list.find(' ')));
    list.remove_prefix(words.back().size());
  }
}

/// Whether a list has a word; an empty list has all.
inline bool allows(std::string_view list, std::string_view word) {
  const std::vector<std::string_view> words = words_of(list);
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace idsxml::planning
