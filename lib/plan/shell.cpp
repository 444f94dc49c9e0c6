#include "plan/shell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "config/expression.hpp"
#include "config/secret.hpp"
#include "report/display.hpp"

namespace idsxml::planning {
namespace {

constexpr std::string_view plain_signs = "_-./:@%+,=";

bool is_plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || plain_signs.find(c) != std::string_view::npos;
}

bool is_printable(std::string_view bytes) {
  return report::printable(bytes) == bytes;
}

/// $'…', in which bash reads \xHH.
std::string with_escapes(std::string_view bytes) {
  std::string word = "$'";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'' || c == '\\') {
      word += {'\\', c};
    } else if (byte < 0x20 || byte >= 0x7F) {
      word += fmt::format("\\x{:02x}", byte);
    } else {
      word += c;
    }
  }
  return word + '\'';
}

std::string within_single_quotes(std::string_view bytes) {
  std::string word = "'";
  for (const char c : bytes) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + '\'';
}

/// The text as it has to stand in a default between double quotes.
std::string escaped_default(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\"$`\\}").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

bool is_variable(std::string_view name) {
  const auto is_letter = [](char c) { return c == '_' || std::isalpha(static_cast<unsigned char>(c)) != 0; };
  const auto is_part = [&](char c) { return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; };
  return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), is_part);
}

/// The folders of a server that was started without saying otherwise.
std::optional<std::string_view> folder_named(std::string_view property) {
  using Folder = std::pair<std::string_view, std::string_view>;
  constexpr std::array folders{
      Folder{"jboss.home.dir", "$OLD_HOME"}, Folder{"jboss.server.base.dir", "$OLD_HOME/standalone"},
      Folder{"jboss.server.data.dir", "$OLD_HOME/standalone/data"},
      Folder{"jboss.server.config.dir", "$OLD_HOME/standalone/configuration"}, Folder{"user.home", "$HOME"}};
  for (const auto& [name, path] : folders)
    if (name == property) return path;
  return std::nullopt;
}

/// The variable that holds what a name in an expression stands for.
std::optional<std::string> variable_for(std::string_view name) {
  if (name.empty()) return std::nullopt;
  constexpr std::string_view environment = "env.";
  if (name.starts_with(environment)) {
    name.remove_prefix(environment.size());
    return is_variable(name) ? std::optional<std::string>(name) : std::nullopt;
  }
  std::string variable = "PROPERTY_";
  for (const char c : name)
    variable += c == '.' || c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return is_variable(variable) ? std::optional<std::string>(variable) : std::nullopt;
}

/// Writes expressions the way they stand between double quotes.
class Writer {
 public:
  explicit Writer(std::span<const std::string_view> taken) : taken_(taken) {}

  /// Text and expressions, within a default.
  std::optional<std::string> text(std::string_view value, int depth) const {
    constexpr int deepest = 16;
    if (depth > deepest || !is_printable(value)) return std::nullopt;
    std::string result;
    while (true) {
      const std::size_t begin = value.find("${");
      result += escaped_default(value.substr(0, begin));
      if (begin == std::string_view::npos) return result;
      const auto end = config::end_of_expression(value, begin);
      if (!end) return std::nullopt;
      const auto inner = expression(value.substr(begin + 2, *end - begin - 3), depth + 1);
      if (!inner) return std::nullopt;
      result += *inner;
      value.remove_prefix(*end);
    }
  }

  /// What stands between ${ and }: names with commas between, then maybe a colon and a default.
  std::optional<std::string> expression(std::string_view inner, int depth) const {
    const std::size_t colon = inner.find(':');
    const bool has_default = colon != std::string_view::npos;
    if (has_default && inner.substr(colon).starts_with("::")) return std::nullopt;  // of a vault, or encrypted
    const std::string_view names = inner.substr(0, colon);
    if (config::is_secret(names)) return std::nullopt;
    if (const auto folder = folder_named(names)) return std::string(*folder);
    auto fallback = has_default ? text(inner.substr(colon + 1), depth) : std::optional<std::string>("");
    if (!fallback) return std::nullopt;
    std::vector<std::string> variables;
    for (std::string_view rest = names;;) {
      const std::size_t comma = rest.find(',');
      const auto variable = variable_for(rest.substr(0, comma));
      if (!variable || std::find(taken_.begin(), taken_.end(), *variable) != taken_.end()) return std::nullopt;
      variables.push_back(*variable);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    return chain(variables, *std::move(fallback), has_default);
  }

 private:
  /// The first of the variables that is set, else the default, else an error of the shell.
  static std::string chain(const std::vector<std::string>& variables, std::string fallback, bool has_default) {
    for (auto name = variables.rbegin(); name != variables.rend(); ++name) {
      const bool is_last = name == variables.rbegin();
      const bool must_be_set = is_last && !has_default;
      fallback = must_be_set ? fmt::format("${{{}:?is set where the server runs}}", *name)
                             : fmt::format("${{{}:-{}}}", *name, fallback);
    }
    return fallback;
  }

  std::span<const std::string_view> taken_;
};

}  // namespace

std::string shell_word(std::string_view bytes) {
  if (!is_printable(bytes)) return with_escapes(bytes);
  const bool plain = !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), is_plain);
  return plain ? std::string(bytes) : within_single_quotes(bytes);
}

std::optional<std::string> shell_expression(std::string_view value, std::span<const std::string_view> taken) {
  if (value.find("${") == std::string_view::npos) return shell_word(value);
  const Writer writer(taken);
  std::string word;
  while (!value.empty()) {
    const std::size_t begin = std::min(value.find("${"), value.size());
    if (begin > 0) word += shell_word(value.substr(0, begin));
    value.remove_prefix(begin);
    if (value.empty()) break;
    const auto end = config::end_of_expression(value, 0);
    if (!end) return std::nullopt;
    const auto inner = writer.expression(value.substr(2, *end - 3), 0);
    if (!inner) return std::nullopt;
    word.append("\"").append(*inner).append("\"");
    value.remove_prefix(*end);
  }
  return word;
}

}  // namespace idsxml::planning
