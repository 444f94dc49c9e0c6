#include "idsxml/merge.hpp"

#include "c/handles.hpp"

using namespace idsxml;
using namespace idsxml::c;

struct idsxml_merged {
  Merged value;
};

namespace {

MergeOptions options_of(const idsxml_merge_options* given) {
  const idsxml_merge_options all = known(given);
  MergeOptions options;
  if (all.marker_size != 0) options.marker_size = all.marker_size;
  if (all.mine != nullptr) options.mine = all.mine;
  if (all.base != nullptr) options.base = all.base;
  if (all.theirs != nullptr) options.theirs = all.theirs;
  return options;
}

}  // namespace

idsxml_merged* idsxml_merge(idsxml_text base, idsxml_text mine, idsxml_text theirs, const idsxml_rules* rules,
                            const idsxml_merge_options* options, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    return std::make_unique<idsxml_merged>(
        idsxml_merged{merge(view_of(base.data, base.size), view_of(mine.data, mine.size),
                            view_of(theirs.data, theirs.size), rules_of(rules), options_of(options))});
  });
}
idsxml_text idsxml_merged_bytes(const idsxml_merged* merged) noexcept {
  return text_of(merged->value.bytes);
}
size_t idsxml_merged_conflict_count(const idsxml_merged* merged) noexcept {
  return merged->value.conflicts.size();
}
size_t idsxml_merged_conflict_line(const idsxml_merged* merged, size_t index) noexcept {
  return index < merged->value.conflicts.size() ? merged->value.conflicts[index] : 0;
}
void idsxml_merged_free(idsxml_merged* merged) noexcept {
  delete merged;
}
