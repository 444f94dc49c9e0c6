#include <string_view>

#include "config/configuration.hpp"
#include "config/detect.hpp"
#include "idsxml/detect.hpp"

namespace idsxml {

Detection detect(const Configuration& configuration) {
  const Configuration::State& state = configuration.state();
  const std::vector<std::string_view> subsystems(state.subsystems.begin(), state.subsystems.end());
  const std::vector<std::string_view> extensions(state.extensions.begin(), state.extensions.end());
  config::Detection found = config::detect({state.root_namespace, subsystems, extensions});
  return {std::move(found.candidates), std::move(found.reasons), {found.mixed.begin(), found.mixed.end()}};
}

}  // namespace idsxml
