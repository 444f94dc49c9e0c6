#pragma once

#include <span>
#include <string>
#include <string_view>

#include "idsxml/report.hpp"

/// What the text format has besides migrations.
namespace idsxml::report {

/// The releases of a detection as a few words.
std::string releases_of(const Detection& detection);

ReportText text_rules(std::span<const RuleSummary> rules, const ReportStyle& style);
ReportText text_page(const RuleSummary& rule, std::string_view page, const ReportStyle& style);
ReportText text_detected(std::span<const Error> errors, std::span<const DetectReport> files, const ReportStyle& style);

}  // namespace idsxml::report
