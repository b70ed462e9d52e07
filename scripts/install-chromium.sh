#!/bin/bash
# Debian's Chromium for the browser tests, where it is missing and may be installed.
set -euo pipefail

command -v chromium > /dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fonts-dejavu-core > /dev/null
else
  echo "The browser tests need Chromium: apt-get install chromium (as root)." >&2
  exit 1
fi
