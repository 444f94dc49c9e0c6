#pragma once

#include <optional>
#include <string_view>

#include "idsxml/report.hpp"
#include "report/json_writer.hpp"

/// What several of the published schemas have in common.
namespace idsxml::report {

std::string_view name_of_outcome(Outcome outcome);

/// A member that is null where there is no text.
void optional_text(JsonWriter& json, std::string_view name, std::string_view text);

void write(JsonWriter& json, const Error& error);
/// The member `error`, null where there is none.
void optional_error(JsonWriter& json, const std::optional<Error>& error);
void write(JsonWriter& json, const Notice& notice);
void write(JsonWriter& json, const Release& release);
void write(JsonWriter& json, const Edit& edit);
void write(JsonWriter& json, const Place& place);

/// A member that is an array of values for which there is a write().
template <class Values>
void array(JsonWriter& json, std::string_view name, const Values& values) {
  json.key(name).begin_array();
  for (const auto& value : values) write(json, value);
  json.end_array();
}

}  // namespace idsxml::report
