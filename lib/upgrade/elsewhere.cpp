#include "upgrade/elsewhere.hpp"

#include <algorithm>
#include <array>

namespace idsxml::upgrading {
namespace {

constexpr std::array<std::string_view, 8> names{
    "jboss.server.base.dir=", "jboss.server.config.dir=", "jboss.server.data.dir=", "jboss.server.deploy.dir=",
    "jboss.domain.base.dir=", "jboss.domain.config.dir=", "JBOSS_BASE_DIR=",        "JBOSS_CONFIG_DIR=",
};

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

bool is_comment(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos || line[begin] == '#';
}

/// What is assigned, as far as it is said without variables of the shell.
std::string_view value_in(std::string_view rest) {
  const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
  if (is_quoted) rest.remove_prefix(1);
  const std::string_view value = rest.substr(0, rest.find_first_of(is_quoted ? "\"'\r" : "\"' \t\r;"));
  return value.find('$') == std::string_view::npos ? value : std::string_view();
}

}  // namespace

std::vector<NamedFolder> folders_named_in(std::string_view script) {
  std::vector<NamedFolder> folders;
  for (std::size_t number = 1; !script.empty(); ++number) {
    const std::string_view line = take_line(script);
    if (is_comment(line)) continue;
    for (const std::string_view name : names) {
      const std::size_t at = line.find(name);
      if (at == std::string_view::npos) continue;
      const std::string_view value = value_in(line.substr(at + name.size()));
      if (value.starts_with('/')) folders.push_back({std::string(value), number});
    }
  }
  return folders;
}

}  // namespace idsxml::upgrading
