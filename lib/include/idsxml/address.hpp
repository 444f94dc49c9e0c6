#pragma once

#include <string>
#include <vector>

namespace idsxml {

/// One `type=name` of a management address.
struct AddressStep {
  std::string type;
  std::string name;
  bool is_element = false;  ///< no dialect tells of it: an XML element, `type`, told apart by `name` if by anything

  friend bool operator==(const AddressStep&, const AddressStep&) = default;
};

/// The steps from the root to a resource.
using Address = std::vector<AddressStep>;

/// /subsystem=undertow/server=default-server; an element that no dialect tells of is /element[name]. The root is /.
std::string to_string(const Address& address);

}  // namespace idsxml
