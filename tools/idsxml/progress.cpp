#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idsxml::cli {

Progress::Progress(Terminal& terminal, std::size_t total)
    : terminal_(&terminal),
      total_(total),
      is_on_(total > 1 && Terminal::is_interactive(Stream::errors)),
      next_(Clock::now() + std::chrono::seconds(1)) {}

void Progress::step() {
  ++done_;
  show(fmt::format("{} of {} files", done_, total_));
}

void Progress::show(std::string_view text) {
  if (!is_on_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  terminal_->write(Stream::errors, fmt::format("\r{:{}}", text, shown_));
  shown_ = std::max(shown_, text.size());
}

void Progress::clear() {
  if (shown_ == 0) return;
  terminal_->write(Stream::errors, fmt::format("\r{:{}}\r", "", shown_));
  shown_ = 0;
}

}  // namespace idsxml::cli
