#include "os/ignore.hpp"

#include <algorithm>
#include <span>

namespace idsxml::os {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> steps;
  while (true) {
    const std::size_t slash = text.find('/');
    steps.emplace_back(text.substr(0, slash));
    if (slash == nowhere) return steps;
    text.remove_prefix(slash + 1);
  }
}

/// Spaces at the end do not count, unless a backslash stands before them.
std::string_view without_trailing_spaces(std::string_view line) {
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  return line;
}

/// What one character of a name is compared with, and how much of the pattern that takes.
struct Atom {
  bool matches = false;
  std::size_t size = 1;
};

/// [a-z] at the beginning of `pattern`; a bracket that is not closed is itself.
Atom bracket(char c, std::string_view pattern) {
  const bool is_negated = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
  const std::size_t first = is_negated ? 2 : 1;
  bool found = false;
  for (std::size_t i = first; i < pattern.size(); ++i) {
    if (pattern[i] == ']' && i > first) return {found != is_negated, i + 1};
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    const char low = pattern[i];
    char high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      high = pattern[i + 2];
      i += 2;
    }
    found = found || (low <= c && c <= high);
  }
  return {c == '[', 1};
}

Atom atom(char c, std::string_view pattern) {
  if (pattern[0] == '?') return {true, 1};
  if (pattern[0] == '[') return bracket(c, pattern);
  if (pattern[0] == '\\' && pattern.size() > 1) return {c == pattern[1], 2};
  return {c == pattern[0], 1};
}

/// ** stands for any number of folders; at the end for anything within.
bool is_like(std::span<const std::string> path, std::span<const std::string> pattern) {
  std::size_t at = 0;
  std::size_t step = 0;
  std::size_t retry_at = nowhere;
  std::size_t retry_step = 0;
  while (at < path.size()) {
    if (step < pattern.size() && pattern[step] == "**") {
      if (step + 1 == pattern.size()) return true;
      retry_step = ++step;
      retry_at = at;
    } else if (step < pattern.size() && os::is_like(path[at], pattern[step])) {
      ++at;
      ++step;
    } else if (retry_at != nowhere) {
      at = ++retry_at;
      step = retry_step;
    } else {
      return false;
    }
  }
  return step == pattern.size();
}

}  // namespace

bool is_like(std::string_view name, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  std::size_t retry_at = nowhere;
  std::size_t retry_in_pattern = 0;
  while (at < name.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      retry_in_pattern = ++in_pattern;
      retry_at = at;
      continue;
    }
    const Atom next = in_pattern < pattern.size() ? atom(name[at], pattern.substr(in_pattern)) : Atom{};
    if (next.matches) {
      ++at;
      in_pattern += next.size;
    } else if (retry_at != nowhere) {
      at = ++retry_at;
      in_pattern = retry_in_pattern;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == nowhere;
}

std::optional<IgnorePatterns::Pattern> IgnorePatterns::pattern_of(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  line = without_trailing_spaces(line);
  if (line.empty() || line.starts_with('#')) return std::nullopt;
  Pattern pattern;
  if (line.starts_with('!')) {
    pattern.is_negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.is_for_folders = true;
    line.remove_suffix(1);
  }
  pattern.is_anchored = line.find('/') != nowhere;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return std::nullopt;
  pattern.steps = split(line);
  return pattern;
}

IgnorePatterns::IgnorePatterns(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (std::optional<Pattern> pattern = pattern_of(text.substr(0, end))) patterns_.push_back(*std::move(pattern));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::optional<bool> IgnorePatterns::ignores(std::string_view path, bool is_folder) const {
  if (patterns_.empty()) return std::nullopt;
  const std::vector<std::string> steps = split(path);
  const std::span<const std::string> all(steps);
  for (std::size_t i = patterns_.size(); i-- > 0;) {
    const Pattern& pattern = patterns_[i];
    if (pattern.is_for_folders && !is_folder) continue;
    const std::span<const std::string> part = pattern.is_anchored ? all : all.last(1);
    if (is_like(part, pattern.steps)) return !pattern.is_negated;
  }
  return std::nullopt;
}

}  // namespace idsxml::os
