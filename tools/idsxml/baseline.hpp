#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "idsxml/report.hpp"
#include "idsxml/result.hpp"

namespace idsxml::cli {

/// A finding that somebody decided to live with.
struct KnownFinding {
  std::string path;  ///< of the file, from the baseline's folder, with '/'
  std::string rule;
  std::string at;  ///< the element's path, for people
  std::string fingerprint;
  std::string reason;  ///< may be empty
  std::string until;   ///< the last day on which it holds: 2027-01-31; empty: for ever
  bool met = false;    ///< in this run
};

/// A list of known findings, which do not fail a run.
class Baseline {
 public:
  /// Empty, to be written to `path`.
  explicit Baseline(std::string path) : path_(std::move(path)) {}
  /// Errors: IO…, SET… with the place.
  static Result<Baseline> read(const std::string& path);

  /// Marks the findings that are known. Entries that expired, or whose finding is gone although its rule is one of
  /// `asked`, are notices of the file. Different files may be asked for at the same time.
  void apply(LintedFile& file, const std::set<std::string, std::less<>>& asked);
  /// Adds what still counts in a file that apply() has seen, and marks it. Not for several files at the same time.
  void add(LintedFile& file);
  /// About entries whose file does not exist any more.
  std::vector<Notice> lost() const;
  /// Replaces its file by what is known now: reasons and dates are kept, and so is all of files that were not looked
  /// at. What was not met in one that was is left out.
  std::optional<Error> write() const;

  const std::string& path() const { return path_; }

 private:
  struct File {
    bool looked_at = false;
    std::vector<KnownFinding> known;
  };

  std::string key_of(const std::string& file) const;
  bool exists(const std::string& key) const;

  std::string path_;
  std::map<std::string, File> files_;
  std::vector<KnownFinding> added_;
};

}  // namespace idsxml::cli
