#!/usr/bin/env bash
# Answers a query on a cluster of this machine alone: starts one scheduler and two executors on loopback, asks, and stops them.
#
#   examples/cluster.sh "select stance(text), count(*) from '../fixtures/test.csv' group by 1"
#
# BIN is the folder of the programs (target/debug beside this folder by default), PORT the first of five ports (50050), EXECUTORS how
# many there are (2). With TIMED, the query is asked a second time, and how long that took is said.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
bin=${BIN:-${CARGO_TARGET_DIR:-$here/target}/debug}
port=${PORT:-50050}
[ $# -ge 1 ] || { echo "usage: $0 SQL [options of stance-sql]" >&2; exit 2; }

work=$(mktemp -d)
started=()
stop() {
    # The scheduler last, each by its own number; those that are gone already are no fault.
    for ((at = ${#started[@]} - 1; at >= 0; at--)); do
        kill "${started[at]}" 2>/dev/null || true
        wait "${started[at]}" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap stop EXIT

"$bin/stance-scheduler" --bind "127.0.0.1:$port" & started+=($!)
until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    kill -0 "${started[0]}" 2>/dev/null || { echo "the scheduler did not start" >&2; exit 1; }
    sleep 0.1
done
executors=${EXECUTORS:-2}
for ((number = 1; number <= executors; number++)); do
    "$bin/stance-executor" --scheduler-port "$port" --threads 1 --work "$work" \
        --port $((port + 2 * number - 1)) --task-port $((port + 2 * number)) & started+=($!)
done
# Parts of the query wait until the executors have registered.
"$bin/stance-sql" --cluster "127.0.0.1:$port" "$@"
if [ -n "${TIMED:-}" ]; then
    begun=$(date +%s%N)
    "$bin/stance-sql" --cluster "127.0.0.1:$port" "$@"
    echo "$executors executors: $((($(date +%s%N) - begun) / 1000000)) ms" >&2
fi
