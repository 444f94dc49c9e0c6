#include "report/plan_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace idsxml {

std::span<const PlanFormat* const> plan_formats() {
  static constexpr std::array<const PlanFormat*, 3> formats{
      &report::plan_markdown_format,
      &report::plan_sh_format,
      &report::plan_json_format,
  };
  return formats;
}

const PlanFormat* plan_format(std::string_view name) {
  const auto formats = plan_formats();
  const auto found =
      std::find_if(formats.begin(), formats.end(), [&](const PlanFormat* each) { return each->name == name; });
  return found == formats.end() ? nullptr : *found;
}

}  // namespace idsxml

namespace idsxml::report {

std::string subject_of(const Runbook& runbook) {
  const std::string_view platform = runbook.platform == Platform::zip ? "unpacked from its zip file" : "on Kubernetes";
  std::string subject = fmt::format("{} to {}, {}", full_name_of(runbook.from), full_name_of(runbook.to), platform);
  if (runbook.database != DatabaseKind::other) subject += fmt::format(", with {}", name_of(runbook.database));
  return subject;
}

std::vector<std::string_view> lines_of_text(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(lines.back().size() + 1, text.size()));
  }
  return lines;
}

std::string_view name_of_shell(std::string_view shell) {
  using Named = std::pair<std::string_view, std::string_view>;
  constexpr std::array names{Named{"bat", "Windows, in a command prompt"},
                             Named{"powershell", "Windows, in PowerShell"}, Named{"cli", "In jboss-cli"}};
  for (const auto& [name, text] : names)
    if (name == shell) return text;
  return "In bash";
}

}  // namespace idsxml::report
