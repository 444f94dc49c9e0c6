#include "report/safe_difference.hpp"

#include <algorithm>

#include "config/safe_text.hpp"
#include "config/secret.hpp"

namespace idsxml::report {
namespace {

constexpr std::string_view mask = "****";
constexpr std::string_view spaces = " \t";

/// A variable is no secret, but the default of one may be.
bool is_variable(std::string_view word) {
  if (word.starts_with('"')) word.remove_prefix(1);
  return word.starts_with('$') && word.find_first_of(":-") == std::string_view::npos;
}

/// A word of a command, with all between its quotes.
std::string_view word_at(std::string_view rest) {
  const char first = rest.front();
  const std::size_t quote = first == '"' || first == '\'' ? rest.find(first, 1) : std::string_view::npos;
  if (quote != std::string_view::npos) return rest.substr(0, quote + 1);
  return rest.substr(0, rest.find_first_of(spaces));
}

/// Masks words by what stands before them.
class CommandLine {
 public:
  explicit CommandLine(std::string_view line) : rest_(line) {}

  std::string masked() {
    while (!rest_.empty()) {
      const std::size_t begin = std::min(rest_.find_first_not_of(spaces), rest_.size());
      text_ += rest_.substr(0, begin);
      rest_.remove_prefix(begin);
      if (rest_.empty()) break;
      const std::string_view word = word_at(rest_);
      rest_.remove_prefix(word.size());
      take(word);
    }
    return std::move(text_);
  }

 private:
  enum class Next { plain, secret, login };

  void take(std::string_view word) {
    const bool is_option = word.starts_with('-');
    if (next_ != Next::plain && !is_option && !is_variable(word)) return mask_value(word);
    next_ = Next::plain;
    const char quote = word.front();
    const bool is_quoted = word.size() > 2 && (quote == '"' || quote == '\'') && word.back() == quote;
    if (is_quoted) {  // options in a variable, say
      ((text_ += quote) += CommandLine(word.substr(1, word.size() - 2)).masked()) += quote;
      return;
    }
    const std::size_t colon = word.find(':');
    const bool is_assigned = word.find('=') != std::string_view::npos;
    if (word == "-u" || word == "--user") {
      has_user_ = true;
      next_ = Next::login;
    } else if (has_user_ && word.starts_with("-p") && word.find_first_of("=:") == std::string_view::npos) {
      if (word.size() > 2 && !config::is_secret(word)) return keep_until(word, 2);
      next_ = Next::secret;
    } else if (!is_assigned && colon != std::string_view::npos && config::is_secret(word.substr(0, colon))) {
      if (colon + 1 < word.size()) return keep_until(word, colon + 1);
      next_ = Next::secret;
    } else if (!is_assigned && is_option && config::is_secret(word)) {
      next_ = Next::secret;
    }
    text_ += word;
  }

  void mask_value(std::string_view word) {
    const std::size_t colon = word.find(':');
    const bool has_login = next_ == Next::login;
    next_ = Next::plain;
    if (has_login && colon == std::string_view::npos) {
      text_ += word;
      return;
    }
    keep_until(word, has_login ? colon + 1 : 0);
  }

  void keep_until(std::string_view word, std::size_t size) { text_.append(word.substr(0, size)).append(mask); }

  std::string_view rest_;
  std::string text_;
  Next next_ = Next::plain;
  bool has_user_ = false;
};

}  // namespace

std::string safe_difference(std::string_view difference) {
  std::string safe;
  while (!difference.empty()) {
    const std::size_t end = std::min(difference.find('\n'), difference.size());
    const std::string_view line = difference.substr(0, end);
    // The sign of a diff is no part of the first word.
    const std::string_view sign = line.substr(0, 1);
    safe += sign;
    safe += CommandLine(config::without_secrets(line.substr(sign.size()))).masked() + '\n';
    difference.remove_prefix(std::min(end + 1, difference.size()));
  }
  return safe;
}

}  // namespace idsxml::report
