#!/usr/bin/env bash
# Takes the figures of the README on this machine: what a query costs beside the library alone, memory on ten gigabytes of text that
# no disk holds, one executor and two, and what Python does on the same text.
#
#   sql/benches/measure.sh [query] [memory] [cluster] [python]
#
# Without arguments it takes all. SENTENCES is how many the archive has (1000000), CLUSTER how many that of the cluster has (4000000),
# GENERATED how many are made for the memory (70000000, ten gigabytes), VENV a folder with Python, duckdb, polars, pyarrow and
# scikit-learn; without it Python is left out.
set -euo pipefail
cd "$(dirname "$0")/.."
export SENTENCES=${SENTENCES:-1000000}
cluster=${CLUSTER:-4000000}
generated=${GENERATED:-70000000}
target=${CARGO_TARGET_DIR:-target}
bin=$(realpath -m "$target")/release
parts=" ${*:-query memory cluster python} "
takes() { [[ $parts == *" $1 "* ]]; }

cargo build --release --quiet
# The path of an archive of so many sentences, which is written once.
archive() {
    SENTENCES=$1 cargo bench --quiet --bench query -- --write
    echo "$(realpath -m "$target")/tmp/$1.parquet"
}

if takes query; then
    printf '\n== a query beside the library, one thread\n'
    cargo bench --quiet --bench query
fi

if takes memory; then
    printf '\n== memory, %s sentences made while they are read\n' "$generated"
    python3 - "$bin/stance-sql" "$generated" <<'PYTHON'
import resource, subprocess, sys, time
query = f"select stance(text) as stance, count(*) as n, sum(octet_length(text)) as bytes from generated_sentences({sys.argv[2]}) group by 1 order by 1"
begun = time.perf_counter()
printed = subprocess.run([sys.argv[1], "--format", "csv", query], check=True, capture_output=True, text=True).stdout
seconds = time.perf_counter() - begun
size = sum(int(row.split(",")[2]) for row in printed.splitlines()[1:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{size / 1e9:.2f} GB in {seconds:.0f} s ({size / 1e6 / seconds:.0f} MB/s, made and judged), at most {peak:.0f} MB in memory")
PYTHON
fi

if takes cluster; then
    printf '\n== one executor and two, each of one thread, %s sentences\n' "$cluster"
    port=${PORT:-50050}
    query="select stance(text) as stance, count(*) as n from '$(archive "$cluster")' group by 1 order by 1"
    for executors in 1 2 1 2; do
        BIN=$bin PORT=$port EXECUTORS=$executors TIMED=1 RUST_LOG=off examples/cluster.sh "$query" --format csv >/dev/null
        port=$((port + 10))
    done
fi

if takes python && [ -n "${VENV:-}" ]; then
    printf '\n== Python on the same text\n'
    "$VENV/bin/python" benches/compare.py "$(archive "$SENTENCES")"
fi
