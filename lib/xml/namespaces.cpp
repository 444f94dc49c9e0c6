#include "xml/namespaces.hpp"

#include <utility>

namespace idsxml::xml {

std::uint32_t Namespaces::operator[](std::string_view prefix) const {
  const auto found = bindings_.find(prefix);
  return found == bindings_.end() ? 0 : found->second;
}

void Namespaces::bind(std::string_view prefix, std::string name) {
  const auto next = static_cast<std::uint32_t>(numbers_.size() + 1);
  const std::uint32_t number = numbers_.emplace(std::move(name), next).first->second;
  const auto binding = bindings_.emplace(prefix, 0).first;
  bound_.push_back({binding, binding->second});
  binding->second = number;
}

void Namespaces::unwind(std::size_t mark) {
  while (bound_.size() > mark) {
    const auto [binding, before] = bound_.back();
    if (before == 0) {
      bindings_.erase(binding);
    } else {
      binding->second = before;
    }
    bound_.pop_back();
  }
}

}  // namespace idsxml::xml
