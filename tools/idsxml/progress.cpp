#include "progress.hpp"

#include <fmt/format.h>

namespace idsxml::cli {

Progress::Progress(Terminal& terminal, std::size_t total)
    : terminal_(&terminal),
      total_(total),
      is_on_(total > 1 && Terminal::is_interactive(Stream::errors)),
      next_(Clock::now() + std::chrono::seconds(1)) {}

void Progress::step() {
  ++done_;
  if (!is_on_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  terminal_->write(Stream::errors, fmt::format("\r{} of {} files", done_, total_));
  is_shown_ = true;
}

void Progress::clear() {
  if (!is_shown_) return;
  terminal_->write(Stream::errors, fmt::format("\r{:{}}\r", "", fmt::formatted_size("{0} of {0} files", total_)));
  is_shown_ = false;
}

}  // namespace idsxml::cli
