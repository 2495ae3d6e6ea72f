# What is installed: libcairn.so with its header, the CMake package (cairn::cairn)
# and the pkg-config file, the program (see CMakeLists.txt), language models, README
# and licence. Package files, library and program find their prefix by themselves: the
# tree may be moved.
include(CMakePackageConfigHelpers)

# Templates of the C++ library have default visibility whatever the flags say, so
# the linker is told that cairn_* is all there is. tests/symbols.sh checks it.
target_link_options(cairn_shared PRIVATE
    -Wl,--version-script=${CMAKE_SOURCE_DIR}/cmake/exports.map)
set_property(TARGET cairn_shared APPEND PROPERTY LINK_DEPENDS
    ${CMAKE_SOURCE_DIR}/cmake/exports.map)

install(TARGETS cairn_shared EXPORT cairnTargets)
install(FILES include/cairn.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(CAIRN_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/cairn)
install(EXPORT cairnTargets NAMESPACE cairn:: DESTINATION ${CAIRN_CMAKE_DIR})
configure_package_config_file(cmake/cairnConfig.cmake.in
    ${CMAKE_CURRENT_BINARY_DIR}/cairnConfig.cmake INSTALL_DESTINATION ${CAIRN_CMAKE_DIR})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/cairnConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cairnConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/cairnConfigVersion.cmake DESTINATION ${CAIRN_CMAKE_DIR})

file(RELATIVE_PATH CAIRN_PC_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" CAIRN_PC_PREFIX ${CAIRN_PC_PREFIX})
configure_file(cmake/cairn.pc.in ${CMAKE_CURRENT_BINARY_DIR}/cairn.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cairn.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(DIRECTORY data/models DESTINATION ${CMAKE_INSTALL_DATADIR}/cairn)

install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
