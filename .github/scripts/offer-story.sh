#!/usr/bin/env bash
# Offer the new story of this work tree as a pull request on the branch story-NUMBER, once for each issue: a branch or a
# pull request that is there stays as it is, because somebody may have worked on it.
# Usage: offer-story.sh NUMBER. Needs gh, GH_TOKEN and GH_REPO.
set -euo pipefail

number=$1 branch=story-$1
gh auth setup-git

if [[ -z $(git ls-remote origin "refs/heads/$branch") ]]; then
  git switch --create "$branch"
  git add docs/stories
  git -c user.name="github-actions[bot]" -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
    commit --message "Draft a story from issue #$number"
  git push origin "$branch"
fi

if [[ -z $(gh pr list --head "$branch" --state open --json url --jq '.[0].url // empty') ]]; then
  gh pr create --head "$branch" --base main --title "Draft of a story from issue #$number" --body-file - <<END
Closes #$number, which tells the story. A script put the answers into a new page. To finish it:

1. Take out what could tell a reader who the customer was. Look at the issue, too: everybody can read it.
2. Write every text that starts with \`WRITE:\`.
3. Press **Approve workflows to run** below. GitHub holds the checks back where a workflow opened the pull request.
END
fi
