#pragma once

#include "idsxml/report.hpp"

namespace idsxml::report {

extern const ReportFormat text_format;
extern const ReportFormat json_format;

// One file each: lint_text.cpp, lint_json.cpp, ….
extern const LintFormat lint_text_format;
extern const LintFormat lint_json_format;

}  // namespace idsxml::report
