#include "report/upgrade_formats.hpp"

#include <array>

namespace idsxml {

const UpgradeFormat* upgrade_format(std::string_view name) {
  for (const UpgradeFormat* format : std::array{&report::upgrade_text_format, &report::upgrade_json_format})
    if (format->name == name) return format;
  return nullptr;
}

std::string stored_report(const UpgradeReport& report) {
  ReportStyle style;
  style.width = 100;
  return upgrade_format("text")->plan(report, style).report;
}

}  // namespace idsxml
