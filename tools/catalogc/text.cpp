#include "text.hpp"

#include <array>
#include <cstdint>
#include <sstream>

namespace catalogc {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

void write_text(std::ostream& out, Pool& pool, const std::string& text) {
  out << '{' << pool.add(text) << ", " << text.size() << '}';
}

void write_rows(std::ostream& out, const Rows& rows) {
  std::array<std::uint64_t, 2> words{};
  for (const int row : rows) words[static_cast<std::size_t>(row) / 64] |= std::uint64_t{1} << (row % 64);
  out << std::hex << "{{0x" << words[0] << "U, 0x" << words[1] << "U}}" << std::dec;
}

namespace {

std::string quoted(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + '"';
}

}  // namespace

/// In pieces, because a compiler need not accept a literal of any length.
void write_pool(std::ostream& out, const std::string& name, const std::string& text) {
  out << "constexpr char " << name << "[] =";
  for (std::size_t i = 0; i < text.size(); i += 100) out << "\n    " << quoted(std::string_view(text).substr(i, 100));
  out << ";\n";
}

}  // namespace catalogc
