#include "os/path.hpp"

#include <climits>

#include "os/bytes.hpp"

namespace idsxml::os {

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

std::string name_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

std::string join(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() != '/') path += '/';
  return path += name;
}

std::string beside(std::string_view path, std::string_view name) {
  return std::string(path.substr(0, path.rfind('/') + 1)).append(name);
}

std::string with_suffix(std::string_view name, std::string_view suffix) {
  if (name.size() + suffix.size() <= NAME_MAX) return std::string(name).append(suffix);
  const std::string tag = '~' + hexadecimal(hash_of(name));
  const std::size_t taken = suffix.size() + tag.size();
  std::string_view kept = name.substr(0, taken < NAME_MAX ? NAME_MAX - taken : 0);
  // Not through the middle of a UTF-8 character: the shortened name may be shown and typed.
  const auto cut_inside = [&] { return (static_cast<unsigned char>(name[kept.size()]) & 0xC0U) == 0x80U; };
  while (!kept.empty() && cut_inside()) kept.remove_suffix(1);
  return std::string(kept).append(tag).append(suffix);
}

}  // namespace idsxml::os
