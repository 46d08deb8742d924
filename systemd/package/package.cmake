# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where, and the Debian package around it: scripts/package makes usher_VERSION_ARCH.deb.
# Libraries are found by dpkg-shlibdeps, so one list serves Debian 12 and 13 alike.

set(packaging ${CMAKE_CURRENT_LIST_DIR})
set(units ${packaging}/..)

install(TARGETS usher RUNTIME DESTINATION bin)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/scripts/install-kiosk DESTINATION sbin RENAME usher-install-kiosk)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/scripts/uninstall-kiosk DESTINATION sbin RENAME usher-uninstall-kiosk)
install(FILES ${packaging}/station.toml DESTINATION /etc/usher)
# Secrets, one file each: root's alone, handed to the station by systemd.
install(DIRECTORY DESTINATION /etc/usher/credentials DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
install(FILES ${units}/usher.service DESTINATION lib/systemd/system)
install(FILES ${units}/desktop/usher-desktop.service DESTINATION lib/systemd/user)
install(FILES ${units}/usher.sysusers DESTINATION lib/sysusers.d RENAME usher.conf)
install(DIRECTORY ${units}/kiosk ${units}/desktop DESTINATION share/usher/systemd)
install(FILES ${units}/desktop/usher.desktop DESTINATION share/applications)
install(FILES ${PROJECT_SOURCE_DIR}/assets/usher.svg DESTINATION share/icons/hicolor/scalable/apps)
install(FILES ${packaging}/usher.bash DESTINATION share/bash-completion/completions RENAME usher)
install(FILES ${packaging}/copyright DESTINATION share/doc/usher)
# The licence lies in /usr/share/common-licenses on every Debian, and the copyright file points there.
foreach(page README.md MANUAL.md SECURITY.md systemd/README.md)
  string(REPLACE "systemd/README" "KIOSK" name ${page})
  install(FILES ${PROJECT_SOURCE_DIR}/${page} DESTINATION share/doc/usher RENAME ${name} OPTIONAL)
endforeach()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION share/doc/usher FILES_MATCHING PATTERN "*.md")

# Debian wants manual pages and change log packed, and the same text packed to the same bytes each time.
set(packed)
foreach(text usher.1 usher-install-kiosk.8 usher-uninstall-kiosk.8 changelog)
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/${text}.gz
    COMMAND gzip -9nc ${packaging}/${text} > ${PROJECT_BINARY_DIR}/${text}.gz
    DEPENDS ${packaging}/${text} VERBATIM)
  list(APPEND packed ${PROJECT_BINARY_DIR}/${text}.gz)
endforeach()
add_custom_target(usher_pages ALL DEPENDS ${packed})
add_dependencies(usher usher_pages)
install(FILES ${PROJECT_BINARY_DIR}/usher.1.gz DESTINATION share/man/man1)
install(FILES ${PROJECT_BINARY_DIR}/usher-install-kiosk.8.gz ${PROJECT_BINARY_DIR}/usher-uninstall-kiosk.8.gz
  DESTINATION share/man/man8)
install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION share/doc/usher)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME usher)
set(CPACK_PACKAGE_CONTACT "usher maintainers <maintainers@usher.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "station at an event's entrance that checks guests in by QR code")
set(CPACK_PACKAGE_DESCRIPTION "The camera watches, the desk attends: guests hold up the code on
their phone or badge and see whether they may enter, with or without
the internet. Every check-in is kept on disk until the events portal
has it. Comes with a sandbox portal, a demonstration and a kiosk mode.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "ca-certificates, fonts-inter, fonts-noto-core, libgl1, libgl1-mesa-dri, systemd | systemd-standalone-sysusers")
# The kiosk's compositor, and the scripts that names come in. CJK alone is 93 MB: a wish, not a need.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "cage, seatd, xwayland, fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${packaging}/conffiles ${packaging}/postinst ${packaging}/prerm ${packaging}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Cross-built, the machine that packs is not the machine that runs.
if(CMAKE_LIBRARY_ARCHITECTURE MATCHES "^aarch64")
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
elseif(CMAKE_LIBRARY_ARCHITECTURE MATCHES "^x86_64")
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE amd64)
endif()
include(CPack)
