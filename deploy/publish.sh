#!/bin/sh
# Put a new site in place on a Linux server of your own, in one step: publish.sh SITE FOLDER, such as
#
#   deploy/publish.sh site /srv/handbook
#
# The site is copied into a folder of its own, FOLDER/releases/<time>. Then the link FOLDER/current is renamed over the old
# one, which is atomic: a reader gets the old site or the new one, and never half of each. The last three stay, so that
# the way back is one command: ln -sfn releases/<time> /srv/handbook/next && mv -T /srv/handbook/next /srv/handbook/current
#
# Last of all, a build lists the files of the site with their sizes in .finished. Only a copy that agrees with its list is
# published: nothing is missing or cut off, and nothing was added.
set -eu
umask 022
export LC_ALL=C
unset CDPATH
kept=3

say() {
  printf '%s\n' "$(printf '%s' "$1" | tr -c '[:print:]\200-\377' '?')"
}

fail() {
  say "$1" >&2
  exit "${2:-1}"
}

is_whole() (
  cd "$1" && find . ! -type d ! -path ./.finished -exec stat -c '%s %n' {} + | sort | cmp -s - .finished
)

# Print the names of what we made, the oldest first: 20261125T101500, from earlier editions with a number behind it.
releases() {
  for path in "$folder"/releases/*"$1"; do
    name=${path##*/}
    case ${name%"$1"} in
    *[!0-9T-]*) ;;
    ????????T?????? | ????????T??????-*) test ! -d "$path" || test -L "$path" || echo "$name" ;;
    esac
  done
}

test $# = 2 && test -n "$1" && test -n "$2" || fail "usage: publish.sh SITE FOLDER"
site=$1 folder=$2
case $site in /*) ;; *) site=./$site ;; esac
case $folder in /*) ;; *) folder=./$folder ;; esac
is_whole "$site" 2>/dev/null || fail "$1 is no finished site, or has changed since its build; run make build first"
test ! -e "$folder/current" || test -L "$folder/current" || fail "$2/current is no link; move it away first"
mkdir -p "$folder/releases"

exec 9<"$folder/releases"
flock -n 9 || fail "another site is being published into $2 now; wait until that has ended"
releases .part | while read -r left; do rm -rf "$folder/releases/$left"; done

# Named by the time; where the clock was set back, by the next number after the last release.
now=$(date -u +%Y%m%d%H%M%S)
last=$(releases '' | tail -n 1 | tr -d T | cut -c 1-14)
test "$now" -gt "${last:-0}" || now=$((last + 1))
release=releases/$(echo "$now" | sed 's/^......../&T/')
part=$folder/$release.part

trap 'rm -rf "$part"' EXIT
stopped="stopped; the site that was published before stays"
trap 'fail "$stopped" 129' HUP
trap 'fail "$stopped" 130' INT
trap 'fail "$stopped" 143' TERM
mkdir "$part"
said=$(cp -R "$site/." "$part" 2>&1) || fail "not published: $(printf '%s\n' "${said:-the copy was killed}" | head -n 1)"
chmod -R u=rwX,go=rX "$part"
is_whole "$part" || fail "not published: $1 changed while it was copied; publish it again"
mv "$part" "$folder/$release"
rm -f "$folder/next"
ln -s "$release" "$folder/next"
mv -T "$folder/next" "$folder/current"

releases '' | sort -r | tail -n +$((kept + 1)) | while read -r old; do
  mv "$folder/releases/$old" "$folder/releases/$old.part"
  rm -rf "$folder/releases/$old.part"
done
say "published as $release in $2"
