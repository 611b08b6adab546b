# Sourced by .ci/run and tools/full.sh: named, timed stages, and the servers that suites want.
# Wants $work, a folder for the logs.

TEST_CHROMIUM=${TROTH_TEST_CHROMIUM:-chromium}
TEST_POSTGRES=${TROTH_TEST_POSTGRES:-postgres://postgres@127.0.0.1:5432/postgres}

# stage <name> <command>...: runs it with its output in a log; on failure shows the log and leaves.
stage() {
  local name=$1 log="$work/stage.log" start=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    printf '%-44s %4d s\n' "$name" "$((SECONDS - start))"
  else
    local status=$?
    printf '%-44s %4d s  failed (%d)\n\n' "$name" "$((SECONDS - start))" "$status"
    tail -n 200 "$log"
    exit 1
  fi
}

postgres_answers() { (exec 3<>/dev/tcp/127.0.0.1/5432) 2>/dev/null; }

# PostgreSQL stands on CI machines; where it is installed and sleeps it is woken.
start_servers() {
  postgres_answers && return 0
  command -v pg_ctlcluster >/dev/null || { apt-get update -q && apt-get install -qy postgresql; } || return 1
  service postgresql start || return 1
  for _ in $(seq 30); do
    postgres_answers && return 0
    sleep 1
  done
  echo "PostgreSQL does not answer on 127.0.0.1:5432"
  return 1
}

# Debian's chromium, for the suites that look at pages.
find_browser() {
  command -v chromium >/dev/null || { apt-get update -q && apt-get install -qy chromium; } || return 1
  chromium --version
}

# The demo erases, proves it, and refuses a forgery; its one JSON object says so.
demo_holds() {
  TROTH_HOME="$work/home" npm run --silent demo -- --json >"$work/demo.json" || { cat "$work/demo.json"; return 1; }
  node -e '
    const demo = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    console.log(JSON.stringify(demo, null, 2));
    const holds = demo.verified === true && demo.forged === "refused" && demo.remaining === 0 && demo.erased > 0;
    process.exit(holds ? 0 : 1);
  ' "$work/demo.json"
}
