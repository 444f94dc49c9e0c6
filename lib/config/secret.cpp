#include "config/secret.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace idsxml::config {
namespace {

/// Misspelt ones, too: what is misspelt is what gets reported.
constexpr std::array<std::string_view, 14> words{"passw",  "passphrase", "pasw",       "passo",     "pwd",
                                                 "secret", "credential", "token",      "clear",     "private-key",
                                                 "apikey", "api-key",    "auth_value", "auth-value"};

}  // namespace

bool is_secret(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower.ends_with("pass")) return true;
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace idsxml::config
