#include "lint/suppress.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "report/suggest.hpp"
#include "rules/engine.hpp"
#include "rules/findings.hpp"
#include "xml/tree.hpp"

namespace idsxml::linting {
namespace {

constexpr std::string_view comment_begin = "<!--";
constexpr std::string_view comment_end = "-->";
constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view form = "write it as <!-- idsxml ignore=KC1301 and the reason -->";

/// Some of the document's text, in bytes from 0.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// One rule that a comment names.
struct Target {
  Range place;
  std::string_view id;
  bool met = false;  ///< by a finding in the scope
};

/// A comment that suppresses, or means to.
struct Directive {
  Range place;
  Range scope;
  std::vector<Target> targets;
  std::string reason;
};

/// Calls `visit` with every comment of a well-formed text; what looks like one in CDATA is none.
template <class Visit>
void for_each_comment(std::string_view text, const Visit& visit) {
  for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(comment_begin)) {
      const std::size_t end = text.find(comment_end, at + comment_begin.size()) + comment_end.size();
      visit(Range{at, end});
      at = end;
    } else if (rest.starts_with("<![CDATA[")) {
      at = text.find("]]>", at);
    } else if (rest.starts_with("<?")) {
      at = text.find("?>", at);
    } else {
      ++at;
    }
  }
}

/// What is left of a comment's text to be read.
class Reader {
 public:
  Reader(std::string_view text, Range comment)
      : text_(text), at_(comment.begin + comment_begin.size()), end_(comment.end - comment_end.size()) {
    skip(blanks);
  }

  bool take(std::string_view word) {
    if (!rest().starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  bool skip(std::string_view characters) {
    const std::size_t before = at_;
    at_ = std::min(text_.find_first_not_of(characters, at_), end_);
    return at_ > before;
  }
  Target target() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(" \t\r\n,:", at_), end_);
    return {{begin, at_}, text_.substr(begin, at_ - begin)};
  }
  std::string_view rest() const { return text_.substr(at_, end_ - at_); }

 private:
  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
};

/// "fix it later" is a reason, "-" is none.
bool says_something(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
  });
}

/// Nothing where the comment is about something else.
std::optional<Directive> read(std::string_view text, Range comment) {
  Reader reader(text, comment);
  if (!reader.take("idsxml") || !reader.skip(" \t\r\n:") || !reader.take("ignore")) return std::nullopt;
  Directive directive{.place = comment};
  reader.skip(blanks);
  if (!reader.take("=")) return directive;
  do {
    reader.skip(blanks);
    if (Target target = reader.target(); !target.id.empty()) directive.targets.push_back(target);
    reader.skip(blanks);
  } while (reader.take(","));
  reader.skip(" \t\r\n:-");
  if (says_something(reader.rest())) directive.reason = xml::with_single_spaces(reader.rest());
  return directive;
}

/// Whether something other than comments stands before it on its line.
bool stands_behind_something(std::string_view text, std::size_t at) {
  while (at > 0) {
    const char before = text[at - 1];
    const std::string_view head = text.substr(0, at);
    if (before == '\n' || before == '\r' || head.ends_with("?>")) return false;
    if (before == ' ' || before == '\t') {
      --at;
    } else if (head.ends_with(comment_end)) {
      at = text.rfind(comment_begin, at);
    } else {
      return true;
    }
  }
  return false;
}

/// Where suppressions hold in a document.
class Scopes {
 public:
  explicit Scopes(const xml::Document& document) : text_(document.text()), spans_(document.spans()) {}

  Range of(Range comment) const {
    const auto next = std::upper_bound(spans_.begin(), spans_.end(), comment.begin,
                                       [](std::size_t at, const xml::ElementSpan& span) { return at < span.begin; });
    const std::size_t line_end = std::min(text_.find_first_of("\r\n", comment.end), text_.size());
    const bool starts_here = next != spans_.end() && next->begin < line_end;
    if (!starts_here && stands_behind_something(text_, comment.begin)) return line_before(comment, next);
    return {comment.end, end_of_following(comment, next)};
  }

 private:
  using Span = std::vector<xml::ElementSpan>::const_iterator;

  /// The line up to the comment; all of a start tag that ends on it.
  Range line_before(Range comment, Span next) const {
    const std::size_t line_end = text_.find_last_of("\r\n", comment.begin);
    std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    if (next != spans_.begin() && std::prev(next)->open_end > begin)
      begin = std::min<std::size_t>(begin, std::prev(next)->begin);
    return {begin, comment.begin};
  }

  /// Where no element follows before the end tag, there is nothing but what else stands before that.
  std::size_t end_of_following(Range comment, Span next) const {
    const auto parent = std::find_if(std::make_reverse_iterator(next), spans_.rend(),
                                     [&](const xml::ElementSpan& span) { return span.end > comment.end; });
    const std::size_t limit = parent == spans_.rend() ? text_.size() : parent->close_begin;
    return next != spans_.end() && next->begin < limit ? next->end : limit;
  }

  std::string_view text_;
  const std::vector<xml::ElementSpan>& spans_;
};

/// Whether "idsxml" stands anywhere; in most files it does not. Looked for by its rarest letter.
bool is_mentioned(std::string_view text) {
  for (std::size_t at = text.find("xml"); at != std::string_view::npos; at = text.find("xml", at + 1))
    if (text.substr(0, at).ends_with("ids")) return true;
  return false;
}

std::vector<Directive> directives_in(const xml::Document& document) {
  std::vector<Directive> directives;
  const std::string_view text = document.text();
  if (!is_mentioned(text)) return directives;
  const Scopes scopes(document);
  for_each_comment(text, [&](Range comment) {
    std::optional<Directive> directive = read(text, comment);
    if (!directive) return;
    directive->scope = scopes.of(comment);
    directives.push_back(*std::move(directive));
  });
  return directives;
}

/// Gives the finding the reason of the last comment that holds for it: that is the nearest.
void mark(Finding& finding, std::span<Directive* const> holding) {
  for (Directive* directive : holding) {
    for (Target& target : directive->targets) {
      if (target.id != finding.rule) continue;
      target.met = true;
      if (!directive->reason.empty()) finding.suppression = Suppression{Suppression::Kind::in_file, directive->reason};
    }
  }
}

/// One pass over findings and comments, both in the order of the file: either may be thousands.
void mark_all(std::vector<Finding>& findings, const xml::Document& document, std::vector<Directive>& directives) {
  const auto is_before = [](const Directive* a, const Directive* b) { return a->place.begin < b->place.begin; };
  const xml::LineIndex lines(document);
  std::vector<Finding*> in_order;
  in_order.reserve(findings.size());
  for (Finding& finding : findings) in_order.push_back(&finding);
  std::ranges::stable_sort(in_order, {}, [](const Finding* finding) { return finding->place.begin.offset; });
  std::vector<Directive*> waiting;
  waiting.reserve(directives.size());
  for (Directive& directive : directives) waiting.push_back(&directive);
  std::ranges::stable_sort(waiting, {}, [](const Directive* directive) { return directive->scope.begin; });
  std::vector<Directive*> holding;
  auto next = waiting.begin();
  for (Finding* finding : in_order) {
    const std::size_t at = finding->place.begin.offset;
    for (; next != waiting.end() && lines.at((*next)->scope.begin).offset <= at; ++next)
      holding.insert(std::upper_bound(holding.begin(), holding.end(), *next, is_before), *next);
    std::erase_if(holding, [&](const Directive* each) { return lines.at(each->scope.end).offset <= at; });
    mark(*finding, holding);
  }
}

/// What the rules about comments have to say of them.
class Review {
 public:
  Review(const rules::Tables& tables, std::span<const rules::Rule* const> asked)
      : tables_(tables),
        asked_(asked),
        no_reason_(rule_with("suppressions-without-reason")),
        unused_(rule_with("unused-suppressions")),
        unknown_(rule_with("suppressions-of-unknown-rules")) {}

  void look_at(const Directive& directive) {
    if (directive.targets.empty()) {
      record(unknown_, directive.place, "this names no rule to ignore", std::string(form));
    } else if (directive.reason.empty()) {
      record(no_reason_, directive.place, "no reason is given, so this suppresses nothing", std::string(form));
    }
    for (const Target& target : directive.targets) look_at(target);
  }
  const std::vector<rules::Event>& events() const { return events_; }

 private:
  template <class Rules>
  bool has(const Rules& rules, std::string_view id) const {
    return std::any_of(rules.begin(), rules.end(), [&](const auto& rule) { return id_of(rule) == id; });
  }
  std::string_view id_of(const rules::Rule& rule) const { return tables_.text(rule.id); }
  std::string_view id_of(const rules::Rule* rule) const { return tables_.text(rule->id); }

  const rules::Rule* rule_with(std::string_view check) const {
    const auto found = std::find_if(asked_.begin(), asked_.end(),
                                    [&](const rules::Rule* rule) { return rules::check_of(*rule) == check; });
    return found == asked_.end() ? nullptr : *found;
  }

  void look_at(const Target& target) {
    if (!has(tables_.rules, target.id)) {
      record(unknown_, target.place, "there is no rule " + std::string(target.id), help_for(target.id));
    } else if (!target.met && has(asked_, target.id)) {
      record(unused_, target.place, std::string(target.id) + " finds nothing here",
             "remove it; a suppression holds for the element that follows it, or for the line that it stands behind");
    }
  }

  std::string help_for(std::string_view id) const {
    std::vector<std::string_view> ids;
    for (const rules::Rule& rule : tables_.rules) ids.push_back(id_of(rule));
    const std::string_view meant = report::nearest(id, ids);
    return meant.empty() ? "idsxml rules lists them" : "did you mean " + std::string(meant) + "?";
  }

  void record(const rules::Rule* rule, Range place, std::string message, std::string help) {
    if (rule == nullptr) return;
    events_.push_back(
        {rule, rules::EventKind::left, std::move(message), {place.begin, place.end}, {}, std::move(help)});
  }

  const rules::Tables& tables_;
  std::span<const rules::Rule* const> asked_;
  const rules::Rule* no_reason_;
  const rules::Rule* unused_;
  const rules::Rule* unknown_;
  std::vector<rules::Event> events_;
};

}  // namespace

void suppress(const xml::Document& document, const rules::Tables& tables, std::span<const rules::Rule* const> asked,
              std::vector<Finding>& findings) {
  std::vector<Directive> directives = directives_in(document);
  if (directives.empty()) return;
  mark_all(findings, document, directives);
  Review review(tables, asked);
  for (const Directive& directive : directives) review.look_at(directive);
  for (Finding& finding : rules::findings_of(review.events(), tables, document, rules::Told::as_to_do))
    findings.push_back(std::move(finding));
}

}  // namespace idsxml::linting
