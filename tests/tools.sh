#!/usr/bin/env bash
# Says in one line what is missing to build, and how to get it.
set -eu
missing() {
  echo "Missing: $1. Install it with: $2" >&2
  exit 1
}
command -v cargo >/dev/null || missing "Rust (cargo)" "https://rustup.rs, or: apt-get install rustup && rustup default stable"
command -v node >/dev/null || missing "Node 20 or later" "apt-get install nodejs npm"
node -e 'process.exit(parseInt(process.versions.node, 10) >= 20 ? 0 : 1)' \
  || missing "Node 20 or later (found $(node --version))" "https://nodejs.org, or your distribution's nodejs 20"
command -v npm >/dev/null || missing "npm" "apt-get install npm"
command -v cc >/dev/null || missing "a C compiler (cc)" "apt-get install build-essential"
