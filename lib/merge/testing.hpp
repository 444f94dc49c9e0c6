#pragma once

// For tests only: changes that people make, at random places, and what every merge of them must keep.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/diff.hpp"
#include "idsxml/merge.hpp"
#include "xml/document.hpp"
#include "xml/layout.hpp"

namespace idsxml::merging {

/// Makes one change to a well-formed document in UTF-8; it stays well-formed.
class Hand {
 public:
  explicit Hand(std::uint32_t seed) : random_(seed) {}

  std::string changed(const std::string& text) {
    const Result<xml::Document> document = xml::Document::parse(text);
    if (!document || document->spans().size() < 2) return text;
    const std::string_view body = document->text();
    const xml::ElementSpan& span = document->spans()[1 + below(document->spans().size() - 1)];
    const xml::Range line = xml::removal_range(body, span);
    const std::string own(body.substr(line.begin, line.end - line.begin));
    const auto with = [&](std::size_t begin, std::size_t end, std::string replacement) {
      return document->apply({{begin, end, std::move(replacement), 0}});
    };
    switch (below(5)) {
      case 0:
        return with(line.begin, line.end, "");
      case 1:
        return with(line.begin, line.begin, "<!-- " + word() + " -->\n");
      case 2:
        return with(line.end, line.end, renamed(own));
      case 3:
        return with(line.begin, line.begin, renamed(own));
      default:
        return with_other_value(*document, span);
    }
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::string word() { return "w" + std::to_string(below(5)); }

  /// The same with another first value, if it has one: two alike without a name are nothing that a server takes.
  std::string renamed(std::string element) {
    const std::size_t quote = element.find("=\"");
    if (quote > element.find('>') || element.substr(0, quote).find("xmlns") != std::string::npos) return {};
    return element.insert(quote + 2, word());
  }

  std::string with_other_value(const xml::Document& document, const xml::ElementSpan& span) {
    const std::vector<xml::AttributeSpan> attributes = xml::attributes_of(document.text(), span);
    if (attributes.empty()) return document.apply({{span.begin, span.begin, "<!--" + word() + "-->", 0}});
    const xml::AttributeSpan& one = attributes[below(attributes.size())];
    const std::string_view name = document.text().substr(one.name_begin, one.name_end - one.name_begin);
    if (name.starts_with("xml")) return std::string(document.bytes());
    return document.apply({{one.value_end, one.value_end, word(), 0}});
  }

  std::minstd_rand random_;
};

/// Whether all comments that only this side has are in the result.
inline bool has_comments_of(std::string_view side, std::string_view base, std::string_view result) {
  for (std::size_t at = side.find("<!--"); at != std::string_view::npos; at = side.find("<!--", at + 1)) {
    const std::string_view comment = side.substr(at, side.find("-->", at) + 3 - at);
    if (base.find(comment) == std::string_view::npos && result.find(comment) == std::string_view::npos) return false;
  }
  return true;
}

/// What is wrong with a merge, if anything.
inline std::optional<std::string> broken_promise(const std::string& base, const std::string& mine,
                                                 const std::string& theirs) {
  const Rules rules = Rules::builtin();
  if (merge(base, mine, base, rules).bytes != mine) return "mine alone is taken over";
  if (merge(base, base, theirs, rules).bytes != theirs) return "theirs alone is taken over";
  if (merge(base, mine, mine, rules).bytes != mine) return "what both did is there once";
  const Merged merged = merge(base, mine, theirs, rules);
  const Merged other = merge(base, theirs, mine, rules);
  const bool were_parsed = Configuration::parse(base) && Configuration::parse(mine) && Configuration::parse(theirs);
  if (!were_parsed) return std::nullopt;
  if (!has_comments_of(mine, base, merged.bytes) || !has_comments_of(theirs, base, merged.bytes))
    return "no comment is lost";
  if (merged.is_clean() != other.is_clean()) return "a conflict is one for both sides";
  if (!merged.is_clean()) return std::nullopt;
  const Result<Configuration> one = Configuration::parse(merged.bytes);
  const Result<Configuration> two = Configuration::parse(other.bytes);
  if (!one || !two) return "a clean merge is a configuration";
  const Result<Diff> difference = diff(*one, *two, rules);
  if (!difference || !difference->means_the_same()) return "a server sees the same, whichever side merges";
  return std::nullopt;
}

}  // namespace idsxml::merging
