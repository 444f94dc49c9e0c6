#include "stock.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace catalogc {
namespace {

/// What a clause says: releases of a line, and profiles; none means all.
struct Clause {
  Rows releases;
  std::vector<std::string> profiles;
};

/// `wildfly 10.0-16.0 21.0+ in ha full-ha`; `*` is all releases.
Clause clause_of(const std::string& text, const Catalog& catalog) {
  const auto in = text.find(" in ");
  const std::string line = text.substr(0, text.find(' '));
  if (line.size() >= std::min(in, text.size())) throw std::runtime_error("not LINE VERSIONS [in PROFILES]: " + text);
  const std::string ranges = text.substr(line.size() + 1, in == std::string::npos ? in : in - line.size() - 1);
  Clause clause;
  for (std::size_t row = 0; row < catalog.releases.size(); ++row)
    if (ranges == "*" && catalog.releases[row].product == line) clause.releases.insert(static_cast<int>(row));
  if (ranges != "*") clause.releases = rows_in(catalog, static_cast<Line>(product_place(line)), ranges);
  if (in != std::string::npos) clause.profiles = split(text.substr(in + 4), ' ');
  return clause;
}

std::vector<Clause> clauses_of(const std::string& text, const Catalog& catalog) {
  std::vector<Clause> clauses;
  for (const std::string& each : split(text, ';'))
    clauses.push_back(clause_of(each.substr(each.find_first_not_of(' ')), catalog));
  return clauses;
}

std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char next = text[++i];
    plain += next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next;
  }
  return plain;
}

/// `namespace URN`, `@name = value`, `@name[key] = value`, `<type name>`, `type=name`, and `server` for the root.
StockFact fact_of(const std::string& text) {
  StockFact fact;
  if (text.starts_with("namespace ")) {
    fact.kind = "space";
    fact.name = text.substr(10);
  } else if (text.starts_with('@')) {
    const auto bracket = text.find('[');
    const bool is_of_map = bracket < text.find(" = ");
    const auto equals = is_of_map ? text.find("] = ") : text.find(" = ");
    if (equals == std::string::npos) throw std::runtime_error("an attribute without a value");
    fact.kind = "attribute";
    fact.name = text.substr(1, std::min(bracket, equals) - 1);
    if (is_of_map) fact.key = text.substr(bracket + 1, equals - bracket - 1);
    fact.value = text.substr(equals + (is_of_map ? 4 : 3));
  } else if (text.starts_with('<') && text.ends_with('>')) {
    const auto space = text.find(' ');
    fact.kind = "element";
    fact.name = text.substr(1, std::min(space, text.size() - 1) - 1);
    if (space != std::string::npos) fact.key = text.substr(space + 1, text.size() - space - 2);
  } else {
    const auto equals = text.find('=');
    fact.kind = "resource";
    fact.name = equals == std::string::npos ? "subsystem" : text.substr(0, equals);
    if (equals != std::string::npos) fact.key = text.substr(equals + 1);
  }
  for (std::string* const each : {&fact.name, &fact.key, &fact.value}) *each = unescaped(*each);
  return fact;
}

class Reader {
 public:
  explicit Reader(const Catalog& catalog) : catalog_(catalog) {}

  /// Lines of the file are `offset` deeper than they stand.
  void read(const std::string& path, int offset) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    int number = 0;
    for (std::string line; std::getline(file, line);) {
      ++number;
      try {
        if (!line.starts_with('#')) read_line(line, offset);
      } catch (const std::exception& problem) {
        throw std::runtime_error(path + ":" + std::to_string(number) + ": " + problem.what());
      }
    }
  }

  Stock take() { return std::move(stock_); }

 private:
  void read_line(const std::string& line, int offset) {
    constexpr std::string_view heading = "configurations ";
    if (line.starts_with(heading)) return read_configurations(line.substr(heading.size()));
    const auto indent = line.find_first_not_of(' ');
    const auto tab = line.find('\t');
    if (indent == std::string::npos || indent % 2 != 0) throw std::runtime_error("two spaces are one step");
    StockFact fact = fact_of(line.substr(indent, tab == std::string::npos ? tab : tab - indent));
    fact.depth = offset + static_cast<int>(indent / 2);
    around_.resize(std::max(around_.size(), static_cast<std::size_t>(fact.depth) + 2));
    fact.holds = around_[static_cast<std::size_t>(fact.depth)];
    if (tab != std::string::npos) fact.holds &= holding(line.substr(tab + 1));
    if (fact.holds.none()) throw std::runtime_error("it holds in no configuration");
    around_[static_cast<std::size_t>(fact.depth) + 1] = fact.holds;
    stock_.facts.push_back(std::move(fact));
  }

  void read_configurations(const std::string& text) {
    for (const Clause& clause : clauses_of(text, catalog_))
      for (const int row : clause.releases)
        for (const std::string& profile : clause.profiles) stock_.configurations.emplace_back(row, profile);
    if (stock_.configurations.size() > max_configurations)
      throw std::runtime_error("too many configurations: widen catalog::StockSet");
    around_.resize(1);
    for (std::size_t i = 0; i < stock_.configurations.size(); ++i) around_[0].set(i);
  }

  Configurations holding(const std::string& text) const {
    Configurations found;
    for (const Clause& clause : clauses_of(text, catalog_))
      for (std::size_t i = 0; i < stock_.configurations.size(); ++i) {
        const auto& [row, profile] = stock_.configurations[i];
        const bool is_profile = clause.profiles.empty() || std::find(clause.profiles.begin(), clause.profiles.end(),
                                                                     profile) != clause.profiles.end();
        if (is_profile && clause.releases.contains(row)) found.set(i);
      }
    return found;
  }

  const Catalog& catalog_;
  Stock stock_;
  std::vector<Configurations> around_;  ///< where the line above a depth holds
};

/// Numbers things, each once.
template <class Thing>
class Numbers {
 public:
  std::size_t add(const Thing& thing) {
    const auto [known, is_new] = numbers_.try_emplace(thing, things_.size());
    if (is_new) things_.push_back(thing);
    if (things_.size() > 0xffff) throw std::runtime_error("too many: widen catalog::StockRow");
    return known->second;
  }
  const std::vector<Thing>& things() const { return things_; }

 private:
  std::map<Thing, std::size_t> numbers_;
  std::vector<Thing> things_;
};

/// As a StockSet, hexadecimal word by word.
std::string words_of(const Configurations& set) {
  std::ostringstream out;
  out << "{{" << std::hex;
  for (std::size_t word = 0; word < max_configurations / 64; ++word)
    out << (word == 0 ? "0x" : ",0x") << ((set >> (word * 64)) & Configurations(~std::uint64_t{0})).to_ullong() << 'U';
  out << "}},\n";
  return out.str();
}

}  // namespace

Stock read_stock(const std::string& directory, const Catalog& catalog) {
  const std::string outside = directory + "/stock/server.txt";
  std::vector<std::string> subsystems;
  for (const auto& entry : std::filesystem::directory_iterator(directory + "/stock"))
    if (entry.path().extension() == ".txt" && entry.path() != outside) subsystems.push_back(entry.path().string());
  std::sort(subsystems.begin(), subsystems.end());
  Reader reader(catalog);
  reader.read(outside, 0);
  for (const std::string& path : subsystems) reader.read(path, 1);
  return reader.take();
}

std::string stock_tables_of(const Stock& stock) {
  Pool pool;
  Numbers<std::string> texts;
  Numbers<std::string> sets;
  std::ostringstream configurations;
  std::ostringstream rows;
  for (const auto& [row, profile] : stock.configurations)
    configurations << '{' << row << ',' << texts.add(profile) << "},\n";
  for (const StockFact& fact : stock.facts)
    rows << "{StockRow::Kind::" << fact.kind << ',' << fact.depth << ',' << sets.add(words_of(fact.holds)) << ','
         << texts.add(fact.name) << ',' << texts.add(fact.key) << ',' << texts.add(fact.value) << "},\n";
  std::ostringstream out;
  out << "// Generated by tools/catalogc.\n#include \"catalog/stock.hpp\"\n\nnamespace idsxml::catalog {\nnamespace {\n"
      << "constexpr Text texts[] = {\n";
  for (const std::string& text : texts.things()) {
    write_text(out, pool, text);
    out << ",\n";
  }
  out << "};\nconstexpr StockConfigurationRow configurations[] = {\n" << configurations.str();
  out << "};\nconstexpr StockSet sets[] = {\n";
  for (const std::string& set : sets.things()) out << set;
  out << "};\nconstexpr StockRow rows[] = {\n" << rows.str() << "};\n";
  write_pool(out, "pool", pool.text());
  out << "}  // namespace\n\n"
         "constinit const std::string_view stock_pool{pool, sizeof pool - 1};\n"
         "constinit const std::span<const Text> stock_texts{texts};\n"
         "constinit const std::span<const StockConfigurationRow> stock_configurations{configurations};\n"
         "constinit const std::span<const StockSet> stock_sets{sets};\n"
         "constinit const std::span<const StockRow> stock_rows{rows};\n\n"
         "}  // namespace idsxml::catalog\n";
  return out.str();
}

}  // namespace catalogc
