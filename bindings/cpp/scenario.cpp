// Runs testdata/scenario/scenario.txt through the C++ interface and prints its transcript; testdata/scenario/README.md
// says what stands in it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <initializer_list>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "scenario_api.hpp"

namespace scenario {
namespace {

constexpr std::size_t max_size = std::size_t{64} << 20U;

/// A line of the scenario.
struct Step {
  std::string line;
  std::string command;
  std::vector<std::string> operands;
  std::map<std::string, std::string> options;
  std::string folder;  ///< that names of files begin in; ends with '/'

  std::string option(const std::string& name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
  }
  bool has(const std::string& name) const { return options.count(name) != 0; }
  std::vector<std::string> list(const std::string& name) const {
    std::vector<std::string> items;
    std::istringstream text(option(name));
    for (std::string item; std::getline(text, item, ',');) items.push_back(item);
    return items;
  }
};

Step step_of(const std::string& line, const std::string& folder) {
  Step step;
  step.line = line;
  step.folder = folder;
  std::istringstream words(line);
  words >> step.command;
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos)
      step.operands.push_back(word);
    else
      step.options[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return step;
}

// ---- lines of the transcript ----

std::string escaped(std::string_view text) {
  constexpr std::string_view special("\\\t\n\r\0", 5);
  constexpr std::string_view written("\\tnr0");
  std::string out;
  for (const char c : text) {
    const std::size_t found = special.find(c);
    if (found == std::string_view::npos)
      out += c;
    else
      out += {'\\', written[found]};
  }
  return out;
}

std::string line_of(std::initializer_list<std::string> fields) {
  std::string line;
  for (const std::string& field : fields) line += (line.empty() ? "" : "\t") + field;
  return line + "\n";
}

std::string number(std::size_t value) {
  return std::to_string(value);
}

std::string yes(bool value) {
  return value ? "1" : "0";
}

/// FNV-1a, 64 bits.
std::string hash_of(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return digits.data();
}

std::string bytes_line(std::string_view bytes) {
  return line_of({"bytes", number(bytes.size()), hash_of(bytes)});
}

std::string position_of(const Position& position) {
  return number(position.offset) + ":" + number(position.line) + ":" + number(position.column);
}

std::string without(std::string text, const std::string& folder) {
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
    text.erase(at, folder.size());
  return text;
}

std::string error_line(const Error& error, const std::string& folder) {
  return line_of({"error", error.code, error.where ? position_of(*error.where) : "-",
                  escaped(without(error.message, folder)), escaped(without(error.advice, folder)),
                  escaped(error.line)});
}

std::string edit_line(const char* label, const Edit& edit) {
  return line_of(
      {label, number(edit.begin), number(edit.end), number(edit.replacement.size()), hash_of(edit.replacement)});
}

std::string word_of(Severity severity) {
  constexpr std::array words{"note", "warning", "error"};
  return words[static_cast<std::size_t>(severity)];
}

std::string word_of(Outcome outcome) {
  constexpr std::array words{"done", "fixable", "left", "nothing"};
  return words[static_cast<std::size_t>(outcome)];
}

/// `print` is the fingerprint: migrations have none.
std::string finding_lines(const Finding& finding, const std::string& print) {
  const Place& place = finding.place;
  std::string lines =
      line_of({"finding", finding.rule, word_of(finding.severity), word_of(finding.outcome), position_of(place.begin),
               number(place.length), yes(place.inserted), yes(finding.suppression.has_value()), print,
               escaped(finding.title), escaped(finding.message), escaped(finding.help), escaped(finding.path),
               escaped(place.line), escaped(finding.suppression ? finding.suppression->reason : "")});
  for (const Edit& edit : finding.edits) lines += edit_line("fix", edit);
  return lines;
}

std::string place_of(const std::optional<AttributeValue>& own, const std::optional<Place>& resource) {
  if (own && own->place) return position_of(own->place->begin);
  return resource ? position_of(resource->begin) : "-";
}

std::string text_of(const std::optional<AttributeValue>& value) {
  return value ? "=" + escaped(value->text()) : "-";
}

std::string difference_lines(const char* label, const Difference& difference) {
  constexpr std::array kinds{"added", "removed", "changed", "reordered", "schema"};
  std::string lines = line_of(
      {label, kinds[static_cast<std::size_t>(difference.kind)], escaped(to_string(difference.address)),
       escaped(difference.attribute), text_of(difference.before), text_of(difference.after),
       difference.default_value ? "=" + escaped(*difference.default_value) : "-",
       place_of(difference.before, difference.place_before), place_of(difference.after, difference.place_after)});
  for (const NamedValue& attribute : difference.attributes)
    lines += line_of({"attribute", escaped(attribute.name), escaped(attribute.value.text())});
  return lines;
}

// ---- what steps need ----

Result<std::string> bytes_of(const Step& step, const std::string& name) {
  Result<InputFile> file = read_file(step.folder + name, max_size);
  if (!file) return file.error();
  return std::move(file->bytes);
}

Result<Configuration> configuration_of(const Step& step, std::size_t operand) {
  Result<std::string> bytes = bytes_of(step, step.operands[operand]);
  if (!bytes) return bytes.error();
  return Configuration::parse(*std::move(bytes));
}

Result<Rules> rules_of(const Step& step) {
  if (!step.has("rules")) return Rules::builtin();
  return Rules::builtin().with_directory(step.folder + step.option("rules"));
}

/// What a migration needs, and its result.
struct Migrated {
  Configuration configuration;
  Rules rules;
  MigrateOptions options;
  Migration migration;
};

Result<Migrated> migrated(const Step& step) {
  const Result<Configuration> configuration = configuration_of(step, 0);
  if (!configuration) return configuration.error();
  const Result<Rules> rules = rules_of(step);
  if (!rules) return rules.error();
  const Result<Release> to = parse_release(step.option("to"));
  if (!to) return to.error();
  MigrateOptions options;
  options.to = *to;
  options.minimal = step.has("minimal");
  options.only = step.list("only");
  options.skip = step.list("skip");
  if (step.has("json")) {
    Result<std::string> json = bytes_of(step, step.option("json"));
    if (!json) return json.error();
    options.keycloak_server_json = *std::move(json);
  }
  const Result<Migration> migration = migrate(*configuration, *rules, options);
  if (!migration) return migration.error();
  return Migrated{*configuration, *rules, options, *migration};
}

struct Linted {
  std::string bytes;
  Rules rules;
  LintOptions options;
  Lint lint;
};

/// `by_name`: the bytes of any file, by its name; else those of a configuration.
Result<Linted> linted(const Step& step, bool by_name) {
  const Result<std::string> bytes = bytes_of(step, step.operands[0]);
  if (!bytes) return bytes.error();
  const Result<Rules> rules = rules_of(step);
  if (!rules) return rules.error();
  const Result<Release> to = parse_release(step.option("to"));
  if (!to) return to.error();
  LintOptions options;
  options.to = *to;
  options.only = step.list("only");
  options.skip = step.list("skip");
  for (const std::string& item : step.list("severities")) {
    const std::size_t colon = item.find(':');
    const std::string severity = item.substr(colon + 1);
    options.severities.push_back({item.substr(0, colon), severity == "error"     ? Severity::error
                                                         : severity == "warning" ? Severity::warning
                                                                                 : Severity::note});
  }
  if (by_name) {
    const Result<Lint> found = lint(*bytes, input_kind(step.operands[0]), *rules, options);
    if (!found) return found.error();
    return Linted{*bytes, *rules, options, *found};
  }
  const Result<Configuration> configuration = Configuration::parse(*bytes);
  if (!configuration) return configuration.error();
  const Result<Lint> found = lint(*configuration, *rules, options);
  if (!found) return found.error();
  return Linted{*bytes, *rules, options, *found};
}

Result<DiffOptions> diff_options_of(const Step& step) {
  DiffOptions options;
  options.resolve = step.has("resolve");
  options.show_secrets = step.has("secrets");
  if (!step.has("release")) return options;
  const Result<Release> release = parse_release(step.option("release"));
  if (!release) return release.error();
  options.release = *release;
  return options;
}

std::string diff_lines(const Diff& diff) {
  std::string lines = line_of({"same", yes(diff.means_the_same())});
  for (const Difference& difference : diff.differences) lines += difference_lines("difference", difference);
  return lines;
}

Result<std::string> reported(const Result<std::string>& report) {
  if (!report) return report.error();
  return bytes_line(*report);
}

// ---- steps ----

using Lines = Result<std::string>;

Lines releases_step(const Step&) {
  std::string lines;
  for (const Release& release : releases()) lines += line_of({"release", to_string(release)});
  return lines;
}

Lines profiles_step(const Step& step) {
  const Result<Release> release = parse_release(step.operands[0]);
  if (!release) return release.error();
  std::string lines;
  for (const std::string& profile : stock_profiles(*release)) lines += line_of({"profile", profile});
  return lines;
}

Lines rules_step(const Step& step) {
  const Result<Rules> rules = rules_of(step);
  if (!rules) return rules.error();
  std::string lines;
  for (const RuleSummary& rule : rules->list())
    lines += line_of({"rule", std::string(rule.id), word_of(rule.severity), std::string(rule.product),
                      std::string(rule.release), std::string(rule.before), yes(rule.boot), yes(rule.safe),
                      escaped(rule.title)});
  return lines;
}

Lines explain_step(const Step& step) {
  const Result<Rules> rules = rules_of(step);
  if (!rules) return rules.error();
  const std::string page = rules->explain(step.operands[0]);
  if (page.empty()) {
    Error error;
    error.code = "RUL004";
    error.message = "there is no rule " + step.operands[0];
    return error;
  }
  return bytes_line(page);
}

Lines read_step(const Step& step) {
  const Result<std::string> bytes = bytes_of(step, step.operands[0]);
  if (!bytes) return bytes.error();
  return bytes_line(*bytes);
}

Lines parse_step(const Step& step) {
  constexpr std::array kinds{"standalone", "domain", "host"};
  const Result<Configuration> configuration = configuration_of(step, 0);
  if (!configuration) return configuration.error();
  std::string lines = line_of({"configuration", kinds[static_cast<std::size_t>(configuration->kind())],
                               std::string(configuration->root_namespace()), yes(configuration->has_keycloak()),
                               yes(configuration->is_ha())});
  for (const Release& release : detect(*configuration).releases) lines += line_of({"release", to_string(release)});
  return lines + bytes_line(configuration->bytes());
}

Lines detect_report_step(const Step& step) {
  const Result<Configuration> configuration = configuration_of(step, 0);
  if (!configuration) return configuration.error();
  return reported(detect_report(*configuration, step.option("format"), step.operands[0]));
}

Lines migrate_step(const Step& step) {
  const Result<Migrated> made = migrated(step);
  if (!made) return made.error();
  std::string lines = line_of({"left", number(made->migration.left_to_do())});
  for (const Finding& finding : made->migration.findings) lines += finding_lines(finding, "");
  for (const Edit& edit : made->migration.edits) lines += edit_line("edit", edit);
  return lines + bytes_line(made->migration.bytes);
}

Lines migrate_report_step(const Step& step) {
  const Result<Migrated> made = migrated(step);
  if (!made) return made.error();
  return reported(migrate_report(made->configuration, made->rules, made->options, made->migration,
                                 step.option("format"), step.operands[0]));
}

Lines lint_lines(const Result<Linted>& found) {
  if (!found) return found.error();
  std::string lines;
  for (const Finding& finding : found->lint.findings) lines += finding_lines(finding, fingerprint(finding));
  return lines;
}

Lines lint_step(const Step& step) {
  return lint_lines(linted(step, false));
}

Lines lint_file_step(const Step& step) {
  return lint_lines(linted(step, true));
}

Lines lint_report_step(const Step& step) {
  const Result<Linted> found = linted(step, true);
  if (!found) return found.error();
  return reported(
      lint_report(found->bytes, found->rules, found->options, found->lint, step.option("format"), step.operands[0]));
}

Lines diff_step(const Step& step) {
  const Result<Configuration> before = configuration_of(step, 0);
  if (!before) return before.error();
  const Result<Configuration> after = configuration_of(step, 1);
  if (!after) return after.error();
  const Result<DiffOptions> options = diff_options_of(step);
  if (!options) return options.error();
  const Result<Diff> found = diff(*before, *after, Rules::builtin(), *options);
  if (!found) return found.error();
  if (!step.has("format")) return diff_lines(*found);
  return reported(diff_report(*before, *after, Rules::builtin(), *options, *found, step.option("format"),
                              step.operands[0], step.operands[1]));
}

Lines against_step(const Step& step) {
  const Result<Configuration> configuration = configuration_of(step, 1);
  if (!configuration) return configuration.error();
  const Result<Release> release = parse_release(step.operands[0]);
  if (!release) return release.error();
  const Result<StockConfiguration> stock = step.has("profile") ? stock_configuration(*release, step.option("profile"))
                                                               : stock_configuration_for(*configuration, *release);
  if (!stock) return stock.error();
  const Result<DiffOptions> options = diff_options_of(step);
  if (!options) return options.error();
  const Result<Diff> found = diff(*stock, *configuration, Rules::builtin(), *options);
  if (!found) return found.error();
  if (!step.has("format")) return diff_lines(*found);
  return reported(diff_report(*stock, *configuration, Rules::builtin(), *options, *found, step.option("format"),
                              step.operands[0], step.operands[1]));
}

Lines three_way_step(const Step& step) {
  std::vector<Configuration> sides;
  for (const std::size_t operand : {0U, 1U, 2U}) {
    const Result<Configuration> side = configuration_of(step, operand);
    if (!side) return side.error();
    sides.push_back(*side);
  }
  const Result<DiffOptions> options = diff_options_of(step);
  if (!options) return options.error();
  const Result<ThreeWay> found = three_way(sides[0], sides[1], sides[2], Rules::builtin(), *options);
  if (!found) return found.error();
  if (step.has("format"))
    return reported(
        three_way_report(*found, step.option("format"), step.operands[0], step.operands[1], step.operands[2]));
  std::string lines;
  for (const Difference& difference : found->mine) lines += difference_lines("mine", difference);
  for (const Difference& difference : found->theirs) lines += difference_lines("theirs", difference);
  for (const Difference& difference : found->both) lines += difference_lines("both", difference);
  for (const Collision& collision : found->collisions) {
    lines += difference_lines("collision-mine", collision.mine);
    lines += difference_lines("collision-theirs", collision.theirs);
  }
  return lines;
}

Lines plan_step(const Step& step) {
  PlanOptions options{};
  if (step.has("config")) {
    const std::string name = step.option("config");
    Result<std::string> bytes = bytes_of(step, name);
    if (!bytes) return bytes.error();
    const Result<Configuration> configuration = Configuration::parse(*std::move(bytes));
    if (!configuration) return configuration.error();
    options.configuration = *configuration;
    options.configuration_name = name.substr(name.rfind('/') + 1);
  }
  const Result<Release> to = parse_release(step.option("to"));
  if (!to) return to.error();
  options.to = *to;
  if (step.has("from")) {
    const Result<Release> from = parse_release(step.option("from"));
    if (!from) return from.error();
    options.from = *from;
  }
  if (step.option("platform") == "kubernetes") options.platform = Platform::kubernetes;
  if (step.option("chart") == "identity-service") options.chart = Chart::identity_service;
  options.home = step.option("home");
  options.release_name = step.option("release-name");
  options.name_space = step.option("namespace");
  return reported(plan_report(options, step.has("from"), step.option("format")));
}

Lines merge_step(const Step& step) {
  std::vector<std::string> sides;
  for (const std::string& name : step.operands) {
    Result<std::string> bytes = bytes_of(step, name);
    if (!bytes) return bytes.error();
    sides.push_back(*std::move(bytes));
  }
  MergeOptions options;
  if (step.has("marker-size")) options.marker_size = std::stoul(step.option("marker-size"));
  if (step.has("mine")) options.mine = step.option("mine");
  if (step.has("base")) options.base = step.option("base");
  if (step.has("theirs")) options.theirs = step.option("theirs");
  const Merged merged = merge(sides[0], sides[1], sides[2], Rules::builtin(), options);
  std::string lines;
  for (const std::size_t line : merged.conflicts) lines += line_of({"conflict", number(line)});
  return lines + bytes_line(merged.bytes);
}

/// Threads that use the same objects at the same time.
Lines threads_step(const Step& step) {
  const Result<Migrated> made = migrated(step);
  if (!made) return made.error();
  const std::size_t count = std::stoul(step.option("count"));
  std::vector<std::string> results(count);
  std::vector<std::thread> threads;
  for (std::string& result : results)
    threads.emplace_back([&] {
      const Result<Migration> again = migrate(made->configuration, made->rules, made->options);
      if (again && again->findings.size() == made->migration.findings.size()) result = again->bytes;
    });
  for (std::thread& thread : threads) thread.join();
  const auto equal = std::count(results.begin(), results.end(), made->migration.bytes);
  return line_of({"threads", number(count), number(static_cast<std::size_t>(equal))}) +
         bytes_line(made->migration.bytes);
}

struct Command {
  std::string_view name;
  Lines (*run)(const Step& step);
};

constexpr std::array commands{
    Command{"releases", releases_step},
    Command{"profiles", profiles_step},
    Command{"rules", rules_step},
    Command{"explain", explain_step},
    Command{"read", read_step},
    Command{"parse", parse_step},
    Command{"detect-report", detect_report_step},
    Command{"migrate", migrate_step},
    Command{"migrate-report", migrate_report_step},
    Command{"lint", lint_step},
    Command{"lint-file", lint_file_step},
    Command{"lint-report", lint_report_step},
    Command{"diff", diff_step},
    Command{"against", against_step},
    Command{"three-way", three_way_step},
    Command{"merge", merge_step},
    Command{"plan", plan_step},
    Command{"threads", threads_step},
};

/// The lines of a step; nothing where there is no such command.
std::optional<std::string> transcript_of(const Step& step) {
  for (const Command& command : commands) {
    if (command.name != step.command) continue;
    const Lines lines = command.run(step);
    return "> " + step.line + "\n" + (lines ? *lines : error_line(lines.error(), step.folder));
  }
  return std::nullopt;
}

int run(const std::string& folder) {
  const Result<InputFile> scenario = read_file(folder + "scenario/scenario.txt", max_size);
  if (!scenario) {
    std::cerr << scenario.error().message << "\n";
    return 2;
  }
  std::istringstream lines(scenario->bytes);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::optional<std::string> transcript = transcript_of(step_of(line, folder));
    if (!transcript) {
      std::cerr << "no such step: " << line << "\n";
      return 2;
    }
    std::cout << *transcript;
  }
  return 0;
}

}  // namespace
}  // namespace scenario

int main(int argc, char** argv) {
  if (argc == 2) return scenario::run(std::string(argv[1]) + "/");
  std::cerr << "usage: scenario TESTDATA\n";
  return 2;
}
