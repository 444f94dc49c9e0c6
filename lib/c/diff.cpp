#include "idsxml/diff.hpp"

#include "c/handles.hpp"

using namespace idsxml;
using namespace idsxml::c;

struct idsxml_diff {
  Diff value;
  std::vector<DifferenceTexts> texts;
  DiffSide before;
  DiffSide after;
  Rules rules;
  DiffOptions options;
};

namespace {

std::unique_ptr<idsxml_diff> compare(const DiffSide& before, const DiffSide& after, const idsxml_rules* rules,
                                     const idsxml_diff_options* options, idsxml_error** error) {
  const Result<DiffOptions> asked = diff_options_of(options);
  if (!asked) return failure<idsxml_diff>(asked.error(), error);
  const Rules rulebook = rules_of(rules);
  Result<Diff> found = diff(before, after, rulebook, *asked);
  if (!found) return failure<idsxml_diff>(std::move(found).error(), error);
  std::vector<DifferenceTexts> texts = texts_of(found->differences);
  return std::make_unique<idsxml_diff>(
      idsxml_diff{*std::move(found), std::move(texts), before, after, rulebook, *asked});
}

/// With what the format needs besides.
Result<Diff> diff_for(const DiffFormat& format, const idsxml_diff& made) {
  if (!format.of_operations) return made.value;
  DiffOptions options = made.options;
  options.operations = true;
  return diff(made.before, made.after, made.rules, options);
}

Result<StockConfiguration> stock_of(const Configuration& configuration, const char* release, const char* profile) {
  const Result<Release> known_release = release_of(release);
  if (!known_release) return known_release.error();
  if (profile == nullptr) return stock_configuration_for(configuration, *known_release);
  return stock_configuration(*known_release, profile);
}

}  // namespace

idsxml_diff* idsxml_diff_configurations(const idsxml_configuration* before, const idsxml_configuration* after,
                                        const idsxml_rules* rules, const idsxml_diff_options* options,
                                        idsxml_error** error) noexcept {
  return guarded(error, [&] { return compare(before->value, after->value, rules, options, error); });
}
idsxml_diff* idsxml_diff_against(const idsxml_configuration* configuration, const char* release, const char* profile,
                                 const idsxml_rules* rules, const idsxml_diff_options* options,
                                 idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Result<StockConfiguration> stock = stock_of(configuration->value, release, profile);
    if (!stock) return failure<idsxml_diff>(stock.error(), error);
    return compare(*stock, configuration->value, rules, options, error);
  });
}
int idsxml_diff_means_the_same(const idsxml_diff* diff) noexcept {
  return diff->value.means_the_same() ? 1 : 0;
}
size_t idsxml_diff_count(const idsxml_diff* diff) noexcept {
  return diff->value.differences.size();
}
int idsxml_diff_difference(const idsxml_diff* diff, size_t index, idsxml_difference* difference) noexcept {
  if (index >= diff->value.differences.size()) return 0;
  fill(difference, difference_of(diff->value.differences[index], diff->texts[index]));
  return 1;
}
int idsxml_diff_attribute(const idsxml_diff* diff, size_t difference, size_t index,
                          idsxml_attribute* attribute) noexcept {
  if (difference >= diff->value.differences.size()) return 0;
  return attribute_at(diff->value.differences[difference], diff->texts[difference], index, attribute);
}
idsxml_string* idsxml_diff_report(const idsxml_diff* diff, const char* format, const char* before_name,
                                  const char* after_name, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const DiffFormat* found = diff_format(view_of(format));
    if (found == nullptr) return unknown_format(view_of(format), error);
    Result<Diff> told = diff_for(*found, *diff);
    if (!told) return failure<idsxml_string>(std::move(told).error(), error);
    const DiffReport report{IDSXML_VERSION, std::string(view_of(before_name)), std::string(view_of(after_name)),
                            *std::move(told)};
    return string_of(found->write(report, {}).report);
  });
}
void idsxml_diff_free(idsxml_diff* diff) noexcept {
  delete diff;
}
