#include "idsxml/plan.hpp"

#include <array>

#include "c/handles.hpp"

using namespace idsxml;
using namespace idsxml::c;

namespace {

template <class Value>
struct Named {
  std::string_view name;
  Value value;
};

constexpr std::array platforms{Named<Platform>{"zip", Platform::zip},
                               Named<Platform>{"kubernetes", Platform::kubernetes}};
constexpr std::array charts{Named<Chart>{"infrastructure", Chart::infrastructure},
                            Named<Chart>{"identity-service", Chart::identity_service}};

/// The first one where none is named.
template <class Value, std::size_t size>
Result<Value> one_of(const std::array<Named<Value>, size>& all, const char* name, std::string_view what) {
  if (name == nullptr) return all.front().value;
  for (const Named<Value>& each : all)
    if (each.name == name) return each.value;
  std::string names;
  for (const Named<Value>& each : all) names += (names.empty() ? "" : " or ") + std::string(each.name);
  return Error{
      .code = "CLI003", .message = "there is no " + std::string(what) + " " + name, .advice = "it is " + names};
}

Result<Release> release_from(const idsxml_plan_options& asked, const Release& to) {
  if (asked.from != nullptr) return release_of(asked.from);
  if (asked.configuration != nullptr) return release_before(asked.configuration->value, to);
  return Error{.code = "CLI004",
               .message = "a plan needs the release there is, or a configuration that tells it",
               .advice = "the release is told as ids:1.4"};
}

Result<PlanOptions> options_of(const idsxml_plan_options& asked) {
  const Result<Release> to = release_of(asked.to);
  if (!to) return to.error();
  PlanOptions options{.from = *to, .to = *to};
  if (asked.configuration != nullptr) options.configuration = asked.configuration->value;
  const Result<Release> from = release_from(asked, *to);
  if (!from) return from.error();
  const Result<Platform> platform = one_of(platforms, asked.platform, "platform");
  if (!platform) return platform.error();
  const Result<Chart> chart = one_of(charts, asked.chart, "chart");
  if (!chart) return chart.error();
  options.from = *from;
  options.platform = *platform;
  options.chart = *chart;
  options.configuration_name = view_of(asked.configuration_name);
  options.home = view_of(asked.home);
  options.release_name = view_of(asked.release_name);
  options.name_space = view_of(asked.name_space);
  return options;
}

}  // namespace

idsxml_string* idsxml_plan(const idsxml_plan_options* options, const char* format, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const PlanFormat* found = plan_format(view_of(format));
    if (found == nullptr) return unknown_format(view_of(format), error);
    const Result<PlanOptions> asked = options_of(known(options));
    if (!asked) return failure<idsxml_string>(asked.error(), error);
    Result<Runbook> runbook = plan(*asked);
    if (!runbook) return failure<idsxml_string>(std::move(runbook).error(), error);
    return string_of(found->write({IDSXML_VERSION, *std::move(runbook)}, {}).report);
  });
}
