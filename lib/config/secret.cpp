#include "config/secret.hpp"

#include <algorithm>
#include <array>

#include "xml/characters.hpp"

namespace idsxml::config {
namespace {

/// Misspelt ones, too: what is misspelt is what gets reported. In lower case.
constexpr std::array<std::string_view, 14> words{"passw",  "passphrase", "pasw",       "passo",     "pwd",
                                                 "secret", "credential", "token",      "clear",     "private-key",
                                                 "apikey", "api-key",    "auth_value", "auth-value"};
constexpr std::string_view ending = "pass";

bool begins_with(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() && std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                                                        [](char a, char b) { return a == xml::to_lower(b); });
}

/// By its first two letters. Asked of every letter of what is shown: nearly none begins a word.
bool may_begin_word(char first, char second) {
  switch (first) {
    case 'a':
      return second == 'p' || second == 'u';
    case 'c':
      return second == 'r' || second == 'l';
    case 'p':
      return second == 'a' || second == 'w' || second == 'r';
    case 's':
      return second == 'e';
    case 't':
      return second == 'o';
    default:
      return false;
  }
}

bool is_at_word(std::string_view text) {
  return text.size() > 1 && may_begin_word(xml::to_lower(text[0]), xml::to_lower(text[1])) &&
         std::any_of(words.begin(), words.end(), [&](std::string_view word) { return begins_with(text, word); });
}

bool has_word(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(1))
    if (is_at_word(text)) return true;
  return false;
}

}  // namespace

bool is_secret(std::string_view name) {
  const bool ends_so = name.size() >= ending.size() && begins_with(name.substr(name.size() - ending.size()), ending);
  return ends_so || has_word(name);
}

bool may_name_secret(std::string_view text) {
  if (has_word(text)) return true;
  for (; text.size() >= ending.size(); text.remove_prefix(1))
    if (begins_with(text, ending)) return true;
  return false;
}

}  // namespace idsxml::config
