#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What the files under rules/steps say, as constants. docs/steps.md describes them.
namespace idsxml::planning {

/// The order in which sections stand in a runbook.
enum class Section : std::uint8_t { prepare, stop, back_up, upgrade, check, way_back };
inline constexpr std::size_t section_count = 6;

/// The kinds of commands that a step may have.
struct Commands {
  std::string_view shell;
  std::string_view text;
};

struct Step {
  std::string_view id;
  Section section = Section::prepare;
  // Which installations it is for; empty for all. Each is a list of words.
  std::string_view platform;
  std::string_view database;
  std::string_view chart;
  std::string_view from;  ///< releases, as in release_set.hpp
  std::string_view to;
  std::string_view topology;
  bool irreversible = false;
  std::string_view way_back;
  std::string_view title;
  std::string_view text;  ///< paragraphs, a line each
  std::span<const Commands> commands;
  std::string_view commands_of;  ///< the id of the step whose commands these are; mostly empty
  std::string_view verify;
  std::string_view check;
  std::string_view source;
};

/// The version of a chart that a release is in.
struct ChartVersion {
  std::string_view chart;
  std::string_view release;
  std::string_view version;
  std::string_view source;
};

/// Of several steps with one id, the last that is for an installation counts, at the place of the first.
std::span<const Step> builtin_steps();
std::span<const ChartVersion> builtin_chart_versions();

}  // namespace idsxml::planning
