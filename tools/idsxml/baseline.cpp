#include "baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <tuple>
#include <utility>

#include "config/safe_text.hpp"
#include "idsxml/file.hpp"
#include "toml.hpp"

namespace idsxml::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_baseline_size = std::size_t{256} << 20U;
constexpr std::array<std::string_view, 1> lists{"known"};
constexpr std::array<std::string_view, 6> keys{"path", "rule", "at", "fingerprint", "reason", "until"};
constexpr std::string_view header =
    "# Findings that idsxml lint knows of and lets pass. --write-baseline keeps reason and until as they are written "
    "here.\n"
    "# until = 2027-01-31 is the last day: from the next one on the finding counts again.\n";

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm day{};
  gmtime_r(&now, &day);
  return fmt::format("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

std::string as_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string text_of(const KnownFinding& known) {
  std::string text =
      fmt::format("\n[[known]]\npath = {}\nrule = {}\nat = {}\nfingerprint = {}\nreason = {}\n", as_string(known.path),
                  as_string(known.rule), as_string(known.at), as_string(known.fingerprint), as_string(known.reason));
  if (!known.until.empty()) text += fmt::format("until = {}\n", known.until);
  return text;
}

Result<KnownFinding> known_finding(std::string_view text, const toml::table& entry) {
  if (std::optional<Error> error = unknown_key(text, entry, keys)) return *std::move(error);
  KnownFinding known;
  const std::array<std::pair<std::string_view, std::string*>, 5> texts{{{"path", &known.path},
                                                                        {"rule", &known.rule},
                                                                        {"at", &known.at},
                                                                        {"fingerprint", &known.fingerprint},
                                                                        {"reason", &known.reason}}};
  for (const auto& [key, value] : texts) {
    const toml::node* node = entry.get(key);
    if (node != nullptr && !node->is_string())
      return error_at(text, place_of(*node), "SET003", fmt::format("{} takes a text", key), "");
    if (node != nullptr) *value = node->value_or(std::string());
  }
  if (known.path.empty() || known.rule.empty() || known.fingerprint.empty())
    return error_at(text, entry.source().begin, "SET003", "a known finding needs path, rule and fingerprint",
                    "idsxml lint --write-baseline writes them");
  const toml::node* until = entry.get("until");
  if (until == nullptr) return known;
  const std::optional<toml::date> date = until->value<toml::date>();
  if (!date)
    return error_at(text, place_of(*until), "SET003", "until takes a date, without quotes", "until = 2027-01-31");
  known.until = fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day);
  return known;
}

bool is_like(const KnownFinding& known, const Finding& finding, const std::string& print) {
  return known.rule == finding.rule && known.fingerprint == print;
}

bool is_expired(const KnownFinding& known, const std::string& day) {
  return !known.until.empty() && known.until < day;
}

Notice expired(const KnownFinding& known) {
  return {"LNT002", Severity::warning, fmt::format("{} at {} was let pass until {}", known.rule, known.at, known.until),
          known.reason.empty() ? "mend it, or change the date in the baseline"
                               : fmt::format("the baseline says why: {}", known.reason)};
}

Notice stale(const KnownFinding& known) {
  return {"LNT003", Severity::warning,
          fmt::format("the baseline knows {} at {}, which is no longer found", known.rule, known.at),
          "take it out of the baseline; --write-baseline does"};
}

}  // namespace

Result<Baseline> Baseline::read(const std::string& path) {
  const Result<InputFile> file = read_file(path, max_baseline_size);
  if (!file) return file.error();
  const std::string_view text = file->bytes;
  const Result<toml::table> table = parse_toml(text);
  if (!table) return table.error();
  if (std::optional<Error> error = unknown_key(text, *table, lists)) return *std::move(error);
  Baseline baseline(path);
  const toml::node* list = table->get("known");
  if (list == nullptr) return baseline;
  if (!list->is_array_of_tables())
    return error_at(text, place_of(*list), "SET003", "known takes tables", "[[known]], then its keys");
  for (const toml::node& entry : *list->as_array()) {
    Result<KnownFinding> known = known_finding(text, *entry.as_table());
    if (!known) return std::move(known).error();
    const std::string key = known->path;
    baseline.files_[key].known.push_back(*std::move(known));
  }
  return baseline;
}

std::string Baseline::key_of(const std::string& file) const {
  std::error_code problem;
  const fs::path folder = fs::weakly_canonical(fs::absolute(path_, problem).parent_path(), problem);
  const fs::path path = fs::weakly_canonical(fs::absolute(file, problem), problem);
  return problem ? file : path.lexically_relative(folder).generic_string();
}

bool Baseline::exists(const std::string& key) const {
  std::error_code ignored;
  return fs::exists(fs::path(path_).parent_path() / key, ignored);
}

void Baseline::apply(LintedFile& file, const std::set<std::string, std::less<>>& asked) {
  if (file.error || files_.empty()) return;
  const auto found = files_.find(key_of(file.path));
  if (found == files_.end()) return;
  std::vector<KnownFinding>& all = found->second.known;
  found->second.looked_at = true;
  const std::string day = today();
  for (Finding& finding : file.findings) {
    if (finding.suppression) continue;
    const std::string print = fingerprint(finding);
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const KnownFinding& k) { return !k.met && is_like(k, finding, print); });
    if (known == all.end()) continue;
    known->met = true;
    if (is_expired(*known, day)) {
      file.notices.push_back(expired(*known));
    } else {
      finding.suppression = Suppression{Suppression::Kind::baseline, known->reason};
    }
  }
  for (KnownFinding& known : all) {
    if (known.met) continue;
    if (asked.contains(known.rule)) {
      file.notices.push_back(stale(known));
    } else {
      known.met = true;  // nobody looked
    }
  }
}

void Baseline::add(LintedFile& file) {
  if (file.error) return;
  const std::string key = key_of(file.path);
  const auto found = files_.find(key);
  for (Finding& finding : file.findings) {
    if (finding.suppression) continue;
    KnownFinding known{key, finding.rule, finding.path, fingerprint(finding), "", ""};
    const bool has_expired = found != files_.end() &&
                             std::any_of(found->second.known.begin(), found->second.known.end(), [&](const auto& k) {
                               return k.met && is_like(k, finding, known.fingerprint);
                             });
    if (has_expired) continue;
    finding.suppression = Suppression{Suppression::Kind::baseline, ""};
    added_.push_back(std::move(known));
  }
  std::erase_if(file.notices, [](const Notice& notice) { return notice.code == "LNT003"; });  // it is taken out
}

std::vector<Notice> Baseline::lost() const {
  std::vector<Notice> notices;
  for (const auto& [key, file] : files_)
    if (!exists(key))
      notices.push_back({"LNT003", Severity::warning,
                         fmt::format("the baseline knows findings in '{}', which does not exist", key),
                         "take them out of the baseline; --write-baseline does"});
  return notices;
}

std::optional<Error> Baseline::write() const {
  std::vector<KnownFinding> all = added_;
  for (const auto& [key, file] : files_) {
    if (!file.looked_at && !exists(key)) continue;
    for (const KnownFinding& known : file.known)
      if (known.met || !file.looked_at) all.push_back(known);
  }
  const auto order = [](const KnownFinding& k) { return std::tie(k.path, k.at, k.rule, k.fingerprint); };
  std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
  std::string text(header);
  for (const KnownFinding& known : all) text += text_of(known);
  return write_new_file(path_, text, {.overwrite = true});
}

}  // namespace idsxml::cli
