// Compiles catalog/*.tsv into the constant tables of lib/catalog/tables.hpp.
// Usage: catalogc CATALOG_DIRECTORY OUTPUT.cpp
// A broken catalog stops the build with FILE:LINE: what is wrong.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using Fields = std::vector<std::string>;
using Version = std::pair<int, int>;

constexpr std::array<std::string_view, 3> line_names{"wildfly", "keycloak", "eap"};
constexpr std::array<std::string_view, 5> product_names{"wildfly", "keycloak", "eap", "rhsso", "ids"};
constexpr std::string_view core_module = "org.jboss.as.server";

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

template <class Names>
std::size_t place_of(const Names& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::runtime_error("unknown name " + std::string(name));
  return static_cast<std::size_t>(found - names.begin());
}

Version version_of(const std::string& text) {
  const auto parts = split(text, '.');
  if (parts.size() != 2) throw std::runtime_error("not a version of two numbers: " + text);
  return {std::stoi(parts[0]), std::stoi(parts[1])};
}

/// Calls `row` with the fields of every line below the header; says where it was if that throws.
template <class Row>
void for_each_row(const std::string& path, std::size_t columns, Row row) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  bool header = true;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with('#')) continue;
    if (std::exchange(header, false)) continue;
    try {
      const Fields fields = split(line, '\t');
      if (fields.size() != columns) throw std::runtime_error("expected " + std::to_string(columns) + " columns");
      row(fields);
    } catch (const std::exception& problem) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + problem.what());
    }
  }
}

/// Every text once, one behind the other.
class Pool {
 public:
  std::string add(const std::string& text) {
    auto offset = text_.find(text);
    if (offset == std::string::npos) {
      offset = text_.size();
      text_ += text;
    }
    return "{" + std::to_string(offset) + ", " + std::to_string(text.size()) + "}";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The releases of one line, in order; ranges such as `8.0-10.1 12.0+` become sets of bits.
class Line {
 public:
  void add(const std::string& version) {
    if (versions_.size() == 64) throw std::runtime_error("more than 64 releases in a line: widen catalog::Releases");
    if (!versions_.empty() && version_of(version) <= version_of(versions_.back()))
      throw std::runtime_error("releases must ascend: " + version);
    versions_.push_back(version);
  }
  int place(const std::string& version) const {
    return version == "-" ? -1 : static_cast<int>(place_of(versions_, version));
  }
  std::uint64_t bits(const std::string& ranges) const {
    std::uint64_t bits = 0;
    if (ranges == "-") return bits;
    for (const std::string& range : split(ranges, ' ')) bits |= range_bits(range);
    return bits;
  }

 private:
  std::uint64_t range_bits(const std::string& range) const {
    const auto dash = range.find('-');
    const bool open = range.back() == '+';
    const std::size_t first = place_of(versions_, range.substr(0, open ? range.size() - 1 : dash));
    const std::size_t last = open                          ? versions_.size() - 1
                             : dash == std::string::npos ? first
                                                         : place_of(versions_, range.substr(dash + 1));
    if (last < first) throw std::runtime_error("range runs backwards: " + range);
    std::uint64_t bits = 0;
    for (std::size_t i = first; i <= last; ++i) bits |= std::uint64_t{1} << i;
    return bits;
  }

  std::vector<std::string> versions_;
};

struct Tables {
  Pool pool;
  std::array<Line, line_names.size()> lines;
  std::vector<std::string> releases;
  std::map<std::string, std::string> extensions;  // by module: its row
  std::map<Fields, Fields> namespace_fields;      // by namespace, module and line
};

std::string version_literal(const std::string& text) {
  const auto [major_part, minor_part] = version_of(text);
  return "{" + std::to_string(major_part) + ", " + std::to_string(minor_part) + "}";
}

void read_releases(const std::string& path, Tables& tables) {
  std::size_t previous_product = 0;
  for_each_row(path, 6, [&](const Fields& fields) {
    const std::size_t product = place_of(product_names, fields[0]);
    if (product < previous_product) throw std::runtime_error("products out of order");
    previous_product = product;
    if (product < line_names.size() && fields[2] != "-") tables.lines[product].add(fields[1]);
    std::string places;
    for (std::size_t i = 0; i < line_names.size(); ++i)
      places += (i == 0 ? "" : ", ") + std::to_string(fields[2] == "-" ? -1 : tables.lines[i].place(fields[2 + i]));
    tables.releases.push_back("{{Product::" + fields[0] + ", " + version_literal(fields[1]) + "}, {" + places + "}}");
  });
}

std::string bits_literal(std::uint64_t bits) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "0x%llxU", static_cast<unsigned long long>(bits));
  return text.data();
}

void read_extensions(const std::string& path, Tables& tables) {
  for_each_row(path, 4, [&](const Fields& fields) {
    const std::string has = bits_literal(tables.lines[0].bits(fields[1])) + ", " +
                            bits_literal(tables.lines[1].bits(fields[2])) + ", 0";
    tables.extensions[fields[0]] = "{" + tables.pool.add(fields[0]) + ", {" + has + "}}";
  });
}

void read_namespaces(const std::string& path, Tables& tables) {
  for_each_row(path, 6, [&](const Fields& fields) {
    if (fields[1] != core_module && !tables.extensions.contains(fields[1]))
      throw std::runtime_error("unknown extension " + fields[1]);
    place_of(line_names, fields[2]);
    for (const std::size_t column : {4U, 5U}) tables.lines[column - 4].bits(fields[column]);
    if (!tables.namespace_fields.emplace(Fields{fields[0], fields[1], fields[2]}, fields).second)
      throw std::runtime_error("twice: " + fields[0]);
  });
}

/// urn:jboss:domain:community:20.0 is version 20.0 of the family urn:jboss:domain at stability level community.
std::array<std::string, 3> family_stability_version(const std::string& name) {
  const auto version = name.rfind(':');
  const auto word = name.rfind(':', version - 1);
  const std::string last_word = name.substr(word + 1, version - word - 1);
  const bool is_level = last_word == "community" || last_word == "preview" || last_word == "experimental";
  return {name.substr(0, is_level ? word : version), is_level ? last_word : "", name.substr(version + 1)};
}

std::string namespace_literal(const Fields& fields, Tables& tables) {
  const auto [family, stability, version] = family_stability_version(fields[0]);
  const auto module = tables.extensions.find(fields[1]);
  const auto row = std::distance(tables.extensions.begin(), module);
  const std::string extension = fields[1] == core_module ? "no_extension" : std::to_string(row);
  const std::size_t line = place_of(line_names, fields[2]);
  return "{" + tables.pool.add(fields[0]) + ", " + tables.pool.add(family) + ", " + tables.pool.add(stability) + ", " +
         version_literal(version) + ", " + extension + ", Line::" + fields[2] + ", " +
         bits_literal(tables.lines[line].bits(fields[3])) + ", {" + bits_literal(tables.lines[0].bits(fields[4])) +
         ", " + bits_literal(tables.lines[1].bits(fields[5])) + ", 0}}";
}

void write_rows(std::ostream& out, std::string_view type, std::string_view name, const std::vector<std::string>& rows) {
  out << "constexpr " << type << " " << name << "_array[] = {\n";
  for (const std::string& row : rows) out << "    " << row << ",\n";
  out << "};\n";
}

/// In pieces, because a compiler need not accept a literal of any length.
void write_pool(std::ostream& out, const std::string& text) {
  out << "constexpr char pool_array[] =";
  for (std::size_t i = 0; i < text.size(); i += 100) out << "\n    \"" << text.substr(i, 100) << '"';
  out << ";\n";
}

void write(std::ostream& out, Tables& tables) {
  std::vector<std::string> extensions;
  std::vector<std::string> namespaces;
  for (const auto& [module, row] : tables.extensions) extensions.push_back(row);
  for (const auto& [key, fields] : tables.namespace_fields) namespaces.push_back(namespace_literal(fields, tables));
  out << "// Generated by tools/catalogc.\n#include \"catalog/tables.hpp\"\n\nnamespace idsxml::catalog {\nnamespace {\n";
  write_pool(out, tables.pool.text());
  write_rows(out, "ReleaseRow", "release", tables.releases);
  write_rows(out, "ExtensionRow", "extension", extensions);
  write_rows(out, "NamespaceRow", "namespace", namespaces);
  out << "}  // namespace\n\n"
         "constinit const std::string_view text_pool{pool_array, sizeof pool_array - 1};\n"
         "constinit const std::span<const ReleaseRow> release_rows{release_array};\n"
         "constinit const std::span<const ExtensionRow> extension_rows{extension_array};\n"
         "constinit const std::span<const NamespaceRow> namespace_rows{namespace_array};\n"
         "}  // namespace idsxml::catalog\n";
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::runtime_error("usage: catalogc CATALOG_DIRECTORY OUTPUT.cpp");
    const std::string directory = argv[1];
    Tables tables;
    read_releases(directory + "/releases.tsv", tables);
    read_extensions(directory + "/extensions.tsv", tables);
    read_namespaces(directory + "/namespaces.tsv", tables);
    std::ofstream out(argv[2]);
    write(out, tables);
    if (!out.flush()) throw std::runtime_error(std::string(argv[2]) + ": cannot be written");
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return EXIT_FAILURE;
  }
}
