#include "offers.hpp"

#include <algorithm>
#include <array>

#include "idsxml/release.hpp"
#include "idsxml/rules.hpp"

namespace idsxml::manual {
namespace {

std::vector<Word> release_words() {
  std::vector<Word> words;
  for (const Release& release : releases()) words.push_back({to_string(release), full_name_of(release)});
  return words;
}

std::vector<Word> rule_words() {
  std::vector<Word> words;
  for (const RuleSummary& rule : Rules::builtin().list())
    words.push_back({std::string(rule.id), std::string(rule.title)});
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.text < b.text; });
  return words;
}

constexpr std::array lists{
    WordList{"releases", "release", release_words},
    WordList{"rules", "rule", rule_words},
};

constexpr std::array offers{
    Offer{"PRODUCT:VERSION", "releases"},
    Offer{"RELEASE|HOME|FILE", "releases", Paths::configurations},
    Offer{"ID,...", "rules", Paths::none, true},
    Offer{"ID", "rules"},
    Offer{"DIR", "", Paths::folders},
    Offer{"N", ""},
    Offer{"NAME", ""},
    Offer{"SIZE", ""},
    Offer{"URL", ""},
    Offer{"PROFILE", ""},
    Offer{"FORMAT:FILE", ""},
    // Operands.
    Offer{"FILE...", "", Paths::configurations},
    Offer{"OLD NEW", "releases", Paths::configurations},
    Offer{"OLD_HOME NEW_HOME", "", Paths::folders},
    Offer{"BASE MINE THEIRS", "", Paths::configurations},
    Offer{"", ""},
};

/// What has no row is offered paths, which do no harm.
Offer find(std::string_view name, Paths otherwise) {
  const auto* found =
      std::find_if(offers.begin(), offers.end(), [&](const Offer& offer) { return offer.name == name; });
  return found != offers.end() ? *found : Offer{name, "", otherwise};
}

}  // namespace

std::span<const WordList> word_lists() {
  return lists;
}

Offer offer_of(const cli::Option& option) {
  return find(option.argument, Paths::any);
}

Offer offer_of(const cli::Command& command) {
  return find(command.operands, Paths::configurations);
}

std::vector<std::string> spellings(const cli::Option& option) {
  std::vector<std::string> all;
  if (option.letter != '\0') all.push_back(std::string("-") + option.letter);
  if (!option.name.empty()) all.push_back("--" + std::string(option.name));
  return all;
}

}  // namespace idsxml::manual
