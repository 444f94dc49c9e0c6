#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "merge/testing.hpp"

// The input is the base; its last byte says how the two sides change it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string base(data, data + size);
  const std::uint32_t seed = size == 0 ? 0 : data[size - 1];
  idsxml::merging::Hand my_hand(seed * 2 + 1);
  idsxml::merging::Hand their_hand(seed * 2 + 2);
  const std::string mine = my_hand.changed(my_hand.changed(base));
  const std::string theirs = their_hand.changed(their_hand.changed(base));
  if (const auto broken = idsxml::merging::broken_promise(base, mine, theirs)) {
    std::cerr << *broken << '\n';
    std::abort();
  }
  // Anything at all, whatever it is.
  const std::string beginning = base.substr(0, size / 2);
  if (const auto broken = idsxml::merging::broken_promise(base, beginning, mine)) {
    std::cerr << *broken << '\n';
    std::abort();
  }
  return 0;
}
