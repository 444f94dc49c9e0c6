#include "page_output.hpp"

#include <fmt/format.h>

#include "inputs.hpp"

namespace idsxml::cli {
namespace {

Error not_a_page(const std::string& path) {
  std::string endings;
  for (const PageFormat* format : page_formats())
    endings += fmt::format("{}.{}", endings.empty() ? "" : " or ", format->name);
  return usage_error("CLI003", fmt::format("--report does not take '{}'", path),
                     fmt::format("its name says the format and has to end with {}", endings));
}

}  // namespace

Result<std::optional<PageOutput>> PageOutput::of(const Arguments& arguments, const std::vector<std::string>& kept) {
  const std::optional<std::string> path = arguments.value("report");
  if (!path) return std::optional<PageOutput>();
  const PageFormat* format = page_format_of(*path);
  if (format == nullptr) return not_a_page(*path);
  if (std::optional<Error> error = overwrites(*path, kept)) return *std::move(error);
  Result<NewFile> file = NewFile::create(*path, {.overwrite = true});
  if (!file) return std::move(file).error();
  return std::optional(PageOutput(*format, *std::move(file)));
}

std::optional<Error> PageOutput::publish(const RunReport& run, const Totals& totals,
                                         std::span<const PageSection> sections) {
  if (std::optional<Error> error = file_.write(format_->page(run, totals, sections))) return error;
  return file_.publish();
}

}  // namespace idsxml::cli
