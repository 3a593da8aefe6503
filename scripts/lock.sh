#!/usr/bin/env bash
# Writes the lock files anew from pyproject.toml, for Python 3.11 to 3.13. Arguments go to uv (for example --upgrade).
# The files name versions and hashes only: no package host and no path, so that they hold behind any mirror.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/python" -m pip --disable-pip-version-check install -qq uv

compile() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

compile --all-extras --output-file requirements.lock "$@" pyproject.toml
# What builds durable-rules and the project itself: installed first, so that nothing unlocked takes part.
printf 'setuptools>=80\n' | compile --output-file requirements-build.lock "$@" -
