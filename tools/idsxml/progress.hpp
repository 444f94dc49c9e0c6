#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "terminal.hpp"

namespace idsxml::cli {

/// Says on standard error how far a run is, where that is a terminal and the run takes more than a second.
class Progress {
 public:
  Progress(Terminal& terminal, std::size_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// One more is done.
  void step();
  /// How far it is, in words; for what is not counted in files.
  void show(std::string_view text);
  /// Makes room for something else.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  Terminal* terminal_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool is_on_;
  std::size_t shown_ = 0;   ///< how many columns of the line are taken
  Clock::time_point next_;  ///< when it is due again
};

}  // namespace idsxml::cli
