#pragma once

#include "idsxml/report.hpp"

namespace idsxml::report {

extern const ReportFormat text_format;
extern const ReportFormat json_format;

}  // namespace idsxml::report
