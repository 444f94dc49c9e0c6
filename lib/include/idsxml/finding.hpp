#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "idsxml/result.hpp"
#include "idsxml/rules.hpp"

namespace idsxml {

/// Replace the bytes [begin, end) of the configuration by `replacement`, which is in the configuration's own encoding.
struct Edit {
  std::size_t begin;
  std::size_t end;
  std::string replacement;
};

/// What became of a finding, or has to.
enum class Outcome {
  done,     ///< migrate: the edits of the finding are made
  fixable,  ///< lint: a migration would make the edits of the finding
  left,     ///< a person has to do it: the finding says what
  note,     ///< nothing has to be done
};

/// Where in the configuration: a start tag or an attribute.
struct Place {
  Position begin;
  std::size_t length = 0;  ///< in bytes of `line`, at most to its end
  std::string line;  ///< that at `begin`, UTF-8, without its end, secrets in it are stars; empty if over 10,000 bytes
  bool inserted = false;  ///< what the finding speaks of was inserted inside of what stands here
};

/// Why a finding does not count: somebody said so.
struct Suppression {
  enum class Kind {
    in_file,   ///< a comment in the configuration
    baseline,  ///< an entry of a list of known findings
  };
  Kind kind = Kind::in_file;
  std::string reason;  ///< as it was given; may be empty in a baseline
};

/// One thing that a rule, or the check against the target, has to say.
struct Finding {
  std::string rule;  ///< its id: KC1301
  Severity severity = Severity::note;
  Outcome outcome = Outcome::note;
  std::string title;    ///< of the rule, one line: what and why
  std::string message;  ///< what is wrong, was done, or is to be done here, one line; secrets are masked in it, and in
                        ///< help and path
  std::string help;     ///< lint: what a person may do about it, one line; may be empty
  Place place;
  std::string path;                             ///< lint: the elements on the way to the place, independent of lines
  std::vector<Edit> edits;                      ///< of this finding alone, in order; empty unless done or fixable
  std::size_t comments_removed = 0;             ///< comments that stood within removed elements
  std::optional<Suppression> suppression = {};  ///< lint: where it does not count
};

/// What a finding of lint is known by from run to run, 16 hexadecimal digits: its rule, the path to its element and
/// the text at its place (what is inserted: its message), up to white space; not its line, the target or the wording.
/// Secrets are masked before, so that none can be guessed from it. Equal findings, such as two of one rule at one
/// start tag, have equal fingerprints.
std::string fingerprint(const Finding& finding);

}  // namespace idsxml
