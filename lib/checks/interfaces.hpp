#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace idsxml::checks {

/// What an interface that takes every address has as its address.
inline constexpr std::string_view every_address = "*";

/// The named interfaces of a server, and the addresses that they stand for by default. Borrows the elements.
class Interfaces {
 public:
  explicit Interfaces(pugi::xml_node root) : root_(root) {}

  /// The address where the file alone tells it, every_address, or the interface's own name.
  std::string address_of(std::string_view name) const;

 private:
  pugi::xml_node root_;
};

}  // namespace idsxml::checks
