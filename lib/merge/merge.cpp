#include "idsxml/merge.hpp"

#include <optional>
#include <set>
#include <utility>

#include "config/configuration.hpp"
#include "merge/lines.hpp"
#include "merge/pieces.hpp"
#include "merge/side.hpp"
#include "merge/structure.hpp"
#include "merge/three.hpp"
#include "merge/verify.hpp"
#include "rules/engine.hpp"
#include "xml/document.hpp"
#include "xml/encoding.hpp"

namespace idsxml {
namespace {

using merging::agreed;
using merging::each;
using merging::Pieces;
using merging::Side;
using merging::Texts;
using merging::Three;

std::string with_line_ends(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find(from, at);
    result.append(text.substr(at, end - at));
    if (end == std::string_view::npos) break;
    result.append(to);
    at = end + from.size();
  }
  return result;
}

/// The line ends of a text: "\n" of one that has none, nothing of one that has several kinds.
std::string_view line_ends_of(std::string_view text) {
  const auto count = [&](std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
      ++found;
    return found;
  };
  const std::size_t pairs = count("\r\n");
  const std::size_t returns = count("\r");
  const std::size_t feeds = count("\n");
  if (returns == 0) return "\n";
  if (pairs == returns && pairs == feeds) return "\r\n";
  return feeds == 0 ? "\r" : "";
}

/// How a document is stored.
struct Form {
  xml::Encoding encoding = xml::Encoding::utf8;
  std::size_t mark = 0;  ///< of the byte order mark, in bytes
  std::string_view line_ends;

  bool is_stored_alike(const Form& other) const { return encoding == other.encoding && mark == other.mark; }
};

Form form_of(const xml::Document& document) {
  return {document.encoding(), document.byte_offset(0), line_ends_of(document.text())};
}

/// The document with another text; it is stored as before.
std::string stored(const xml::Document& document, std::string text) {
  return document.apply({{0, document.text().size(), std::move(text), 0}});
}

bool can_store(std::string_view text, xml::Encoding encoding) {
  return xml::decode(xml::encode(text, encoding), encoding).text == text;
}

/// A merge of three configurations of one kind.
class ConfigurationMerge {
 public:
  ConfigurationMerge(const Three<Configuration>& sides, const Rules& rules)
      : sides_(sides),
        rules_(rules),
        forms_(each(sides, [](const Configuration& side) { return form_of(side.state().document); })),
        is_stored_as_theirs_(forms_.mine.is_stored_alike(forms_.base)) {}

  Merged run(const MergeOptions& options) const {
    const Side base = side_of(sides_.base, forms_.base);
    const Side mine = side_of(sides_.mine, forms_.mine);
    const Side theirs = side_of(sides_.theirs, forms_.theirs);
    Merged merged = merged_pieces({&base, &mine, &theirs}).on_own_lines().marked(options);
    if (!can_store(merged.bytes, frame().encoding())) return whole_conflict(options);
    if (!forms_.mine.line_ends.empty()) merged.bytes = with_line_ends(merged.bytes, "\n", line_ends());
    merged.bytes = stored(frame(), std::move(merged.bytes));
    return merged;
  }

 private:
  /// Lines are compared with a line feed at their end, unless mine has several kinds of line ends, which stay.
  Side side_of(const Configuration& side, const Form& form) const {
    const xml::Document& document = side.state().document;
    const std::string_view line_ends = form.line_ends.empty() ? "\r\n" : form.line_ends;
    const bool is_kept = forms_.mine.line_ends.empty() || line_ends == "\n";
    std::string bytes =
        is_kept ? std::string(document.bytes()) : stored(document, with_line_ends(document.text(), line_ends, "\n"));
    return {*xml::Document::parse(std::move(bytes)), rules_.state().tables};
  }

  std::string_view line_ends() const {
    const std::string_view ends =
        agreed(each(forms_, [](const Form& form) { return form.line_ends; })).value_or(forms_.mine.line_ends);
    return ends.empty() ? forms_.mine.line_ends : ends;
  }

  Merged whole_conflict(const MergeOptions& options) const {
    Pieces whole;
    whole.add_conflict(each(sides_, [](const Configuration& side) { return side.bytes(); }));
    return whole.on_own_lines().marked(options);
  }

  Pieces merged_pieces(const Three<const Side*>& sides) const {
    merging::Plan plan;
    const bool is_stored_alike = forms_.base.is_stored_alike(forms_.mine) && forms_.base.is_stored_alike(forms_.theirs);
    if (!is_stored_alike) plan.encoding = is_stored_as_theirs_ ? sides.theirs : sides.mine;
    Pieces pieces = merged_documents(sides, plan);
    std::optional<std::set<std::string>> wrong = wrong_subsystems(pieces);
    if (wrong && wrong->empty()) return pieces;
    if (wrong) {
      plan.undivided = *std::move(wrong);
      pieces = merged_documents(sides, plan);
      wrong = wrong_subsystems(pieces);
      if (wrong && wrong->empty()) return pieces;
    }
    Pieces whole;
    whole.add_conflict(each(sides, [](const Side* side) { return side->text(); }));
    return whole;
  }

  /// The subsystems in which a server would see what neither side meant, "" for elsewhere; nothing where it is no
  /// configuration.
  std::optional<std::set<std::string>> wrong_subsystems(const Pieces& pieces) const {
    const auto decided = [&](std::string merging::Piece::*side) {
      return Configuration::parse(stored(frame(), pieces.decided(side)));
    };
    const Result<Configuration> with_mine = decided(&merging::Piece::mine);
    const Result<Configuration> with_theirs = decided(&merging::Piece::theirs);
    if (!with_mine || !with_theirs) return std::nullopt;
    std::set<std::string> wrong;
    for (const merging::Fact& fact : surprises(sides_, *with_mine, *with_theirs, rules_)) wrong.insert(fact.subsystem);
    return wrong;
  }

  const xml::Document& frame() const { return (is_stored_as_theirs_ ? sides_.theirs : sides_.mine).state().document; }

  const Three<Configuration>& sides_;
  const Rules& rules_;
  Three<Form> forms_;
  bool is_stored_as_theirs_;
};

std::optional<Three<Configuration>> configurations(const Texts& bytes) {
  Result<Configuration> base = Configuration::parse(std::string(bytes.base));
  Result<Configuration> mine = Configuration::parse(std::string(bytes.mine));
  Result<Configuration> theirs = Configuration::parse(std::string(bytes.theirs));
  if (!base || !mine || !theirs) return std::nullopt;
  if (base->kind() != mine->kind() || base->kind() != theirs->kind()) return std::nullopt;
  return Three<Configuration>{*std::move(base), *std::move(mine), *std::move(theirs)};
}

}  // namespace

Merged merge(std::string_view base, std::string_view mine, std::string_view theirs, const Rules& rules,
             const MergeOptions& options) {
  const Texts bytes{base, mine, theirs};
  if (const auto known = agreed(bytes)) return {std::string(*known), {}};
  if (const auto sides = configurations(bytes)) return ConfigurationMerge(*sides, rules).run(options);
  return merging::merged_lines(bytes).on_own_lines().marked(options);
}

}  // namespace idsxml
