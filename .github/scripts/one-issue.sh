#!/usr/bin/env bash
# Keep one issue in step with a list: open it, rewrite it, or close it once the list is empty. It is known by its label.
# Usage: one-issue.sh LABEL TITLE INTRODUCTION FILE. Needs gh, GH_TOKEN and GH_REPO.
set -euo pipefail

label=$1 title=$2 introduction=$3 file=$4
number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')

if [[ ! -s $file ]]; then
  if [[ -n $number ]]; then
    gh issue close "$number" --comment "Nothing is left on the list."
  fi
  exit
fi

# Indented by four spaces, the list is a code block: nothing in it can break out, link, or call somebody by @name.
# GitHub takes 65,536 characters.
list=$(tr -d '\r\000' <"$file" | sed 's/^/    /')
body=$introduction$'\n\n'${list:0:60000}

if [[ -n $number ]]; then
  gh issue edit "$number" --body-file - <<<"$body"
else
  gh label create "$label" --force --description "Kept by a weekly workflow"
  gh issue create --label "$label" --title "$title" --body-file - <<<"$body"
fi
