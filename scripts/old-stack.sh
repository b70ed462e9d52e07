#!/usr/bin/env bash
# Makes an environment with the oldest scikit-learn and pandas that scripts are written for:
# those of a Python 3.8 to 3.10 where there is one, else the oldest that 3.11 can have.
#
#   scripts/old-stack.sh FOLDER
set -euo pipefail
folder=$1
old=
for version in 3.8 3.9 3.10 3.11; do
  for python in "python$version" "$HOME"/.pyenv/versions/"$version".*/bin/python; do
    # One of pyenv's shims may stand for a Python that is not there.
    if [ -z "$old" ] && "$python" -c 'import ensurepip, venv' 2> /dev/null; then
      old=$python
      stack=('scikit-learn==1.0.2' 'pandas==1.3.5' 'numpy<1.24' 'scipy<1.9')
      [ "$version" != 3.11 ] || stack=('scikit-learn==1.2.*' 'pandas==1.5.*' 'numpy<1.25')
    fi
  done
done
if [ -z "$old" ]; then
  echo "A Python 3.8, 3.9, 3.10 or 3.11 is needed, in PATH or under ~/.pyenv/versions." >&2
  exit 1
fi
rm -rf "$folder"
"$old" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
  "${stack[@]}" 'lightgbm==3.3.5' openpyxl
