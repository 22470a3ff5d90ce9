#!/usr/bin/env bash
# Fail where `make build` found addresses that docs/permalinks.txt does not have yet: once published, they must not die.
set -euo pipefail

new=$(git diff --no-color --no-ext-diff --no-textconv --text --unified=0 -- docs/permalinks.txt | sed -n 's|^+/|/|p' | paste -sd ' ')
if [[ -n $new ]]; then
  echo "::error file=docs/permalinks.txt::Run make build and commit this file, or add these lines to it: $new"
  exit 1
fi
