#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "diff/newest.hpp"
#include "idsxml/diff.hpp"

namespace idsxml {
namespace {

using Kind = Difference::Kind;

/// What a difference is about: a resource, or something of it.
std::string subject_of(const Difference& difference) {
  std::string subject = to_string(difference.address);
  if (difference.kind == Kind::schema) return subject + " xmlns";
  if (difference.kind == Kind::reordered) return subject + " order " + difference.attribute;
  return difference.kind == Kind::changed ? subject + " @" + difference.attribute : subject;
}

/// The differences of one side, each with what became of it.
class Side {
 public:
  explicit Side(std::vector<Difference> differences) : differences_(std::move(differences)) {
    for (std::size_t i = 0; i < differences_.size(); ++i) subjects_.emplace(subject_of(differences_[i]), i);
    is_told_.resize(differences_.size());
  }

  std::size_t size() const { return differences_.size(); }
  const Difference& at(std::size_t index) const { return differences_[index]; }
  void mark_told(std::size_t index) { is_told_[index] = true; }

  const std::size_t* find(const std::string& subject) const {
    const auto found = subjects_.find(subject);
    return found == subjects_.end() ? nullptr : &found->second;
  }

  /// The outermost resource that this side removed, at the address or around it.
  const std::size_t* removed_around(const Address& address) const {
    Address around;
    for (const AddressStep& step : address) {
      around.push_back(step);
      const std::size_t* found = find(to_string(around));
      if (found != nullptr && differences_[*found].kind == Kind::removed) return found;
    }
    return nullptr;
  }

  /// What nothing was said about yet.
  std::vector<Difference> take_untold() {
    std::vector<Difference> untold;
    for (std::size_t i = 0; i < differences_.size(); ++i)
      if (!is_told_[i]) untold.push_back(std::move(differences_[i]));
    return untold;
  }

 private:
  std::vector<Difference> differences_;
  std::unordered_map<std::string, std::size_t> subjects_;
  std::vector<bool> is_told_;
};

/// Where the two sides differ from each other; ` any` behind a resource stands for some attribute of it.
using Subjects = std::set<std::string>;

Subjects subjects_of(const std::vector<Difference>& differences) {
  Subjects subjects;
  for (const Difference& each : differences) {
    subjects.insert(subject_of(each));
    if (each.kind == Kind::changed) subjects.insert(to_string(each.address) + " any");
  }
  return subjects;
}

/// Whether what both sides did to one thing left it different. Those who added one resource may have given it other
/// attributes.
bool collide(const Difference& mine, const Difference& theirs, const Subjects& apart) {
  if (mine.kind == Kind::removed && theirs.kind == Kind::removed) return false;
  const std::string subject = subject_of(mine);
  return apart.contains(subject) || (mine.kind == Kind::added && apart.contains(subject + " any"));
}

void match(Side& mine, Side& theirs, const Subjects& apart, ThreeWay& result) {
  const auto tell = [&](std::size_t own, std::size_t other) {
    result.collisions.push_back({mine.at(own), theirs.at(other)});
    mine.mark_told(own);
    theirs.mark_told(other);
  };
  for (std::size_t i = 0; i < mine.size(); ++i) {
    const Difference& own = mine.at(i);
    if (const std::size_t* other = theirs.find(subject_of(own))) {
      const bool is_same = !collide(own, theirs.at(*other), apart);
      if (own.kind == Kind::schema && !is_same) continue;  // a namespace means nothing
      if (!is_same) {
        tell(i, *other);
        continue;
      }
      result.both.push_back(own);
      mine.mark_told(i);
      theirs.mark_told(*other);
    } else if (own.kind != Kind::removed && own.kind != Kind::schema) {
      if (const std::size_t* removed = theirs.removed_around(own.address)) tell(i, *removed);
    }
  }
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const Kind kind = theirs.at(i).kind;
    if (kind == Kind::removed || kind == Kind::schema) continue;
    if (const std::size_t* removed = mine.removed_around(theirs.at(i).address)) tell(*removed, i);
  }
}

}  // namespace

Result<ThreeWay> three_way(const DiffSide& base, const DiffSide& mine, const DiffSide& theirs, const Rules& rules,
                           const DiffOptions& options) {
  DiffOptions common = options;
  if (!common.release) common.release = diffing::newest_release({&base, &mine, &theirs});
  Result<Diff> own = diff(base, mine, rules, common);
  if (!own) return std::move(own).error();
  Result<Diff> other = diff(base, theirs, rules, common);
  if (!other) return std::move(other).error();
  const Result<Diff> apart = diff(mine, theirs, rules, common);
  if (!apart) return apart.error();
  ThreeWay result;
  result.release = *common.release;
  Side my_side(std::move(own->differences));
  Side their_side(std::move(other->differences));
  match(my_side, their_side, subjects_of(apart->differences), result);
  result.mine = my_side.take_untold();
  result.theirs = their_side.take_untold();
  return result;
}

}  // namespace idsxml
