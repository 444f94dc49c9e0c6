#include "merge/pieces.hpp"

#include <algorithm>
#include <utility>

namespace idsxml::merging {
namespace {

bool ends_line(std::string_view text) {
  return text.empty() || text.back() == '\n';
}

bool ends_line(const Piece& conflict) {
  return ends_line(conflict.base) && ends_line(conflict.mine) && ends_line(conflict.theirs);
}

void append(Piece& conflict, const Texts& sides) {
  conflict.base.append(sides.base);
  conflict.mine.append(sides.mine);
  conflict.theirs.append(sides.theirs);
}

Texts texts_of(const Piece& conflict) {
  return {conflict.base, conflict.mine, conflict.theirs};
}

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n') + 1);  // none: npos + 1 is 0
}

std::string_view last_line(std::string_view text) {
  if (text.empty() || text.back() != '\n') return {};
  return text.substr(text.substr(0, text.size() - 1).rfind('\n') + 1);
}

/// Whether the line is the same on all sides, or on both where the base has nothing at all.
bool is_common(const Texts& lines, std::string_view base) {
  return !lines.mine.empty() && lines.mine == lines.theirs && (base.empty() || lines.base == lines.mine);
}

/// A conflict without what all sides have in common at its begin and its end.
struct Trimmed {
  std::string_view before;
  Texts sides;
  std::string_view after;
};

Trimmed trimmed(const Texts& whole) {
  Trimmed result{{}, whole, {}};
  Texts& sides = result.sides;
  std::size_t before = 0;
  for (Texts lines = each(sides, first_line); is_common(lines, whole.base); lines = each(sides, first_line)) {
    before += lines.mine.size();
    sides.mine.remove_prefix(lines.mine.size());
    sides.theirs.remove_prefix(lines.mine.size());
    if (!whole.base.empty()) sides.base.remove_prefix(lines.base.size());
  }
  std::size_t after = 0;
  for (Texts lines = each(sides, last_line); is_common(lines, whole.base); lines = each(sides, last_line)) {
    after += lines.mine.size();
    sides.mine.remove_suffix(lines.mine.size());
    sides.theirs.remove_suffix(lines.mine.size());
    if (!whole.base.empty()) sides.base.remove_suffix(lines.base.size());
  }
  result.before = whole.mine.substr(0, before);
  result.after = whole.mine.substr(whole.mine.size() - after);
  return result;
}

/// The result as it is written, line by line.
class Page {
 public:
  explicit Page(const MergeOptions& options) : options_(options) {}

  void add(std::string_view text) {
    lines_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    page_.bytes.append(text);
  }

  void add_conflict(const Piece& conflict) {
    end_line();
    page_.conflicts.push_back(lines_ + 1);
    add_side('<', options_.mine, conflict.mine);
    add_side('|', options_.base, conflict.base);
    add_side('=', {}, conflict.theirs);
    add_side('>', options_.theirs, {});
  }

  Merged take() && { return std::move(page_); }

 private:
  void end_line() {
    if (!ends_line(page_.bytes)) add("\n");
  }

  void add_side(char marker, std::string_view label, std::string_view text) {
    add(std::string(std::max<std::size_t>(options_.marker_size, 1), marker));
    if (!label.empty()) add(" " + std::string(label));
    add("\n");
    add(text);
    end_line();
  }

  const MergeOptions& options_;
  Merged page_;
  std::size_t lines_ = 0;
};

}  // namespace

void Pieces::add(std::string_view text) {
  if (text.empty()) return;
  if (pieces_.empty() || pieces_.back().is_conflict) pieces_.emplace_back();
  pieces_.back().mine.append(text);
}

void Pieces::add_conflict(const Texts& sides) {
  pieces_.push_back({true, std::string(sides.mine), std::string(sides.base), std::string(sides.theirs)});
}

void Pieces::add(Pieces more) {
  for (Piece& piece : more.pieces_) {
    if (piece.is_conflict)
      pieces_.push_back(std::move(piece));
    else
      add(piece.mine);
  }
}

bool Pieces::is_clean() const {
  return std::none_of(pieces_.begin(), pieces_.end(), [](const Piece& piece) { return piece.is_conflict; });
}

std::string Pieces::decided(std::string Piece::*side) const {
  std::string text;
  for (const Piece& piece : pieces_) text.append(piece.is_conflict ? piece.*side : piece.mine);
  return text;
}

Pieces Pieces::on_own_lines() const {
  std::vector<Piece> wide;
  for (const Piece& piece : pieces_) {
    const bool is_open = !wide.empty() && wide.back().is_conflict && !ends_line(wide.back());
    if (is_open && piece.is_conflict) {
      append(wide.back(), texts_of(piece));
    } else if (is_open) {
      const std::string_view text = piece.mine;
      const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
      append(wide.back(), {line, line, line});
      if (line.size() < text.size()) wide.push_back({false, std::string(text.substr(line.size())), {}, {}});
    } else if (piece.is_conflict && !wide.empty() && !wide.back().is_conflict && !ends_line(wide.back().mine)) {
      std::string& text = wide.back().mine;
      const std::string begun = text.substr(text.rfind('\n') + 1);
      text.resize(text.size() - begun.size());
      Piece conflict{true, begun, begun, begun};
      append(conflict, texts_of(piece));
      wide.push_back(std::move(conflict));
    } else {
      wide.push_back(piece);
    }
  }
  Pieces result;
  for (const Piece& piece : wide) {
    if (!piece.is_conflict) {
      result.add(piece.mine);
      continue;
    }
    const Trimmed conflict = trimmed(texts_of(piece));
    result.add(conflict.before);
    if (conflict.sides.mine == conflict.sides.theirs)
      result.add(conflict.sides.mine);
    else
      result.add_conflict(conflict.sides);
    result.add(conflict.after);
  }
  return result;
}

Merged Pieces::marked(const MergeOptions& options) const {
  Page page(options);
  for (const Piece& piece : pieces_) {
    if (piece.is_conflict)
      page.add_conflict(piece);
    else
      page.add(piece.mine);
  }
  return std::move(page).take();
}

}  // namespace idsxml::merging
