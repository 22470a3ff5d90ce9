#!/usr/bin/env bash
# Say where GitHub Pages shows this repository, as "address=https://…/". Needs gh, GH_TOKEN and GITHUB_REPOSITORY.
set -euo pipefail

if ! address=$(gh api "repos/$GITHUB_REPOSITORY/pages" --jq .html_url); then
  echo "::error::GitHub Pages is not switched on. Settings, Pages, Build and deployment: choose GitHub Actions" >&2
  exit 1
fi
echo "address=${address%/}/"
