#!/usr/bin/env bash
# Everything, at most 60 minutes: what .ci/run does, and what takes longer. Goes on after a failure
# and ends with a summary.
set -uo pipefail
cd "$(dirname "$0")/.."
exec </dev/null
export CI=true FORCE_COLOR=0 NO_COLOR=1
work=$(mktemp -d)
reports=$work/reports
mkdir -p "$reports"
trap 'rm -rf "$work" ${memory:+"$memory"}' EXIT
source tools/stages.sh
began=$SECONDS
failures=0
summary=()

# part <name> <command>...: a stage that the rest does not wait for.
part() {
  local name=$1 log="$work/part.log" start=$SECONDS mark=ok
  shift
  echo "== $name"
  if ! "$@" >"$log" 2>&1; then
    mark=XX
    failures=$((failures + 1))
    tail -n 100 "$log"
  else
    tail -n 15 "$log"
  fi
  summary+=("$(printf '%s  %-40s %5d s' "$mark" "$name" "$((SECONDS - start))")")
  # A bench that misses a target of its own has failed, and says which.
  local missed
  while IFS= read -r missed; do summary+=("      $missed"); done < <(grep '^target MISSED' "$log")
}

part "what CI runs" .ci/run
part "every person, every leak, every size, every case" env TROTH_EXHAUSTIVE=1 TROTH_TEST_POSTGRES="$TEST_POSTGRES" TROTH_TEST_MARIADB="$TEST_MARIADB" TROTH_TEST_CHROMIUM="$TEST_CHROMIUM" \
  TROTH_TEST_REPORT="$reports/databases.json" npx vitest run \
  test/databases test/leak test/faults test/chunks test/journeys packages/server/src/packages/package-memory.test.ts packages/server/src/connectors
[ ! -f test/faults/run.ts ] || part "300 kills" env TROTH_TEST_POSTGRES="$TEST_POSTGRES" TROTH_TEST_MARIADB="$TEST_MARIADB" npm run --silent faults -- --kills 300
[ ! -f test/faults/run.ts ] || part "100 kills of a large erasure" env TROTH_TEST_POSTGRES="$TEST_POSTGRES" TROTH_TEST_MARIADB="$TEST_MARIADB" npm run --silent faults -- --kills 100 --on large
part "mutations of promises" env TROTH_TEST_POSTGRES="$TEST_POSTGRES" TROTH_TEST_MARIADB="$TEST_MARIADB" TROTH_TEST_CHROMIUM="$TEST_CHROMIUM" TROTH_TEST_REPORT="$reports/promises.json" npm run --silent promises -- --mutate
part "1500 random companies, 1500 random programs" env TROTH_PROPERTY_RUNS=1500 TROTH_TEST_REPORT="$reports/property.json" npx vitest run test/property/erasure.property.test.ts test/property/parts.property.test.ts
part "5,000,000 decisions" env TROTH_DECISIONS_RUNS=5000000 TROTH_TEST_REPORT="$reports/decisions.json" npx vitest run test/property/decisions.property.test.ts
for bench in bench/*/bench.ts; do
  [ -f "$bench" ] || continue
  part "bench $(basename "$(dirname "$bench")")" env TROTH_TEST_POSTGRES="$TEST_POSTGRES" TROTH_TEST_MARIADB="$TEST_MARIADB" TROTH_TEST_CHROMIUM="$TEST_CHROMIUM" npm run --silent bench -- "$(basename "$(dirname "$bench")")"
done

echo
echo "summary"
printf '%s\n' "${summary[@]}"
echo "$((SECONDS - began)) s in all, $failures parts failed"
node tools/print-totals.mjs "$reports"
[ "$failures" -eq 0 ]
