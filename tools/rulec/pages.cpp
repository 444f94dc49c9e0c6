#include "pages.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <span>
#include <vector>

namespace fs = std::filesystem;
using namespace idsxml::rules;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

struct DiffLine {
  char mark;
  std::string text;
};

/// The longest common subsequence makes the example; test cases are short.
std::vector<DiffLine> diff(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const std::size_t width = after.size() + 1;
  std::vector<std::size_t> common((before.size() + 1) * width, 0);
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      common[i * width + j] = before[i] == after[j] ? common[(i + 1) * width + j + 1] + 1
                                                    : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  std::vector<DiffLine> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      lines.push_back({' ', before[i++]});
      ++j;
    } else if (j == after.size() || (i < before.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      lines.push_back({'-', before[i++]});
    } else {
      lines.push_back({'+', after[j++]});
    }
  }
  return lines;
}

/// The diff without what lies far from any change.
std::string example(const std::string& before, const std::string& after) {
  constexpr std::size_t context = 2;
  const std::vector<DiffLine> lines = diff(lines_of(before), lines_of(after));
  std::string text;
  bool skipping = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t from = i < context ? 0 : i - context;
    const std::size_t to = std::min(lines.size(), i + context + 1);
    const std::span<const DiffLine> near(lines.data() + from, to - from);
    const bool shown = std::any_of(near.begin(), near.end(), [](const DiffLine& line) { return line.mark != ' '; });
    if (shown) {
      text.append(1, lines[i].mark).append(lines[i].text).append("\n");
    } else if (!skipping) {
      text += " ...\n";
    }
    skipping = !shown;
  }
  return text;
}

std::string source_line(const Tables& tables, const Rule& rule) {
  return "Source: " + std::string(tables.text(rule.source)) + "\n";
}

/// The first finding in the first broken input of a check, below the line that it is about.
std::string example_of_check(const fs::path& source, std::string_view id) {
  const std::vector<fs::path> cases = check_cases(source, id, ".broken");
  if (cases.empty()) return {};
  fs::path expected = cases.front();
  expected.replace_extension(".txt");
  const std::vector<std::string> findings = lines_of(read_text(expected));
  const std::vector<std::string> lines = lines_of(read_text(cases.front()));
  const std::size_t number = findings.empty() ? 0 : std::strtoul(findings.front().c_str(), nullptr, 10);
  if (number == 0 || number > lines.size()) return {};
  std::string text =
      "## For example\n\n```" + cases.front().extension().string().substr(1) + "\n" + lines[number - 1] + "\n```\n\n";
  text += findings.front().substr(findings.front().find(' ') + 1) + "\n\n";
  if (findings.size() > 1 && findings[1].starts_with("  ")) text += findings[1].substr(2) + "\n\n";
  return text;
}

std::string applies_to(const Tables& tables, const Rule& rule) {
  std::string text =
      std::string(tables.text(rule.product)) + " " + std::string(tables.text(rule.release)) + " and later";
  if (rule.before.size != 0) text += ", before " + std::string(tables.text(rule.before));
  if (rule.boot) text += "; the release does not boot without it";
  if (rule.safe) text += "; idsxml lint --fix does it";
  return text;
}

}  // namespace

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> test_cases(const fs::path& source, std::string_view id, std::string_view ending) {
  std::vector<fs::path> cases;
  const fs::path folder = source / "testdata" / "rules" / id;
  if (!fs::is_directory(folder)) return cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().string().ends_with(ending)) cases.push_back(entry.path());
  std::sort(cases.begin(), cases.end());
  return cases;
}

std::vector<fs::path> check_cases(const fs::path& source, std::string_view id, std::string_view ending) {
  for (const std::string_view input : {".xml", ".yaml", ".cli", ".json"}) {
    std::vector<fs::path> cases = test_cases(source, id, std::string(ending).append(input));
    if (!cases.empty()) return cases;
  }
  return {};
}

std::string page_of(const Tables& tables, const Rule& rule, const fs::path& source) {
  const std::string_view id = tables.text(rule.id);
  std::string page = "# " + std::string(id) + ": " + std::string(tables.text(rule.title)) + "\n\n";
  page += std::string(idsxml::name_of(rule.severity)) + "; for " + applies_to(tables, rule) + "\n\n";
  if (rule.explanation.size != 0) page += std::string(tables.text(rule.explanation)) + "\n\n";
  for (const Change& change : at(tables.changes, rule.changes))
    if (change.manual.size != 0) page += "To be done by hand: " + std::string(tables.text(change.manual)) + "\n\n";
  if (rule.check != CheckName::none) return page + example_of_check(source, id) + source_line(tables, rule);
  const std::vector<fs::path> cases = test_cases(source, id, ".before.xml");
  if (!cases.empty()) {
    std::string after = cases.front().string();
    after.replace(after.size() - std::string_view("before.xml").size(), std::string::npos, "after.xml");
    const std::string shown = example(read_text(cases.front()), read_text(after));
    if (shown.find("\n+") != std::string::npos || shown.find("\n-") != std::string::npos)
      page += "## Before and after\n\n```diff\n" + shown + "```\n\n";
  }
  return page + source_line(tables, rule);
}
