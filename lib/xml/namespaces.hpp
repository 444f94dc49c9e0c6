#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace idsxml::xml {

inline constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

/// Which namespace each prefix is bound to at one place of a document. Trees instead of hashes, so that no input is
/// slow.
class Namespaces {
 public:
  Namespaces() { bind("xml", std::string(xml_namespace)); }

  /// The number of the namespace that this prefix stands for, the same for equal names; 0 where it is not bound.
  std::uint32_t operator[](std::string_view prefix) const;

  /// Binds until a mark() made before is unwound. The prefix must outlive that; the name is kept.
  void bind(std::string_view prefix, std::string name);

  std::size_t mark() const { return bound_.size(); }
  void unwind(std::size_t mark);

 private:
  using Bindings = std::map<std::string_view, std::uint32_t>;
  struct Shadowed {
    Bindings::iterator binding;
    std::uint32_t before;
  };

  std::map<std::string, std::uint32_t> numbers_;
  Bindings bindings_;
  std::vector<Shadowed> bound_;
};

}  // namespace idsxml::xml
