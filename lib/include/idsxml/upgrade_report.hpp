#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "idsxml/report.hpp"
#include "idsxml/upgrade.hpp"

namespace idsxml {

/// An upgrade before it begins.
struct UpgradeReport {
  std::string version;  ///< of the program
  RunMode mode = RunMode::write;
  UpgradePlan plan;
  std::vector<Error> obstacles;
};

/// A way to write what an upgrade would do, has done, and that it was taken back. `report` is there where one run has
/// planned and done it.
struct UpgradeFormat {
  std::string_view name;
  ReportText (*plan)(const UpgradeReport& report, const ReportStyle& style);
  ReportText (*done)(const UpgradeResult& result, const UpgradeReport* report, const ReportStyle& style);
  ReportText (*undone)(const Undone& result, const ReportStyle& style);
};

/// What is stored in the new home for the time after an interruption: for people, whatever this run prints.
std::string stored_report(const UpgradeReport& report);

/// The format of that name, text or json; nullptr for an unknown one.
const UpgradeFormat* upgrade_format(std::string_view name);

}  // namespace idsxml
