# What other projects link: the static library with its C++ headers, the shared one with the C interface alone.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The shared library takes part in other people's processes, so it shares what it depends on with them.
set(shared_pugixml pugixml::pugixml)
if(TARGET pugixml::shared)
  set(shared_pugixml pugixml::shared)
endif()
find_library(SHARED_YAML_LIBRARY NAMES yaml REQUIRED)
add_library(idsxml_shared SHARED $<TARGET_OBJECTS:idsxml> $<TARGET_OBJECTS:idsxml_rule_language>)
add_library(idsxml::shared ALIAS idsxml_shared)
set_target_properties(
  idsxml_shared
  PROPERTIES OUTPUT_NAME idsxml
             EXPORT_NAME shared
             VERSION ${PROJECT_VERSION}
             SOVERSION 0
             LINK_DEPENDS ${PROJECT_SOURCE_DIR}/lib/idsxml.map)
target_link_libraries(idsxml_shared PRIVATE ${shared_pugixml} ${SHARED_YAML_LIBRARY})
target_link_options(idsxml_shared PRIVATE -Wl,--version-script=${PROJECT_SOURCE_DIR}/lib/idsxml.map -Wl,--no-undefined
                                          -Wl,-z,now)
target_include_directories(idsxml_shared INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/lib/include>
                                                   $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

# The shared library with all that it depends on inside, for packages of other languages: it needs nothing but glibc. Not
# installed; whoever packs it builds it.
find_library(BUNDLED_YAML_LIBRARY NAMES libyaml.a)
if(BUNDLED_YAML_LIBRARY)
  set(bundled_pugixml pugixml::pugixml)
  if(TARGET pugixml::static)
    set(bundled_pugixml pugixml::static)
  endif()
  add_library(idsxml_bundled SHARED EXCLUDE_FROM_ALL $<TARGET_OBJECTS:idsxml> $<TARGET_OBJECTS:idsxml_rule_language>)
  set_target_properties(
    idsxml_bundled
    PROPERTIES OUTPUT_NAME idsxml
               LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bundled
               LINK_DEPENDS ${PROJECT_SOURCE_DIR}/lib/idsxml.map)
  target_link_libraries(idsxml_bundled PRIVATE ${bundled_pugixml} ${BUNDLED_YAML_LIBRARY})
  target_link_options(idsxml_bundled PRIVATE -Wl,--version-script=${PROJECT_SOURCE_DIR}/lib/idsxml.map -Wl,--no-undefined
                      -static-libstdc++ -static-libgcc -s)
endif()

if(IDSXML_PROGRAM)
  install(TARGETS idsxml_program COMPONENT program)
endif()

# The folder for libraries is ours to choose but for Debian packages, which have one for each architecture: then what goes
# there is installed a second time, by components of another name.
function(install_library folder prefix) # EXCLUDE_FROM_ALL
  set(made ${PROJECT_BINARY_DIR}/${prefix}development)
  set(package ${folder}/cmake/idsxml)
  cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}/${folder}/pkgconfig OUTPUT_VARIABLE up)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/idsxml.pc.in ${made}/idsxml.pc @ONLY)
  configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/idsxml-config.cmake.in ${made}/idsxml-config.cmake
                                INSTALL_DESTINATION ${package})
  write_basic_package_version_file(${made}/idsxml-config-version.cmake COMPATIBILITY SameMinorVersion)

  install(TARGETS idsxml_shared EXPORT ${prefix}idsxml LIBRARY DESTINATION ${folder} COMPONENT ${prefix}library
          NAMELINK_COMPONENT ${prefix}development ${ARGN})
  install(TARGETS idsxml EXPORT ${prefix}idsxml ARCHIVE DESTINATION ${folder} COMPONENT ${prefix}development ${ARGN})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/include/idsxml DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
          COMPONENT ${prefix}development ${ARGN})
  install(EXPORT ${prefix}idsxml NAMESPACE idsxml:: FILE idsxml-targets.cmake DESTINATION ${package}
          COMPONENT ${prefix}development ${ARGN})
  install(FILES ${made}/idsxml-config.cmake ${made}/idsxml-config-version.cmake DESTINATION ${package}
          COMPONENT ${prefix}development ${ARGN})
  install(FILES ${made}/idsxml.pc DESTINATION ${folder}/pkgconfig COMPONENT ${prefix}development ${ARGN})
endfunction()
install_library(${CMAKE_INSTALL_LIBDIR} "")
