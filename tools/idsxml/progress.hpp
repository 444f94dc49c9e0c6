#pragma once

#include <chrono>
#include <cstddef>

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
  /// Makes room for something else.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  Terminal* terminal_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool is_on_;
  bool is_shown_ = false;
  Clock::time_point next_;  ///< when it is due again
};

}  // namespace idsxml::cli
