#pragma once

#include <new>
#include <pugixml.hpp>
#include <string_view>

/// Where memory runs out, pugixml says so by a null or by false, or leaves out what it had no room for. Here that is
/// std::bad_alloc.
namespace idsxml::xml {

template <class T>
T made(T result) {
  if (!result) throw std::bad_alloc();
  return result;
}

/// Reads text that the scanner found well-formed.
void load(pugi::xml_document& document, std::string_view text);

/// A copy that has all of the original.
pugi::xml_node append_whole_copy(pugi::xml_node parent, pugi::xml_node original);
pugi::xml_node insert_whole_copy_after(pugi::xml_node parent, pugi::xml_node original, pugi::xml_node after);

}  // namespace idsxml::xml
