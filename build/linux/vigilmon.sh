#!/bin/sh
# The command line of Vigilmon, run by the Node that ships beside it. It may be called by a link.
cli=$(dirname "$(readlink -f "$0")")
exec "$cli/node" "$cli/dist/headless/vigilmon.cjs" "$@"
