#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace idsxml::manual {

struct Edition {
  std::string_view version;
  std::string_view date;  ///< YYYY-MM-DD
};

struct File {
  std::string path;  ///< below the folder that is written to
  std::string text;
};

// One file each.
std::vector<File> man_pages(const Edition& edition);
std::vector<File> bash_completions(const Edition& edition);
std::vector<File> zsh_completions(const Edition& edition);
std::vector<File> fish_completions(const Edition& edition);

}  // namespace idsxml::manual
