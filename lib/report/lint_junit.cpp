#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/diagnostic.hpp"
#include "report/format.hpp"
#include "report/location.hpp"
#include "report/wording.hpp"

// JUnit's XML as build servers read it: a suite for each file, a case for each finding, or one that passes.
namespace idsxml::report {
namespace {

/// Cases of a suite, with what its begin has to say of them.
class Suite {
 public:
  explicit Suite(std::string_view name) : name_(xml_value(name)) {}

  void passed(std::string_view name) { add(name, ""); }

  void broken(const Error& error, std::string_view path) {
    ++errors_;
    add(error.code + ": " + error.message, element("error", error.code, said(error), render(error, path, {})));
  }

  void told(const Notice& notice) {
    add(notice.code + ": " + notice.message, fmt::format("<system-out>{}</system-out>", xml_content(said(notice))));
  }

  void found(const Finding& finding, std::string_view path, Severity fail_on) {
    const std::string text = render({finding.severity, finding.rule, path, finding.place.begin, problem_of(finding),
                                     finding.place.line, finding.place.length, advice_of(finding)},
                                    {});
    const bool fails = finding.severity >= fail_on;
    if (fails) ++failures_;
    add(finding.rule + ": " + problem_of(finding),
        fails ? element("failure", finding.rule, said(finding), text)
              : fmt::format("<system-out>{}</system-out>", lines(text)),
        finding.place.begin.line);
  }

  std::string text() const {
    return fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">\n{}"
        "  </testsuite>\n",
        name_, tests_, failures_, errors_, cases_);
  }

 private:
  /// Of a report that is printable already but for its line ends.
  static std::string lines(std::string_view report) {
    std::string text;
    while (!report.empty()) {
      const std::size_t end = std::min(report.find('\n'), report.size());
      text += xml_content(report.substr(0, end)) + '\n';
      report.remove_prefix(std::min(end + 1, report.size()));
    }
    return text;
  }

  static std::string element(std::string_view name, std::string_view type, std::string_view message,
                             std::string_view report) {
    return fmt::format(R"(<{0} type="{1}" message="{2}">{3}</{0}>)", name, xml_value(type), xml_value(message),
                       lines(report));
  }

  /// Cases are known from run to run by their names, so these hold no line, and each is there once.
  void add(std::string_view name, std::string_view content, std::size_t line = 0) {
    ++tests_;
    std::string shown = xml_value(name);
    const std::size_t times = ++names_[shown];
    if (times > 1) shown += fmt::format(" ({})", times);
    const std::string where = line == 0 ? "" : fmt::format(" line=\"{}\"", line);
    cases_ += fmt::format(R"(    <testcase classname="{0}" name="{1}" file="{0}"{2})", name_, shown, where);
    cases_ += content.empty() ? "/>\n" : fmt::format(">{}</testcase>\n", content);
  }

  std::string name_;
  std::string cases_;
  std::map<std::string, std::size_t> names_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
  std::size_t errors_ = 0;
};

ReportText begin(const LintRun& run, const ReportStyle& /*style*/) {
  ReportText text;
  text.report = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"idsxml lint\">\n";
  if (run.errors.empty() && run.notices.empty()) return text;
  Suite suite("idsxml");
  for (const Error& error : run.errors) suite.broken(error, "idsxml");
  for (const Notice& notice : run.notices) suite.told(notice);
  text.report += suite.text();
  return text;
}

ReportText file(const LintRun& run, const LintedFile& file, const LintTotals& /*before*/,
                const ReportStyle& /*style*/) {
  const std::string path = relative_path(run, file.path);
  Suite suite(path);
  if (file.error) suite.broken(*file.error, path);
  for (const Notice& notice : file.notices) suite.told(notice);
  bool clean = !file.error;
  for (const Finding& finding : file.findings) {
    if (finding.suppression) continue;
    clean = false;
    suite.found(finding, path, file.fail_on);
  }
  if (clean) suite.passed("nothing found for " + full_name_of(file.to));
  return {suite.text(), ""};
}

ReportText end(const LintRun& /*run*/, const LintTotals& /*totals*/, const ReportStyle& /*style*/) {
  return {"</testsuites>\n", ""};
}

}  // namespace

const LintFormat lint_junit_format{"junit", begin, file, end};

}  // namespace idsxml::report
