#include "plan/masked.hpp"

#include <algorithm>
#include <optional>

#include "config/expression.hpp"

namespace idsxml::planning {
namespace {

// Letters from U+E000 on, which are for private use: three bytes each, EE 80 80 to EE 81 BF.
constexpr std::size_t letter_size = 3;
constexpr std::size_t most_expressions = 128;
constexpr char first_byte = '\xEE';

std::string letter(std::size_t number) {
  return {first_byte, static_cast<char>(0x80 + number / 64), static_cast<char>(0x80 + number % 64)};
}

/// Where the first letter stands; npos where there is none.
std::size_t find_letter(std::string_view text) {
  return text.find(first_byte);
}

std::size_t number_of(std::string_view letter_bytes) {
  const auto digit = [&](std::size_t i) { return static_cast<unsigned char>(letter_bytes[i]) - std::size_t{0x80}; };
  return digit(1) * 64 + digit(2);
}

/// The default behind the first colon; nothing where there is none.
std::optional<std::string_view> default_of(std::string_view expression) {
  const std::size_t colon = expression.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return expression.substr(colon + 1, expression.size() - colon - 2);
}

}  // namespace

Masked::Masked(std::string_view value) {
  if (find_letter(value) != std::string_view::npos) return;  // it has such a letter itself: nothing is told
  while (true) {
    const std::size_t begin = value.find("${");
    text_ += value.substr(0, begin);
    if (begin == std::string_view::npos) return;
    const auto end = config::end_of_expression(value, begin);
    if (!end || expressions_.size() == most_expressions) {
      text_.clear();
      return;
    }
    text_ += letter(expressions_.size());
    expressions_.emplace_back(value.substr(begin, *end - begin));
    value.remove_prefix(*end);
  }
}

std::string Masked::unmasked(std::string_view part) const {
  std::string value;
  while (true) {
    const std::size_t at = find_letter(part);
    value += part.substr(0, at);
    if (at == std::string_view::npos || at + letter_size > part.size()) return value;
    const std::size_t number = number_of(part.substr(at, letter_size));
    if (number < expressions_.size()) value += expressions_[number];
    part.remove_prefix(at + letter_size);
  }
}

std::string_view Masked::without_parameters(std::string_view part) const {
  while (part.size() > letter_size && part[part.size() - letter_size] == first_byte) {
    const std::size_t number = number_of(part.substr(part.size() - letter_size));
    const auto fallback = number < expressions_.size() ? default_of(expressions_[number]) : std::nullopt;
    if (!fallback || !(fallback->empty() || std::string_view("?&;").find(fallback->front()) != std::string_view::npos))
      break;
    part.remove_suffix(letter_size);
  }
  return part;
}

bool Masked::is_simple(std::string_view part) const {
  for (std::size_t at = find_letter(part); at != std::string_view::npos; at = find_letter(part)) {
    const std::size_t number = number_of(part.substr(at, letter_size));
    const auto fallback = config::resolved(number < expressions_.size() ? expressions_[number] : std::string());
    if (fallback && fallback->find_first_of(":/,;?&@ ") != std::string::npos) return false;
    part.remove_prefix(at + letter_size);
  }
  return true;
}

}  // namespace idsxml::planning
