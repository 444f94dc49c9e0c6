# Run by CPack when it has made the Debian packages. CMake 3.25 dates files by the clock and calls ldconfig in scripts, where
# Debian has a trigger for it; dpkg-deb packs again what CPack has put together.
foreach(package IN LISTS CPACK_PACKAGE_FILES)
  set(folder ${package}.contents)
  file(REMOVE_RECURSE ${folder})
  execute_process(COMMAND dpkg-deb --raw-extract ${package} ${folder} COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE ${folder}/DEBIAN/postinst ${folder}/DEBIAN/postrm)
  execute_process(COMMAND chmod -R u=rwX,go=rX ${folder} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND find ${folder} -exec touch --no-dereference --date @${CPACK_IDSXML_DATE} {} + COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND dpkg-deb --root-owner-group --threads-max=1 -Zxz --build ${folder} ${package} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE_RECURSE ${folder})
endforeach()
