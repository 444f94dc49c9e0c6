#include "c/handles.hpp"

using namespace idsxml;
using namespace idsxml::c;

idsxml_rules::idsxml_rules(Rules of) : value(std::move(of)), list(value.list()) {
  texts.reserve(list.size());
  for (const RuleSummary& rule : list)
    texts.push_back({std::string(rule.id), std::string(rule.product), std::string(rule.release),
                     std::string(rule.before), std::string(rule.title)});
}

idsxml_rules* idsxml_rules_load(const char* directory, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    const Rules builtin = Rules::builtin();
    Result<Rules> loaded = directory == nullptr ? Result<Rules>(builtin) : builtin.with_directory(directory);
    if (!loaded) return failure<idsxml_rules>(std::move(loaded).error(), error);
    return std::make_unique<idsxml_rules>(*std::move(loaded));
  });
}
size_t idsxml_rules_count(const idsxml_rules* rules) noexcept {
  return rules->list.size();
}
int idsxml_rules_rule(const idsxml_rules* rules, size_t index, idsxml_rule* rule) noexcept {
  if (index >= rules->list.size()) return 0;
  const RuleSummary& summary = rules->list[index];
  const idsxml_rules::Texts& texts = rules->texts[index];
  idsxml_rule out{};
  out.id = text_of(texts.id);
  out.severity = severity_of(summary.severity);
  out.product = text_of(texts.product);
  out.release = text_of(texts.release);
  out.before = text_of(texts.before);
  out.boot = summary.boot ? 1 : 0;
  out.safe = summary.safe ? 1 : 0;
  out.title = text_of(texts.title);
  fill(rule, out);
  return 1;
}
idsxml_string* idsxml_rules_explain(const idsxml_rules* rules, const char* id, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    std::string page = rules_of(rules).explain(view_of(id));
    if (page.empty())
      return failure<idsxml_string>(Error{.code = "RUL004", .message = "there is no rule " + std::string(view_of(id))},
                                    error);
    return string_of(std::move(page));
  });
}
void idsxml_rules_free(idsxml_rules* rules) noexcept {
  delete rules;
}
