#pragma once

#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "text.hpp"

namespace catalogc {

/// Something that a resource provides, requires or uses.
struct Fact {
  std::string role;
  std::string capability;
  std::vector<std::string> names;  ///< /step, @attribute, @attribute=default, or the name itself
  Rows in;
};

/// Resources as a tree of steps, a pair of type and name each.
struct ResourceKind {
  std::map<std::pair<std::string, std::string>, ResourceKind> children;
  std::vector<Fact> facts;
};

/// Adds the rows of capabilities.tsv or of another file in its form with `columns` columns. `releases_in` says which
/// releases have the versions of WildFly in a range.
void read_capabilities(const std::string& path, std::size_t columns,
                       const std::function<Rows(const std::string&)>& releases_in, ResourceKind& root);

/// The tables of lib/catalog/capabilities.hpp.
void write_capabilities(std::ostream& out, Pool& pool, const ResourceKind& root);

}  // namespace catalogc
