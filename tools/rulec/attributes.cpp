#include "attributes.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/dialect.hpp"

namespace rulec {
namespace {

namespace fs = std::filesystem;
using namespace idsxml::rules;

/// What some releases say of an attribute.
struct Fact {
  Type type = Type::unknown;
  std::optional<std::string> default_value;
  Version since;  ///< of WildFly, as `until`
  Version until = newest_version;
  friend bool operator==(const Fact&, const Fact&) = default;
};
using Facts = std::vector<Fact>;

/// A kind of resource as servers describe it.
struct Described {
  std::vector<std::string> steps;  ///< type=name each
  std::map<std::string, Facts, std::less<>> attributes;
};

[[noreturn]] void refuse(const std::string& what) {
  throw std::runtime_error(what);
}

Version version_of(const std::string& text) {
  const std::optional<Version> version = parse_version(text);
  if (!version) refuse("not a version: " + text);
  return *version;
}

Type type_of(const std::string& word) {
  using Named = std::pair<std::string_view, Type>;
  constexpr auto types = std::to_array<Named>({
      {"string", Type::string},
      {"boolean", Type::boolean},
      {"int", Type::number},
      {"long", Type::number},
      {"double", Type::number},
      {"big_decimal", Type::number},
      {"object", Type::object},
      {"list", Type::list},
      {"map", Type::map},
  });
  for (const auto& [name, type] : types)
    if (name == word) return type;
  refuse("unknown type " + word);
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// `14.0-27.0`, `23.0` or `28.0+`.
void set_range(const std::string& range, Fact& fact) {
  const std::size_t dash = range.find('-');
  fact.since = version_of(range.substr(0, std::min(dash, range.find('+'))));
  if (range.ends_with('+')) return;
  fact.until = dash == std::string::npos ? fact.since : version_of(range.substr(dash + 1));
}

/// `  NAME TYPE [of what] [wildfly RANGE...] [= DEFAULT]`
void read_attribute(const std::string& line, Described& resource) {
  constexpr std::string_view sign = " = ";
  const std::size_t equals = line.find(sign);
  const std::vector<std::string> words = words_of(line.substr(0, equals));
  if (words.size() < 2) refuse("an attribute has a name and a type");
  Fact fact;
  fact.type = type_of(words[1]);
  if (equals != std::string::npos) fact.default_value = line.substr(equals + sign.size());
  Facts& facts = resource.attributes[words[0]];
  const auto wildfly = std::find(words.begin() + 2, words.end(), "wildfly");
  if (wildfly == words.end()) return facts.push_back(fact);
  std::for_each(wildfly + 1, words.end(), [&](const std::string& range) {
    set_range(range, fact);
    facts.push_back(fact);
  });
}

std::vector<std::string> steps_of(const std::string& resource) {
  std::vector<std::string> steps;
  for (std::size_t at = 1; at < resource.size();) {
    const std::size_t end = std::min(resource.find('/', at), resource.size());
    steps.push_back(resource.substr(at, end - at));
    at = end + 1;
  }
  return steps;
}

/// Resources stand above the attributes that all of them have.
void read_file(const fs::path& path, std::vector<Described>& all) {
  std::ifstream file(path);
  std::size_t first = all.size();  // of those that the next attribute belongs to
  bool after_attribute = false;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    try {
      if (line.starts_with('/')) {
        if (std::exchange(after_attribute, false)) first = all.size();
        all.push_back({steps_of(line), {}});
        continue;
      }
      after_attribute = true;
      std::for_each(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
                    [&](Described& each) { read_attribute(line, each); });
    } catch (const std::exception& problem) {
      refuse(path.string() + ":" + std::to_string(number) + ": " + problem.what());
    }
  }
}

/// Before the oldest release that was asked, what it says is taken to hold.
void reach_back(std::vector<Described>& all) {
  for (Described& resource : all) {
    for (auto& [name, facts] : resource.attributes) {
      const auto by_age = [](const Fact& a, const Fact& b) { return a.since < b.since; };
      std::sort(facts.begin(), facts.end(), by_age);
      facts.front().since = {};
    }
  }
}

std::vector<std::string> steps_of(const Tables& tables, std::uint32_t pattern) {
  const Pattern& each = tables.patterns[pattern];
  std::vector<std::string> steps;
  if (each.parent != pattern) steps = steps_of(tables, each.parent);
  if (each.step.type.size != 0)
    steps.push_back(std::string(tables.text(each.step.type)).append("=").append(tables.text(each.step.name)));
  return steps;
}

/// Whether a step of a dialect and one of a server may be of one resource: either may leave the name open.
bool fits(const std::string& ours, const std::string& theirs) {
  if (ours == theirs) return true;
  const std::size_t equals = ours.find('=');
  const bool is_open = ours.ends_with("=*") || theirs.ends_with("=*");
  return is_open && ours.compare(0, equals + 1, theirs, 0, theirs.find('=') + 1) == 0;
}

using Candidates = std::vector<const Described*>;

/// The kind itself first, else all kinds that it stands for, or that stand for it.
Candidates candidates_for(const std::vector<std::string>& steps, const std::vector<Described>& all) {
  Candidates found;
  for (const Described& each : all) {
    if (each.steps.size() != steps.size()) continue;
    if (!std::equal(steps.begin(), steps.end(), each.steps.begin(), fits)) continue;
    found.insert(each.steps == steps ? found.begin() : found.end(), &each);
  }
  return found;
}

/// Null where nothing is said, or where several kinds say several things.
const Facts* facts_of(const std::vector<std::string>& steps, const Candidates& candidates, std::string_view name) {
  const Facts* found = nullptr;
  for (const Described* each : candidates) {
    const auto said = each->attributes.find(name);
    if (said == each->attributes.end()) continue;
    if (each->steps == steps) return &said->second;
    if (found != nullptr && *found != said->second) return nullptr;
    found = &said->second;
  }
  return found;
}

void set_types(const std::string& name, const std::vector<std::string>& steps, const Candidates& candidates,
               AttributeForm& form) {
  std::size_t part = 0;
  for (std::size_t end = 0; end != std::string::npos && part < form.types.size(); ++part) {
    end = name.find('.', end == 0 ? 0 : end + 1);
    const Facts* facts = facts_of(steps, candidates, std::string_view(name).substr(0, end));
    if (facts != nullptr) form.types[part] = facts->back().type;
  }
}

class Describer {
 public:
  Describer(const std::vector<Described>& all, OwnedTables& tables) : all_(all), tables_(tables) {}

  void describe(const ResourceForm& resource) {
    const std::vector<std::string> steps = steps_of(tables_.view(), resource.pattern);
    const Candidates candidates = candidates_for(steps, all_);
    for (std::uint32_t i = 0; i < resource.attributes.size; ++i) {
      AttributeForm& form = tables_.attribute_forms[resource.attributes.begin + i];
      const std::string name(tables_.view().text(form.name));
      set_types(name, steps, candidates, form);
      if (const Facts* facts = facts_of(steps, candidates, name)) set_defaults(*facts, form);
    }
  }

 private:
  void set_defaults(const Facts& facts, AttributeForm& form) {
    const std::string_view ours = tables_.view().text(form.default_value);
    const bool agree = std::all_of(facts.begin(), facts.end(), [&](const Fact& fact) {
      return fact.default_value.has_value() == form.has_default && (!form.has_default || *fact.default_value == ours);
    });
    if (agree) return;
    form.defaults = {static_cast<std::uint32_t>(tables_.release_defaults.size()),
                     static_cast<std::uint32_t>(facts.size())};
    for (const Fact& fact : facts)
      tables_.release_defaults.push_back(
          {fact.since, fact.until, fact.default_value.has_value(), text(fact.default_value.value_or(""))});
  }

  /// Most are somewhere in the pool already.
  Slice text(const std::string& value) {
    std::size_t begin = tables_.pool.find(value);
    if (begin == std::string::npos) {
      begin = tables_.pool.size();
      tables_.pool += value;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(value.size())};
  }

  const std::vector<Described>& all_;
  OwnedTables& tables_;
};

}  // namespace

void describe_attributes(const fs::path& folder, OwnedTables& tables) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Described> all;
  for (const fs::path& file : files) read_file(file, all);
  reach_back(all);
  Describer describer(all, tables);
  for (const ResourceForm& resource : tables.resource_forms) describer.describe(resource);
}

}  // namespace rulec
