#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace idsxml::cli {

/// Calls `work(i)` for every i below `count` on as many threads as there are cores, and `deliver` with its results, one
/// at a time and in the order of i. At most a few results wait, so memory stays flat however many there are. Neither
/// may throw.
template <class Work, class Deliver>
void for_each_in_order(std::size_t count, const Work& work, const Deliver& deliver) {
  using Outcome = decltype(work(std::size_t{}));
  const std::size_t threads = std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
  if (threads < 2) {
    for (std::size_t i = 0; i < count; ++i) deliver(work(i));
    return;
  }

  const std::size_t window = 8 * threads;
  std::mutex mutex;
  std::condition_variable room;
  std::size_t next = 0;
  std::size_t delivered = 0;
  std::map<std::size_t, Outcome> waiting;
  const auto run = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      room.wait(lock, [&] { return next >= count || next < delivered + window; });
      if (next >= count) return;
      const std::size_t mine = next++;
      lock.unlock();
      Outcome outcome = work(mine);
      lock.lock();
      waiting.emplace(mine, std::move(outcome));
      while (!waiting.empty() && waiting.begin()->first == delivered) {
        deliver(std::move(waiting.begin()->second));
        waiting.erase(waiting.begin());
        ++delivered;
      }
      room.notify_all();
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(run);
  run();
  for (std::thread& other : others) other.join();
}

}  // namespace idsxml::cli
