#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "idsxml/migrate.hpp"
#include "rules/engine.hpp"
#include "rules/tables.hpp"
#include "xml/document.hpp"
#include "xml/edit.hpp"

namespace idsxml::rules {

/// What rules did, and what is left, as it is told.
enum class Told {
  as_done,   ///< "removed /subsystem=jdr"
  as_to_do,  ///< "remove /subsystem=jdr"
};

/// A spot as a person finds it.
Place place_of(const xml::LineIndex& lines, const Spot& spot);

/// One finding for each event, in their order, without edits.
std::vector<Finding> findings_of(std::span<const Event> events, const Tables& tables, const xml::Document& document,
                                 Told told);

/// Gives each finding its edits, which name it as their cause, and drops those of the done ones that got none: what was
/// undone by a later rule, or went in with an element that was inserted as a whole, is no news. Returns all edits,
/// against the document's bytes.
std::vector<Edit> attach(std::span<const xml::Edit> edits, const xml::Document& document,
                         std::vector<Finding>& findings);

/// In the order of their places; those of one place stay as they are.
void sort_by_place(std::vector<Finding>& findings);

/// Paths of elements, each with what names it: /server/profile/subsystem[urn:jboss:domain:undertow]/server[default].
/// Borrows the document.
class ElementPaths {
 public:
  explicit ElementPaths(const xml::Document& document);
  /// To the element that stands at an offset of the document's text.
  std::string at(std::size_t text_offset);

 private:
  const std::string& to(std::size_t element);

  const xml::Document* document_;
  std::vector<std::size_t> parents_;          ///< of each span; the root's is itself
  std::map<std::size_t, std::string> paths_;  ///< to those that were asked for, and to all around them
};

}  // namespace idsxml::rules
