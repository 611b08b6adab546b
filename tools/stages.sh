# Sourced by .ci/run and tools/full.sh: named, timed stages, and the servers that suites want.
# Wants $work, a folder for the logs.

# What tests throw away lies in memory where there is enough; whoever sources this removes $memory in the end.
memory=
if [ -z "${TMPDIR:-}" ]; then
  memory=$(node tools/memory-folder.mjs $$)
  [ -z "$memory" ] || export TMPDIR=$memory
fi

TEST_CHROMIUM=${TROTH_TEST_CHROMIUM:-chromium}
TEST_POSTGRES=${TROTH_TEST_POSTGRES:-postgres://postgres@127.0.0.1:5432/postgres}
TEST_MARIADB=${TROTH_TEST_MARIADB:-mysql://root@127.0.0.1:3306/}

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

# together <command>...: runs commands that do not wait for each other side by side; fails where one fails.
together() {
  local status=0 at pids=() logs
  logs=$(mktemp -d)
  for at in $(seq $#); do
    bash -c "${!at}" >"$logs/$at" 2>&1 &
    pids+=($!)
  done
  for at in $(seq $#); do
    wait "${pids[at - 1]}" || { status=1; echo "failed: ${!at}"; }
    cat "$logs/$at"
  done
  rm -rf "$logs"
  return $status
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_for <name> <port>
wait_for() {
  for _ in $(seq 30); do
    answers "$2" && return 0
    sleep 1
  done
  echo "$1 does not answer on 127.0.0.1:$2"
  return 1
}

# PostgreSQL and MariaDB stand on CI machines; where they are installed and sleep they are woken.
start_servers() {
  start_postgres && start_mariadb
}

start_postgres() {
  answers 5432 && return 0
  command -v pg_ctlcluster >/dev/null || { apt-get update -q && apt-get install -qy postgresql; } || return 1
  service postgresql start || return 1
  wait_for PostgreSQL 5432
}

start_mariadb() {
  answers 3306 && return 0
  command -v mariadbd >/dev/null || { apt-get update -q && apt-get install -qy mariadb-server; } || return 1
  mkdir -p /run/mysqld && chown mysql /run/mysqld
  start-stop-daemon --start --oknodo --background --exec /usr/sbin/mariadbd -- --user=mysql || return 1
  wait_for MariaDB 3306
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
