#include "xml/edit.hpp"

namespace idsxml::xml {

std::string splice(std::string_view text, const std::vector<Edit>& edits) {
  std::size_t size = text.size();
  for (const Edit& edit : edits) size += edit.replacement.size();
  std::string result;
  result.reserve(size);
  std::size_t copied = 0;
  for (const Edit& edit : edits) {
    result.append(text, copied, edit.begin - copied);
    result.append(edit.replacement);
    copied = edit.end;
  }
  result.append(text, copied);
  return result;
}

}  // namespace idsxml::xml
