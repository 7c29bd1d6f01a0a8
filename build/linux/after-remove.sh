#!/bin/sh
set -e
if command -v update-desktop-database > /dev/null; then update-desktop-database -q /usr/share/applications || true; fi
