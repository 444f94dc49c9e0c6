#include "migrate/json_value.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>
#include <utility>

#include "config/json_problem.hpp"
#include "config/secret.hpp"

namespace idsxml {
namespace {

constexpr std::size_t max_size = std::size_t{1} << 20U;

std::size_t line_end_length(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "\r\n") return 2;
  return text[at] == '\n' || text[at] == '\r' ? 1 : 0;
}

Error error_at(std::string_view text, std::size_t offset, std::string message) {
  Position position{.offset = offset};
  std::size_t line_begin = 0;
  for (std::size_t at = 0; at < offset;) {
    const std::size_t line_end = line_end_length(text, at);
    at += std::max<std::size_t>(line_end, 1);
    if (line_end == 0 || at > offset) continue;
    ++position.line;
    line_begin = at;
  }
  const auto before = text.substr(line_begin, offset - line_begin);
  position.column += static_cast<std::size_t>(std::count_if(
      before.begin(), before.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
  const std::size_t line_end = std::min(text.size(), text.find_first_of("\r\n", line_begin));
  const std::string_view line = text.substr(line_begin, line_end - line_begin);
  return {.code = "CFG006",
          .message = std::move(message),
          .advice = "correct it, or leave --keycloak-server-json out",
          .where = position,
          .line = config::is_secret(line) ? std::string() : std::string(line)};
}

/// What the parser of the JSON library tells, kept: it finds the mistakes and calls these by their names.
class Builder {
 public:
  bool null() { return scalar(JsonValue::Kind::null, "null"); }
  bool boolean(bool value) { return scalar(JsonValue::Kind::boolean, value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return scalar(JsonValue::Kind::number, std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return scalar(JsonValue::Kind::number, std::to_string(value)); }
  bool number_float(double /*value*/, const std::string& written) { return scalar(JsonValue::Kind::number, written); }
  bool string(std::string& value) { return scalar(JsonValue::Kind::string, std::move(value)); }
  static bool binary(nlohmann::json::binary_t& /*value*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t /*size*/) { return open(JsonValue::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    name_ = std::move(name);
    return true;
  }

  bool parse_error(std::size_t read, const std::string& /*token*/, const nlohmann::json::exception& error) {
    problem_ = config::json_problem(read, error.what());
    return false;
  }

  const std::optional<config::JsonProblem>& problem() const { return problem_; }
  JsonValue take() { return std::move(root_); }

 private:
  struct Open {
    JsonValue* value;
    std::unordered_map<std::string, std::size_t> names;
  };

  /// The place of the next value. An open container does not move: only the innermost one grows.
  JsonValue& place() {
    if (open_.empty()) return root_;
    Open& within = open_.back();
    std::vector<JsonValue>& items = within.value->items;
    if (within.value->kind == JsonValue::Kind::array) return items.emplace_back();
    const auto [known, is_new] = within.names.emplace(name_, items.size());
    if (is_new) items.emplace_back();
    JsonValue& value = items[known->second];
    value = JsonValue{.name = name_};
    return value;
  }

  bool scalar(JsonValue::Kind kind, std::string text) {
    if (depth_ > json_depth) return true;
    JsonValue& value = place();
    value.kind = kind;
    value.text = std::move(text);
    return true;
  }

  bool open(JsonValue::Kind kind) {
    if (++depth_ > json_depth) return true;
    JsonValue& value = place();
    value.kind = kind;
    open_.push_back({&value, {}});
    return true;
  }

  bool close() {
    if (depth_-- <= json_depth) open_.pop_back();
    return true;
  }

  JsonValue root_;
  std::vector<Open> open_;
  std::size_t depth_ = 0;
  std::string name_;
  std::optional<config::JsonProblem> problem_;
};

}  // namespace

Result<JsonValue> read_json_object(std::string_view text) {
  if (text.size() > max_size)
    return Error{.code = "CFG006",
                 .message = "this is larger than 1 MiB, and so no keycloak-server.json",
                 .advice = "check that --keycloak-server-json names the right file",
                 .where = {},
                 .line = {}};
  Builder builder;
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  if (const std::optional<config::JsonProblem>& problem = builder.problem())
    return error_at(text, std::min(problem->offset, text.size()), problem->message);
  JsonValue root = builder.take();
  if (root.kind != JsonValue::Kind::object)
    return error_at(text, std::min(text.size(), text.find_first_not_of(" \t\r\n")),
                    "a keycloak-server.json is an object: { ... }");
  return root;
}

}  // namespace idsxml
