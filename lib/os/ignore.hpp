#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idsxml::os {

/// The patterns of a .gitignore, as git reads them.
class IgnorePatterns {
 public:
  explicit IgnorePatterns(std::string_view text);

  bool empty() const { return patterns_.empty(); }
  /// Whether `path`, relative to the folder of the .gitignore, is ignored; nothing where no pattern speaks of it.
  std::optional<bool> ignores(std::string_view path, bool is_folder) const;

 private:
  struct Pattern {
    std::vector<std::string> steps;  ///< between its slashes
    bool is_negated = false;
    bool is_for_folders = false;
    bool is_anchored = false;  ///< speaks of the whole path, not of its last name in any folder
  };
  static std::optional<Pattern> pattern_of(std::string_view line);

  std::vector<Pattern> patterns_;
};

/// Whether a name is like a pattern with *, ?, [a-z], [!a] and backslashes. Takes at most the product of their sizes.
bool is_like(std::string_view name, std::string_view pattern);

}  // namespace idsxml::os
