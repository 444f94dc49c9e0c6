#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "report/json_parts.hpp"
#include "report/safe_difference.hpp"
#include "report/upgrade_formats.hpp"
#include "report/wording.hpp"

namespace idsxml::report {
namespace {

std::string_view name_of(UpgradeAction::Kind kind) {
  constexpr std::array names{"folder", "touched", "file", "link", "migrated", "layers"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(LeftBehind::Reason reason) {
  constexpr std::array names{"transient", "shipped", "program", "special"};
  return names.at(static_cast<std::size_t>(reason));
}

void write(JsonWriter& json, const ServerHome& home) {
  json.begin_object();
  json.member("path", home.path);
  json.key("release");
  write(json, home.release);
  json.member("version", home.version);
  json.member("told_by", home.told_by);
  optional_text(json, "wildfly", home.wildfly);
  json.end_object();
}

void write(JsonWriter& json, const UpgradeAction& action) {
  json.begin_object();
  json.member("kind", name_of(action.kind));
  json.member("path", action.path);
  json.member("source", action.source);
  json.member("replaces", action.is_there);
  if (action.kind == UpgradeAction::Kind::link) json.member("target", action.target);
  json.member("bytes", action.size);
  json.end_object();
}

void write(JsonWriter& json, const LeftBehind& left) {
  json.begin_object();
  json.member("path", left.path);
  json.member("reason", name_of(left.reason));
  json.end_object();
}

void write(JsonWriter& json, const ChangedFile& file) {
  json.begin_object();
  json.member("path", file.path);
  json.member("certain", file.is_certain);
  json.member("in_new_home", file.is_in_new_home);
  json.member("three_way", file.is_three_way);
  json.member("conflicts", std::uint64_t{file.conflicts});
  optional_text(json, "difference", safe_difference(file.difference));
  json.end_object();
}

void write(JsonWriter& json, const UpgradedConfiguration& configuration) {
  json.begin_object();
  json.member("path", configuration.path);
  json.key("to");
  write(json, configuration.to);
  optional_error(json, configuration.error);
  json.member("edits", std::uint64_t{configuration.migration ? configuration.migration->edits.size() : 0});
  json.key("left").begin_array();
  if (configuration.migration) {
    for (const Finding& finding : configuration.migration->findings) {
      if (finding.outcome != Outcome::left) continue;
      json.begin_object();
      json.member("rule", finding.rule);
      json.member("line", std::uint64_t{finding.place.begin.line});
      json.member("message", said(finding));
      json.end_object();
    }
  }
  json.end_array();
  json.end_object();
}

/// array() of json_parts.hpp knows only what is declared before it.
template <class Values>
void list(JsonWriter& json, std::string_view name, const Values& values) {
  json.key(name).begin_array();
  for (const auto& value : values) write(json, value);
  json.end_array();
}

void write_plan(JsonWriter& json, const UpgradeReport& report) {
  const UpgradePlan& plan = report.plan;
  json.key("from");
  write(json, plan.from);
  json.key("to");
  write(json, plan.to);
  json.key("space").begin_object();
  json.member("bytes", plan.bytes);
  json.member("needed", plan.space_needed);
  json.member("free", plan.space_free);
  json.member("may_share_blocks", plan.may_share_blocks);
  json.end_object();
  array(json, "obstacles", report.obstacles);
  array(json, "notices", plan.notices);
  list(json, "configurations", plan.configurations);
  list(json, "changed", plan.changed);
  list(json, "actions", plan.actions);
  list(json, "left", plan.left);
}

ReportText plan(const UpgradeReport& report, const ReportStyle& /*style*/) {
  ReportText text;
  // A run has one document, which its end writes.
  if (report.mode == RunMode::write && report.obstacles.empty()) return text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:upgrade:1");
  json.member("version", report.version);
  json.member("state", "planned");
  write_plan(json, report);
  json.end_object();
  text.report += '\n';
  return text;
}

ReportText done(const UpgradeResult& result, const UpgradeReport* report, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:upgrade:1");
  json.member("state", "finished");
  json.member("old_home", result.old_home);
  json.member("new_home", result.new_home);
  json.key("notes").begin_array();
  for (const std::string& note : result.notes) json.value(note);
  json.end_array();
  if (report != nullptr)
    write_plan(json, *report);
  else
    json.member("report", result.report);
  json.end_object();
  text.report += '\n';
  return text;
}

ReportText undone(const Undone& result, const ReportStyle& /*style*/) {
  ReportText text;
  JsonWriter json(text.report);
  json.begin_object();
  json.member("schema", "urn:idsxml:schema:upgrade:1");
  json.member("state", "undone");
  json.key("folders_left").begin_array();
  for (const std::string& folder : result.left) json.value(folder);
  json.end_array();
  json.end_object();
  text.report += '\n';
  return text;
}

}  // namespace

const UpgradeFormat upgrade_json_format{"json", plan, done, undone};

}  // namespace idsxml::report
