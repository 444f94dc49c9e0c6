# The native half of bindings/java, for the JDK that runs Maven: one library with all that it needs but the C library.
#   cmake --preset release -DIDSXML_JAVA_HOME=/usr/lib/jvm/default-java && cmake --build build --target idsxml_jni
find_path(JNI_INCLUDE_DIR jni.h PATHS ${IDSXML_JAVA_HOME}/include NO_DEFAULT_PATH REQUIRED)

# It serves any JVM, so it takes no more of this one's platform than the name under which Java asks for it.
set(java_arch_x86_64 amd64)
set(java_arch ${CMAKE_SYSTEM_PROCESSOR})
if(DEFINED java_arch_${java_arch})
  set(java_arch ${java_arch_${java_arch}})
endif()
add_library(idsxml_jni SHARED EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bindings/java/src/main/cpp/idsxml_jni.cpp)
set_target_properties(
  idsxml_jni PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/java/idsxml/${CMAKE_SYSTEM_NAME}-${java_arch}
                        LINK_DEPENDS ${PROJECT_SOURCE_DIR}/bindings/java/src/main/cpp/idsxml_jni.map)
target_include_directories(idsxml_jni SYSTEM PRIVATE ${JNI_INCLUDE_DIR} ${JNI_INCLUDE_DIR}/linux)
target_link_libraries(idsxml_jni PRIVATE idsxml idsxml_flags)
target_link_options(
  idsxml_jni PRIVATE -static-libstdc++ -static-libgcc -s -Wl,--no-undefined -Wl,--gc-sections
  -Wl,--version-script=${PROJECT_SOURCE_DIR}/bindings/java/src/main/cpp/idsxml_jni.map)
