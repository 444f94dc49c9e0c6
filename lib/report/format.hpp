#pragma once

#include "idsxml/report.hpp"

namespace idsxml::report {

extern const ReportFormat text_format;
extern const ReportFormat json_format;

// One file each: lint_text.cpp, lint_json.cpp, ….
extern const LintFormat lint_text_format;
extern const LintFormat lint_json_format;
extern const LintFormat lint_sarif_format;
extern const LintFormat lint_github_format;
extern const LintFormat lint_gitlab_format;
extern const LintFormat lint_junit_format;
extern const LintFormat lint_checkstyle_format;
extern const LintFormat lint_markdown_format;

// One file each: diff_text.cpp, ….
extern const DiffFormat diff_text_format;
extern const DiffFormat diff_json_format;
extern const DiffFormat diff_markdown_format;
extern const DiffFormat diff_html_format;
extern const DiffFormat diff_cli_format;

// One file each: upgrade_text.cpp, upgrade_json.cpp.
extern const UpgradeFormat upgrade_text_format;
extern const UpgradeFormat upgrade_json_format;

extern const PageFormat html_page_format;  // run_html.cpp

/// The address of a rule's page; empty where pages are not published.
std::string page_of(const LintRun& run, std::string_view rule);

}  // namespace idsxml::report
