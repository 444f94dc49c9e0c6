#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/release.hpp"
#include "rules/walk.hpp"

namespace idsxml::checks {

/// A name that nothing in the configuration has, or a resource that needs another one which is not there.
struct DanglingReference {
  pugi::xml_node element;
  std::string_view attribute;  ///< of the element; empty where its text is the name, or all of the resource is meant
  std::string message;         ///< no socket binding is called 'htp'
  std::string help;            ///< the near miss, or what there is
  bool boots = false;          ///< whether the server boots nevertheless, with that part failed
};

/// What `target` would not find, in the order of the file. Only what is certain: every resource that could provide it
/// is one that dialects tell of in the version that the file has, or belongs to a subsystem that is absent. Nothing for
/// a domain's configuration and for a target whose resources the catalog does not tell of. Views are into the DOM.
std::vector<DanglingReference> dangling_references(const rules::Tables& tables, const rules::Walk& walk,
                                                   const Release& target);

}  // namespace idsxml::checks
