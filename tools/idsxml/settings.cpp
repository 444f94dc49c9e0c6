#include "settings.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <functional>
#include <utility>

#include "idsxml/file.hpp"
#include "rule_options.hpp"
#include "suggest.hpp"
#include "toml.hpp"

namespace idsxml::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_settings_size = std::size_t{1} << 20U;
constexpr std::array<std::string_view, 9> keys{"to",    "include",  "exclude", "only",    "skip",
                                               "rules", "severity", "fail-on", "baseline"};

/// Reads one file. The first problem is kept; what follows it is read on without harm.
class Reader {
 public:
  Reader(std::string_view text, const toml::table& table, Settings& settings)
      : text_(text), table_(table), settings_(settings) {}

  std::optional<Error> read(const std::string& rules_directory) {
    error_ = unknown_key(text_, table_, keys);
    read_rules(rules_directory);
    if (error_) return error_;
    ids_ = settings_.rules.list();
    if (const toml::node* node = string("to")) read_target(*node);
    settings_.include = strings("include");
    settings_.exclude = strings("exclude");
    settings_.only = ids("only");
    settings_.skip = ids("skip");
    if (const toml::node* node = string("fail-on")) settings_.fail_on = severity(*node, "note|warning|error");
    if (const toml::node* node = string("baseline")) settings_.baseline = beside(*node);
    read_severities();
    return error_;
  }

 private:
  void fail(const toml::node& node, std::string message, std::string advice) {
    if (!error_) error_ = error_at(text_, place_of(node), "SET003", std::move(message), std::move(advice));
  }

  const toml::node* string(std::string_view key) {
    const toml::node* node = table_.get(key);
    if (node == nullptr || node->is_string()) return node;
    fail(*node, fmt::format("{} takes a text", key), fmt::format("{} = \"...\"", key));
    return nullptr;
  }

  std::vector<const toml::node*> string_nodes(std::string_view key) {
    std::vector<const toml::node*> nodes;
    const toml::node* list = table_.get(key);
    if (list == nullptr) return nodes;
    if (!list->is_array() || (!list->as_array()->empty() && !list->as_array()->is_homogeneous<std::string>())) {
      fail(*list, fmt::format("{} takes a list of texts", key), fmt::format(R"({} = ["...", "..."])", key));
      return nodes;
    }
    for (const toml::node& node : *list->as_array()) nodes.push_back(&node);
    return nodes;
  }

  std::vector<std::string> strings(std::string_view key) {
    std::vector<std::string> list;
    for (const toml::node* node : string_nodes(key)) list.push_back(node->value_or(std::string()));
    return list;
  }

  void check_id(std::string_view id, toml::source_position place) {
    const bool known = std::any_of(ids_.begin(), ids_.end(), [&](const RuleSummary& rule) { return rule.id == id; });
    if (known || error_) return;
    const Error unknown = unknown_rule(std::string(id), ids_);
    error_ = error_at(text_, place, "SET003", unknown.message, unknown.advice);
  }

  std::vector<std::string> ids(std::string_view key) {
    for (const toml::node* node : string_nodes(key)) check_id(node->value_or(std::string_view()), place_of(*node));
    return strings(key);
  }

  /// A path that is written as seen from the settings' folder.
  std::string beside(const toml::node& node) const {
    return (fs::path(settings_.path).parent_path() / node.value_or(std::string())).string();
  }

  void read_rules(const std::string& directory) {
    const toml::node* node = string("rules");
    if (node == nullptr && directory.empty()) return;
    Result<Rules> rules = Rules::builtin().with_directory(directory.empty() ? beside(*node) : directory);
    if (rules) {
      settings_.rules = *std::move(rules);
    } else if (!error_) {
      error_ = std::move(rules).error();
    }
  }

  void read_target(const toml::node& node) {
    const Result<Release> release = parse_release(node.value_or(std::string_view()));
    if (!release) return fail(node, release.error().message, release.error().advice);
    settings_.to = *release;
  }

  std::optional<Severity> severity(const toml::node& node, std::string_view choices) {
    const std::string_view word = node.value_or(std::string_view());
    const std::vector<std::string_view> words = words_of(choices);
    if (std::find(words.begin(), words.end(), word) == words.end()) {
      const std::string_view meant = nearest(word, words);
      fail(node, fmt::format("'{}' is no severity", word),
           meant.empty() ? fmt::format("there are {}", listed(words)) : fmt::format("did you mean {}?", meant));
    }
    return severity_named(word);
  }

  void read_severities() {
    const toml::node* node = table_.get("severity");
    if (node == nullptr) return;
    if (!node->is_table())
      return fail(*node, "severity takes a table", "[severity], then a line for each rule: KC1302 = \"off\"");
    for (const auto& [key, value] : *node->as_table()) {
      const std::string id(key.str());
      check_id(id, key.source().begin);
      const std::optional<Severity> own = severity(value, "off|note|warning|error");
      if (own) {
        settings_.severities.push_back({id, *own});
      } else {
        settings_.skip.push_back(id);
      }
    }
  }

  std::string_view text_;
  const toml::table& table_;
  Settings& settings_;
  std::vector<RuleSummary> ids_;
  std::optional<Error> error_;
};

}  // namespace

Result<Settings> read_settings(const std::string& path, const std::string& rules_directory) {
  const Result<InputFile> file = read_file(path, max_settings_size);
  if (!file) return file.error();
  const Result<toml::table> table = parse_toml(file->bytes);
  if (!table) return table.error();
  Settings settings{.path = path};
  if (std::optional<Error> error = Reader(file->bytes, *table, settings).read(rules_directory))
    return *std::move(error);
  return settings;
}

}  // namespace idsxml::cli
