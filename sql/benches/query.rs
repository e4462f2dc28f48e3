//! What a query costs beside the library alone, on the same text in the same run, on one thread; and where the time goes.
//!
//! `SENTENCES=10000000 cargo bench --bench query` measures on that many generated sentences, a million by default. They are written
//! once, as Parquet, into the target folder, and with `-- --write` nothing else is done. Every figure is the best of three rounds that take turns.

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use geostance::StanceModel;
use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const ROUNDS: usize = 3;

fn main() -> Result<()> {
    // `cargo bench -- --test` and `cargo test --benches` want to see that it runs.
    let is_test = std::env::args().any(|argument| argument == "--test");
    let sentences = std::env::var("SENTENCES").ok().map(|number| number.parse()).transpose()?.unwrap_or(1_000_000);
    let sentences: usize = if is_test { 20_000 } else { sentences };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    if std::env::args().any(|argument| argument == "--write") {
        return runtime.block_on(archive(sentences)).map(drop);
    }
    runtime.block_on(measure(sentences))
}

/// A session of one partition: one thread does all.
fn session() -> SessionContext {
    let ctx = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(1));
    geostance_sql::register(&ctx, StanceModel::pretrained());
    geostance_sql::generated::register(&ctx);
    ctx
}

async fn archive(sentences: usize) -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{sentences}.parquet"));
    if !path.exists() {
        let beside = folder.join(format!("{sentences}.tmp.parquet"));
        // Row groups small enough that there is one for every part of a query on a cluster.
        let copy = format!(
            "copy (select * from generated_sentences({sentences})) to '{}' options ('format.max_row_group_size' '65536')",
            beside.display()
        );
        session().sql(&copy).await?.collect().await?;
        std::fs::rename(beside, &path)?;
    }
    Ok(path)
}

/// The columns `text` of the archive, in memory.
async fn texts(ctx: &SessionContext) -> Result<Vec<RecordBatch>> {
    Ok(ctx.sql("select text from archive").await?.collect().await?)
}

async fn timed(ctx: &SessionContext, sql: &str) -> Result<Duration> {
    let begun = Instant::now();
    black_box(ctx.sql(sql).await?.collect().await?);
    Ok(begun.elapsed())
}

async fn measure(sentences: usize) -> Result<()> {
    let path = archive(sentences).await?;
    let ctx = session();
    ctx.register_parquet(
        "archive",
        path.to_str().ok_or("the target folder is no UTF-8")?,
        ParquetReadOptions::default(),
    )
    .await?;
    let batches = texts(&ctx).await?;
    let columns: Vec<_> = batches.iter().map(|batch| batch.column(0).as_string_view()).collect();
    let all: Vec<&str> = columns.iter().flat_map(|column| column.iter().flatten()).collect();
    let bytes: usize = all.iter().map(|text| text.len()).sum();
    assert_eq!(all.len(), sentences);

    let model = StanceModel::pretrained();
    let rows = [
        ("classify_batch, of the library alone", None),
        ("select stance(text), count(*) … group by 1", Some("select stance(text), count(*) from archive group by 1")),
        (
            "select stance_shares(text) … group by source",
            Some("select source, stance_shares(text) from archive group by source"),
        ),
        (
            "all five functions of a sentence",
            Some(
                "select max(stance(text)), max(stance_confidence(text)), max(stance_evidence(text)), \
             max(stance_probabilities(text)['pro_moscow']), max(stance_decided(text, 0.5)) from archive",
            ),
        ),
        ("without judging: sum(octet_length(text))", Some("select sum(octet_length(text)) from archive")),
    ];
    let mut best = [Duration::MAX; 5];
    for _ in 0..ROUNDS {
        for (time, (_, sql)) in best.iter_mut().zip(&rows) {
            let took = if let Some(sql) = sql {
                timed(&ctx, sql).await?
            } else {
                let begun = Instant::now();
                black_box(model.classify_batch(&all));
                begun.elapsed()
            };
            *time = took.min(*time);
        }
    }
    println!("{sentences} sentences, {:.1} MB, one thread, the best of {ROUNDS} rounds", bytes as f64 / 1e6);
    println!("{:46} {:>9} {:>12} {:>8} {:>16}", "", "seconds", "sentences/s", "MB/s", "of the library");
    for ((name, _), time) in rows.iter().zip(best) {
        let seconds = time.as_secs_f64();
        let (rate, megabytes) = (sentences as f64 / seconds, bytes as f64 / 1e6 / seconds);
        let ratio = best[0].as_secs_f64() / seconds;
        println!("{name:46} {seconds:>9.2} {rate:>12.0} {megabytes:>8.1} {ratio:>16.2}");
    }
    let [judging, query, .., reading] = best.map(|time| time.as_secs_f64());
    let rest = (query - judging - reading).max(0.0);
    println!(
        "where the time of the first query goes: judging {:.0} %, reading and decoding {:.0} %, the rest (equal texts, names, \
         groups) {:.0} %",
        100.0 * judging / query,
        100.0 * reading / query,
        100.0 * rest / query
    );
    Ok(())
}
