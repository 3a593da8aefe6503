#!/usr/bin/env bash
# Makes .venv with the locked packages and this project in it; does nothing when that is already so.
# PYTHON=... chooses the interpreter, CC=... the compiler. Names every missing prerequisite before it changes anything;
# with --prerequisites it does only that.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
stamp=$venv/setup-done
inputs=(pyproject.toml requirements.lock requirements-build.lock scripts/setup.sh)
version_of='import sys; print("%d.%d.%d" % sys.version_info[:3])'

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# Prints the version of a Python that runs; fails for one that does not (a pyenv shim without a version behind it).
running_version() { "$1" -c "$version_of" 2>/dev/null; }

is_suitable() { [[ $1 =~ ^3\.(11|12|13)\. ]]; }

# Sets `python` and `version` to the first suitable interpreter, or stops and says what there was.
find_python() {
    local candidate found=() candidates=(python3 python3.13 python3.12 python3.11)
    [[ -n ${PYTHON:-} ]] && candidates=("$PYTHON")
    for candidate in "${candidates[@]}"; do
        python=$(command -v "$candidate") || continue
        if ! version=$(running_version "$python"); then
            found+=("$candidate (does not run)")
        elif is_suitable "$version"; then
            return
        else
            found+=("$candidate is $version")
        fi
    done
    complain "Missing: Python 3.11, 3.12 or 3.13."
    complain "  Looked for: ${candidates[*]}"
    if ((${#found[@]})); then
        complain "  Found:      $(printf '%s; ' "${found[@]}" | sed 's/; $//')"
    else
        complain "  Found:      none of them"
    fi
    complain "  On Debian 12 or 13:  apt-get install python3 python3-venv python3-dev"
    complain "  Elsewhere:           make setup PYTHON=/path/to/python3.13"
    exit 1
}

# The compiler that will build the C module: CC, else the one Python was built with, else the usual names.
find_compiler() {
    local candidate
    for candidate in "${CC:-}" "$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("CC") or "")')" cc gcc clang; do
        # A compiler may come with options ("gcc -pthread"): only its first word is the program.
        if [[ -n $candidate ]] && command -v "${candidate%% *}" >/dev/null; then
            compiler=$candidate
            return
        fi
    done
    return 1
}

# Whether the compiler accepts the C text on standard input, with Python's headers in reach.
compiles() {
    local include plat_include
    include=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
    plat_include=$("$python" -c 'import sysconfig; print(sysconfig.get_path("platinclude"))')
    # shellcheck disable=SC2086  # the options behind the compiler's name are words of their own
    $compiler -I"$include" -I"$plat_include" -fsyntax-only -x c - 2>/dev/null
}

# Collects all that is missing, so that nobody has to come back three times.
check_prerequisites() {
    local missing=0 short=${version%.*}
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        complain "Missing: the venv module of Python $version ($python)."
        complain "  On Debian:  apt-get install python$short-venv"
        missing=1
    fi
    if ! find_compiler; then
        complain "Missing: a C compiler (durable-rules is built from source)."
        complain "  On Debian:  apt-get install build-essential"
        missing=1
    elif ! printf '#include <stdio.h>\n' | compiles; then
        complain "Missing: a C compiler that works; '$compiler' cannot compile a file that includes <stdio.h>."
        complain "  On Debian:  apt-get install build-essential"
        missing=1
    elif ! printf '#include <Python.h>\n' | compiles; then
        complain "Missing: the C headers of Python $version (Python.h), which durable-rules is built with."
        complain "  On Debian:  apt-get install python$short-dev"
        missing=1
    fi
    if ((missing)); then
        complain "Nothing was changed. Run 'make setup' again when they are there."
        exit 1
    fi
}

# What the environment was made from: a change of any input, or of the Python asked for, makes it anew.
fingerprint() { printf '%s %s\n' "$1" "$(cat "${inputs[@]}" | cksum)"; }

is_done() {
    local have wanted
    [[ -f $stamp ]] && have=$(running_version $venv/bin/python) || return 1
    wanted=$have
    [[ -z ${PYTHON:-} ]] || wanted=$(running_version "$PYTHON") || return 1
    [[ $(<"$stamp") == "$(fingerprint "$wanted")" ]]
}

make_venv() {
    rm -f "$stamp"
    if [[ $(running_version $venv/bin/python) != "$version" ]] || ! $venv/bin/python -m pip --version &>/dev/null; then
        say "Making $venv with Python $version ($python)"
        "$python" -m venv --clear $venv
    fi
}

install_packages() {
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check)
    say "Installing the locked packages"
    # A wheel of durable-rules built without the option below installs, and fails when it is imported.
    "${pip[@]}" cache remove durable_rules &>/dev/null || true
    "${pip[@]}" install -qq --no-deps --require-hashes -r requirements-build.lock
    # durable-rules calls a function that Python 3.13 no longer has; the other one is the same.
    CC=$compiler CPPFLAGS="${CPPFLAGS:-} -DPyEval_CallObject=PyObject_CallObject" \
        "${pip[@]}" install -qq --no-deps --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
    "$venv/bin/python" -c 'import durable_rules_engine'
    say "Installing the project"
    # "compat" puts the folder itself on the path, so that a package made later is found without another set-up.
    "${pip[@]}" install -qq --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .
}

main() {
    if [[ ${1:-} != --prerequisites ]] && is_done; then return; fi
    find_python
    check_prerequisites
    if [[ ${1:-} == --prerequisites ]]; then return; fi
    make_venv
    install_packages
    fingerprint "$version" >"$stamp"
    say "Ready: $venv (Python $version)"
}

main "$@"
