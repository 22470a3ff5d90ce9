#!/bin/sh
# Put a new site in place on a server of your own, in one step: publish.sh SITE FOLDER, such as
#
#   deploy/publish.sh site /srv/handbook
#
# The site is copied into a folder of its own, FOLDER/releases/<time>. Then the link FOLDER/current is renamed over the old
# one, which is atomic: a reader gets the old site or the new one, and never half of each. The last three stay, so that
# the way back is one command: ln -sfn releases/<time> /srv/handbook/next && mv -T /srv/handbook/next /srv/handbook/current
set -eu
site=${1:?"usage: publish.sh SITE FOLDER"} folder=${2:?"usage: publish.sh SITE FOLDER"}
test -f "$site/index.html" || { echo "$site has no index.html; run make build first" >&2; exit 1; }
release=releases/$(date -u +%Y%m%dT%H%M%S)-$$
mkdir -p "$folder/releases"
cp -R "$site" "$folder/$release.part"
mv "$folder/$release.part" "$folder/$release"
ln -s "$release" "$folder/next-$$"
mv -T "$folder/next-$$" "$folder/current"
ls -1d "$folder"/releases/* | sort | head -n -3 | xargs -r rm -rf
echo "published as $folder/$release"
