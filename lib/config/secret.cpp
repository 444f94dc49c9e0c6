#include "config/secret.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace idsxml::config {
namespace {

constexpr std::array<std::string_view, 10> words{"password", "passwd",     "passphrase",  "secret",  "credential",
                                                 "token",    "clear-text", "private-key", "api-key", "apikey"};

}  // namespace

bool is_secret(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace idsxml::config
