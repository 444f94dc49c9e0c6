# Every lib/**/x_fuzz.cpp becomes a program x_fuzz:
#   cmake --preset asan && cmake --build --preset asan
#   build-asan/scan_fuzz -max_total_time=300 -dict=lib/xml/scan_fuzz.dict build-asan/corpus testdata/xml
# The library is instrumented as well, so that the fuzzer sees its branches.
file(GLOB_RECURSE harnesses CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*_fuzz.cpp)
foreach(library IN ITEMS idsxml idsxml_rule_language)
  target_compile_options(${library} PRIVATE -fsanitize=fuzzer-no-link)
endforeach()
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/corpus)
foreach(harness IN LISTS harnesses)
  cmake_path(GET harness STEM name)
  add_executable(${name} ${harness})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/lib)
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE idsxml ${pugixml_target} fmt::fmt-header-only EXPAT::EXPAT idsxml_flags)
endforeach()
