#include "xml/dom.hpp"

#include <cstring>

namespace idsxml::xml {
namespace {

bool is_like(pugi::xml_attribute copy, pugi::xml_attribute original) {
  return std::strcmp(copy.name(), original.name()) == 0 && std::strcmp(copy.value(), original.value()) == 0;
}

bool is_whole(pugi::xml_node copy, pugi::xml_node original) {
  if (std::strcmp(copy.name(), original.name()) != 0 || std::strcmp(copy.value(), original.value()) != 0) return false;
  pugi::xml_attribute attribute = copy.first_attribute();
  for (const pugi::xml_attribute each : original.attributes()) {
    if (!attribute || !is_like(attribute, each)) return false;
    attribute = attribute.next_attribute();
  }
  pugi::xml_node child = copy.first_child();
  for (const pugi::xml_node each : original.children()) {
    if (!child || !is_whole(child, each)) return false;
    child = child.next_sibling();
  }
  return true;
}

}  // namespace

void load(pugi::xml_document& document, std::string_view text) {
  const pugi::xml_parse_result result =
      document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (result.status == pugi::status_out_of_memory) throw std::bad_alloc();
}

pugi::xml_node append_whole_copy(pugi::xml_node parent, pugi::xml_node original) {
  const pugi::xml_node copy = made(parent.append_copy(original));
  made(is_whole(copy, original));
  return copy;
}

pugi::xml_node insert_whole_copy_after(pugi::xml_node parent, pugi::xml_node original, pugi::xml_node after) {
  const pugi::xml_node copy = made(parent.insert_copy_after(original, after));
  made(is_whole(copy, original));
  return copy;
}

}  // namespace idsxml::xml
