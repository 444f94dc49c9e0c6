#pragma once

#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What all parts of the catalog are read and written with.
namespace catalogc {

using Fields = std::vector<std::string>;
using Rows = std::set<int>;  // of releases.tsv, from 0

std::vector<std::string> split(const std::string& text, char separator);

/// Calls `row` with the fields of every line below the header; says where it was if that throws.
template <class Row>
void for_each_row(const std::string& path, std::size_t columns, Row row) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  bool header = true;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with('#') || std::exchange(header, false)) continue;
    try {
      const Fields fields = split(line, '\t');
      if (fields.size() != columns) throw std::runtime_error("expected " + std::to_string(columns) + " columns");
      row(fields);
    } catch (const std::exception& problem) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + problem.what());
    }
  }
}

/// Every text once; equal texts are the same part of the pool.
class Pool {
 public:
  std::size_t add(const std::string& text) {
    const auto [known, is_new] = parts_.try_emplace(text, text_.size());
    if (is_new) text_ += text;
    return known->second;
  }
  const std::string& text() const { return text_; }

 private:
  std::map<std::string, std::size_t> parts_;
  std::string text_;
};

void write_text(std::ostream& out, Pool& pool, const std::string& text);
/// As a ReleaseSet.
void write_rows(std::ostream& out, const Rows& rows);
void write_pool(std::ostream& out, const std::string& name, const std::string& text);

}  // namespace catalogc
