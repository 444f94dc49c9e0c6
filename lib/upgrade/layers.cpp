#include "upgrade/layers.hpp"

#include <algorithm>
#include <vector>

namespace idsxml::upgrading {
namespace {

std::vector<std::string_view> layers_of(std::string_view content) {
  constexpr std::string_view key = "layers=";
  std::size_t at = content.find(key);
  while (at != std::string_view::npos && at != 0 && content[at - 1] != '\n') at = content.find(key, at + 1);
  if (at == std::string_view::npos) return {};
  std::string_view rest = content.substr(at + key.size());
  rest = rest.substr(0, rest.find_first_of("\r\n"));
  std::vector<std::string_view> layers;
  while (!rest.empty()) {
    std::string_view layer = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(layer.size() + 1, rest.size()));
    while (layer.ends_with(' ')) layer.remove_suffix(1);
    while (layer.starts_with(' ')) layer.remove_prefix(1);
    if (!layer.empty()) layers.push_back(layer);
  }
  return layers;
}

}  // namespace

std::string merged_layers(std::string_view old_content, std::string_view new_content) {
  const std::vector<std::string_view> fresh = layers_of(new_content);
  std::vector<std::string_view> layers;
  for (const std::string_view layer : layers_of(old_content))
    if (std::find(fresh.begin(), fresh.end(), layer) == fresh.end()) layers.push_back(layer);
  layers.insert(layers.end(), fresh.begin(), fresh.end());
  std::string content = "layers=";
  for (const std::string_view layer : layers) {
    if (content.back() != '=') content += ',';
    content += layer;
  }
  return content + '\n';
}

}  // namespace idsxml::upgrading
