#include "glob.hpp"

namespace idsxml::cli {
namespace {

bool matches(std::string_view pattern, std::string_view path);

/// The rest of a pattern behind its "**/", from any folder on.
bool matches_somewhere(std::string_view pattern, std::string_view path) {
  while (!matches(pattern, path)) {
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
  return true;
}

/// The rest of a pattern behind its '*'.
bool matches_behind_star(std::string_view pattern, std::string_view path) {
  while (!matches(pattern, path)) {
    if (path.empty() || path.front() == '/') return false;
    path.remove_prefix(1);
  }
  return true;
}

bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    if (pattern == "**") return true;
    if (pattern.starts_with("**/")) return matches_somewhere(pattern.substr(3), path);
    if (pattern.front() == '*') return matches_behind_star(pattern.substr(1), path);
    if (path.empty() || (pattern.front() != path.front() && (pattern.front() != '?' || path.front() == '/')))
      return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
  }
  return path.empty() || path.front() == '/';
}

}  // namespace

bool is_named_by(std::string_view pattern, std::string_view path) {
  if (pattern.starts_with("./")) pattern.remove_prefix(2);
  if (pattern.ends_with('/')) pattern.remove_suffix(1);
  const bool anywhere = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  return anywhere ? matches_somewhere(pattern, path) : matches(pattern, path);
}

}  // namespace idsxml::cli
