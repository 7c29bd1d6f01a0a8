#!/bin/sh
set -e
if command -v update-desktop-database > /dev/null; then update-desktop-database -q /usr/share/applications || true; fi
# The folders of the completions belong to their shells: where one is not installed, an empty folder was made for ours.
forget() {
  command -v "$1" > /dev/null && return
  for folder in "$2" "$3"; do
    if [ -d "$folder" ]; then rmdir --ignore-fail-on-non-empty "$folder"; fi
  done
}
forget fish /usr/share/fish/vendor_completions.d /usr/share/fish
forget zsh /usr/share/zsh/site-functions /usr/share/zsh
