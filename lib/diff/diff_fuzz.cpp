// Two configurations: the input up to its first zero byte and what is behind it, or the input and what is left of it
// without one of its bytes.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "diff/promises.hpp"

namespace {

std::string other_of(const std::string& one) {
  if (one.empty()) return one;
  std::string other = one;
  const auto seed = static_cast<unsigned char>(one.back());
  other.erase(seed * other.size() / 256, 1);
  return other;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string all(data, data + size);
  const std::size_t zero = all.find('\0');
  const std::string before = all.substr(0, zero);
  const std::string after = zero == std::string::npos ? other_of(before) : all.substr(zero + 1);
  const auto one = idsxml::Configuration::parse(before);
  const auto other = idsxml::Configuration::parse(after);
  if (!one || !other) return 0;
  if (const auto broken = idsxml::diffing::broken_promise(*one, *other)) {
    std::cerr << *broken << '\n';
    std::abort();
  }
  return 0;
}
