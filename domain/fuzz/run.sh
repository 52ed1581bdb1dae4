#!/usr/bin/env bash
# Throws mutated opening hours at the domain: `domain/fuzz/run.sh [seconds]`, five minutes if not
# said. Needs the usual toolchain and a C++ compiler; what it found is in domain/fuzz/found, and
# an input that broke something in domain/fuzz/artifacts.
set -eu
cd "$(dirname "$0")"

seconds=${1:-300}
target=$(rustc -vV | sed -n 's/^host: //p')

# The counters by which libFuzzer sees that an input reached new code.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module \
  -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
  -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares"

mkdir -p found artifacts
exec cargo run --locked --profile fuzz --target "$target" --bin hours -- \
  found seeds/hours -dict=hours.dict -max_len=2048 -timeout=2 -rss_limit_mb=1024 \
  -artifact_prefix=artifacts/ -max_total_time="$seconds" -print_final_stats=1
