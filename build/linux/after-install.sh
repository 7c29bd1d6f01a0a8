#!/bin/sh
set -e
# Chromium's sandbox, where the system has no user namespaces for it.
chmod 4755 /opt/Vigilmon/chrome-sandbox
if command -v update-desktop-database > /dev/null; then update-desktop-database -q /usr/share/applications || true; fi
