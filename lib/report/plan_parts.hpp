#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "idsxml/plan.hpp"

/// What runbooks for people have in common.
namespace idsxml::report {

// One file each: plan_markdown.cpp, ….
extern const PlanFormat plan_markdown_format;
extern const PlanFormat plan_sh_format;
extern const PlanFormat plan_json_format;

/// One line: from, to, platform and database.
std::string subject_of(const Runbook& runbook);

std::vector<std::string_view> lines_of_text(std::string_view text);

/// What stands before commands for another shell.
std::string_view name_of_shell(std::string_view shell);

}  // namespace idsxml::report
