#include "report/json_parts.hpp"

#include "config/safe_text.hpp"

namespace idsxml::report {

std::string_view name_of_outcome(Outcome outcome) {
  if (outcome == Outcome::done) return "done";
  if (outcome == Outcome::fixable) return "fixable";
  return outcome == Outcome::left ? "left" : "note";
}

void optional_text(JsonWriter& json, std::string_view name, std::string_view text) {
  json.key(name);
  if (text.empty()) {
    json.null();
  } else {
    json.value(text);
  }
}

namespace {

void members(JsonWriter& json, const Position& where) {
  json.member("offset", where.offset);
  json.member("line", where.line);
  json.member("column", where.column);
}

}  // namespace

void write(JsonWriter& json, const Error& error) {
  json.begin_object();
  json.member("code", error.code);
  json.member("message", error.message);
  optional_text(json, "advice", error.advice);
  json.key("where");
  if (error.where) {
    json.begin_object();
    members(json, *error.where);
    json.member("text", config::without_secrets(error.line));
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void optional_error(JsonWriter& json, const std::optional<Error>& error) {
  json.key("error");
  if (error) {
    write(json, *error);
  } else {
    json.null();
  }
}

void write(JsonWriter& json, const Notice& notice) {
  json.begin_object();
  json.member("code", notice.code);
  json.member("severity", name_of(notice.severity));
  json.member("message", notice.message);
  optional_text(json, "advice", notice.advice);
  json.end_object();
}

void write(JsonWriter& json, const Release& release) {
  json.begin_object();
  json.member("release", to_string(release));
  json.member("name", full_name_of(release));
  json.end_object();
}

void write(JsonWriter& json, const Edit& edit) {
  json.begin_object();
  json.member("begin", edit.begin);
  json.member("end", edit.end);
  json.member("inserted", config::without_secrets(edit.replacement));
  json.end_object();
}

void write(JsonWriter& json, const Place& place) {
  json.begin_object();
  members(json, place.begin);
  json.member("length", place.length);
  json.member("text", config::without_secrets(place.line));
  json.member("inserted", place.inserted);
  json.end_object();
}

}  // namespace idsxml::report
