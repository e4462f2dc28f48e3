//! The same query on a cluster of this machine alone: one scheduler, two executors, and what happens when one of them dies.

use crate::harness::{Folder, Ran, SENTENCES, program, project, ran, run};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The programs of a cluster, stopped at the end of a test.
struct Cluster {
    scheduler: u16,
    executors: Vec<Child>,
    scheduling: Child,
    /// What executors hand to each other.
    work: Folder,
}

/// Ports that nobody listens on at the moment.
fn ports<const N: usize>() -> [u16; N] {
    let held = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").expect("a port"));
    held.map(|listener| listener.local_addr().expect("an address").port())
}

fn spawn(program: &str, arguments: &[&str]) -> Child {
    let mut command = Command::new(program);
    command.args(arguments).env("RUST_LOG", "off").current_dir(project());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
}

impl Cluster {
    fn start() -> Self {
        let [scheduler, a, b, c, d] = ports();
        let address = format!("127.0.0.1:{scheduler}");
        let scheduling =
            spawn(env!("CARGO_BIN_EXE_stance-scheduler"), &["--bind", &address, "--executor-timeout", "4"]);
        let begun = Instant::now();
        while TcpStream::connect(&address).is_err() {
            assert!(begun.elapsed() < Duration::from_mins(1), "the scheduler does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        let work = Folder::new();
        let executor = |port: u16, task_port: u16| {
            let [scheduler, port, task_port] = [scheduler, port, task_port].map(|port| port.to_string());
            spawn(
                env!("CARGO_BIN_EXE_stance-executor"),
                &[
                    "--scheduler-port",
                    &scheduler,
                    "--port",
                    &port,
                    "--task-port",
                    &task_port,
                    "--threads",
                    "1",
                    "--heartbeat",
                    "1",
                    "--work",
                    &work.path(""),
                ],
            )
        };
        let executors = vec![executor(a, b), executor(c, d)];
        Self { scheduler, executors, scheduling, work }
    }

    fn query(&self, arguments: &[&str]) -> Command {
        let address = format!("127.0.0.1:{}", self.scheduler);
        let mut command = program(&["--cluster", &address, "--threads", "4"]);
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.query(arguments))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for child in self.executors.iter_mut().chain([&mut self.scheduling]) {
            // One of them may be dead already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Generated sentences in files of an archive.
fn archive(folder: &Folder, files: usize, rows: usize) -> String {
    for file in 0..files {
        let path = folder.path(&format!("{file}.parquet"));
        let copy = format!("copy (select * from generated_sentences({rows}, {file})) to '{path}'");
        assert_eq!(run(&[&copy]).printed(), "");
    }
    folder.path("*.parquet")
}

#[test]
fn a_cluster_answers_as_one_machine_does() {
    let folder = Folder::new();
    let archive = archive(&folder, 3, 4000);
    let outlets = folder.write("outlets.csv", "outlet,country\noutlet-00,KZ\noutlet-01,RU\noutlet-02,DE\n");
    let model = folder.path("mine.gst");
    let calibration = geostance::model::Calibration::default();
    let mine = geostance::StanceModel::pretrained().clone().with_calibration(calibration).expect("a calibration");
    mine.save(&model).expect("a model file");
    let cluster = Cluster::start();
    for sql in [
        "select stance(text) as s, count(*) as n from 'fixtures/test.csv' group by 1 order by 1".to_owned(),
        format!("select source, count(*) as n, stance_shares(text) as s from '{archive}' group by source order by source"),
        format!("select stance_shares(text, 0.5) as s from '{archive}'"),
        "select stance_prevalence(text, case when length(text) % 7 = 0 then stance end) as p from 'fixtures/test.csv'".to_owned(),
        format!("select stance(text) as s, stance_decided(text, 0.5) as d, stance_confidence(text) as c, stance_evidence(text) as e, stance_probabilities(text) as p, id from '{archive}' where id < 300 order by id, text"),
        format!("select country, count(*) as n from '{archive}' join '{outlets}' on source = outlet where stance(text) = 'western-leaning' group by country order by country"),
        "select s['stance'] as stance, count(*) as n, max(s['end']) as longest from (select unnest(stance_sentences(string_agg(text, ' ' order by text))) as s from 'fixtures/test.csv' group by \"group\") group by 1 order by 1".to_owned(),
        format!("select sum(stance_confidence(text, '{model}')) > 0 as positive, count(*) as n from '{archive}'"),
        format!("set stance.model = '{model}'; select stance_shares(text) as s from 'fixtures/test.csv'"),
        format!("select stance('{}') as s, stance(null) as n", SENTENCES[0]),
    ] {
        let alone = run(&["--format", "jsonl", &sql]).printed();
        let together = cluster.run(&["--format", "jsonl", &sql]).printed();
        assert!(!alone.is_empty());
        assert_eq!(together.lines().collect::<Vec<_>>(), alone.lines().collect::<Vec<_>>(), "{sql}");
    }

    // A model for all functions, by the program's own argument, and a result that is written where it was asked for.
    let sql = "select stance_shares(text) as s from 'fixtures/test.csv'";
    let alone = run(&["--format", "jsonl", "--model", &model, sql]).printed();
    assert_eq!(cluster.run(&["--format", "jsonl", "--model", &model, sql]).printed(), alone);
    let written = folder.path("result.jsonl");
    assert_eq!(cluster.run(&["--output", &written, sql]).printed(), "");
    assert_eq!(std::fs::read_to_string(&written).expect("a file"), run(&["--format", "jsonl", sql]).printed());
    let elsewhere = Folder::new();
    let copied = elsewhere.path("copy.parquet");
    assert_eq!(
        cluster.run(&[&format!("copy (select id, stance(text) as s from '{archive}') to '{copied}'")]).printed(),
        ""
    );
    let sql = format!("select s, count(*) as n, sum(id) as ids from '{copied}' group by s order by s");
    let of_all =
        format!("select stance(text) as s, count(*) as n, sum(id) as ids from '{archive}' group by 1 order by 1");
    assert_eq!(run(&["--format", "csv", &sql]).printed(), run(&["--format", "csv", &of_all]).printed());

    // What goes wrong far away is said here, with the function's name.
    let missing = folder.path("missing.gst");
    let error = cluster.run(&[&format!("select stance(text, '{missing}') from '{archive}'")]).error(1);
    assert!(error.starts_with(&format!("error: on the cluster: stance: cannot read {missing}: ")), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn the_death_of_an_executor_ends_in_the_right_answer_or_a_clear_error() {
    let folder = Folder::new();
    let archive = archive(&folder, 6, 15_000);
    let sql = format!("select stance(text) as s, count(*) as n, sum(id) as ids from '{archive}' group by 1 order by 1");
    let alone = run(&["--format", "csv", &sql]).printed();
    let mut cluster = Cluster::start();
    // Both are there and known.
    assert_eq!(
        cluster.run(&["--format", "csv", "select count(*) as n from 'fixtures/test.csv'"]).printed(),
        "n\n3818\n"
    );
    let mut query = cluster.query(&["--format", "csv", &sql]);
    let query = query.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    std::thread::sleep(Duration::from_millis(700));
    cluster.executors[0].kill().expect("an executor that runs");
    let begun = Instant::now();
    let output = query.wait_with_output().expect("an end");
    assert!(begun.elapsed() < Duration::from_mins(3), "{:?}", begun.elapsed());
    let (found, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0) => assert_eq!(found, alone),
        Some(1) => assert!(said.starts_with("error: ") && found.is_empty(), "{found}{said}"),
        other => panic!("{other:?} {found}{said}"),
    }
    // The other one goes on.
    let again = cluster.run(&["--format", "csv", &sql]);
    assert_eq!((again.code, again.stdout), (Some(0), alone), "{}", again.stderr);
}

#[cfg(unix)]
#[test]
fn an_interrupted_query_lets_go_of_the_cluster() {
    let folder = Folder::new();
    let archive = archive(&folder, 2, 8000);
    let cluster = Cluster::start();
    let short = "select stance(text) as s, count(*) as n from 'fixtures/test.csv' group by 1 order by 1";
    assert_eq!(cluster.run(&["--format", "csv", short]).code, Some(0));
    let long = format!(
        "select stance(text || n) as s, count(*) as c from '{archive}' cross join (select unnest(range(0, 100000)) as n) group by 1"
    );
    let mut query = cluster.query(&["--output", &folder.path("x.csv"), &long]);
    let mut query = query.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
    std::thread::sleep(Duration::from_secs(5));
    assert!(query.try_wait().expect("a state").is_none(), "the query is long");
    let interrupted = Command::new("kill").args(["-INT", &query.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success());
    let output = query.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), said.as_ref()), (Some(130), "interrupted; no file is half-written\n"));
    assert_eq!(folder.names(), ["0.parquet", "1.parquet"]);
    // Both executors are free for others.
    let begun = Instant::now();
    assert_eq!(cluster.run(&["--format", "csv", short]).printed(), run(&["--format", "csv", short]).printed());
    assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
}

#[test]
fn without_a_scheduler_there_is_a_clear_error() {
    let [port] = ports();
    let error = run(&["--cluster", &format!("127.0.0.1:{port}"), "select count(*) from 'fixtures/test.csv'"]).error(1);
    assert!(error.starts_with(&format!("error: no scheduler answers at 127.0.0.1:{port}: ")), "{error}");
    for address in [":50050", "http://localhost:50050"] {
        let error = run(&["--cluster", address, "select 1"]).error(2);
        assert_eq!(error, format!("error: {address} is no address of a scheduler; expected HOST:PORT\n"));
    }
}

#[test]
fn programs_of_a_cluster_that_cannot_begin_say_why() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = taken.local_addr().expect("an address");
    let [free] = ports();
    let (port, free) = (taken.port().to_string(), free.to_string());
    for (program, arguments) in [
        (env!("CARGO_BIN_EXE_stance-scheduler"), vec!["--bind".to_owned(), taken.to_string()]),
        (env!("CARGO_BIN_EXE_stance-executor"), vec!["--port".to_owned(), port.clone()]),
        (
            env!("CARGO_BIN_EXE_stance-executor"),
            vec!["--port".to_owned(), free.clone(), "--task-port".to_owned(), port],
        ),
    ] {
        let error = ran(Command::new(program).args(&arguments).env_remove("RUST_LOG")).error(1);
        assert!(error.starts_with(&format!("error: cannot listen on {taken}: ")), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn an_executor_removes_what_is_its_own_and_nothing_else() {
    let mut cluster = Cluster::start();
    let kept = cluster.work.write("kept/mine.txt", "mine\n");
    let sql = "select stance(text) as s, count(*) as n from 'fixtures/test.csv' group by 1 order by 1";
    assert_eq!(cluster.run(&["--format", "csv", sql]).printed(), run(&["--format", "csv", sql]).printed());
    while cluster.work.names().len() < 3 {
        std::thread::sleep(Duration::from_millis(50));
    }
    // Time to begin to heed signals.
    std::thread::sleep(Duration::from_secs(1));
    for executor in &mut cluster.executors {
        let stopped = Command::new("kill").args(["-INT", &executor.id().to_string()]).status();
        assert!(stopped.expect("kill runs").success());
        assert_eq!(executor.wait().expect("an end").code(), Some(0));
    }
    assert_eq!(cluster.work.names(), ["kept"]);
    assert_eq!(std::fs::read_to_string(kept).expect("a file"), "mine\n");
}

#[cfg(unix)]
#[test]
fn the_script_starts_asks_and_stops() {
    let [port] = ports();
    let sql = "select stance(text) as s, count(*) as n from 'fixtures/test.csv' group by 1 order by 1";
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_stance-sql")).parent().expect("a folder");
    let mut script = Command::new("bash");
    script.args(["sql/examples/cluster.sh", sql, "--format", "csv"]).current_dir(project());
    script.env("BIN", bin).env("PORT", port.to_string()).env("RUST_LOG", "off").stdin(Stdio::null());
    assert_eq!(ran(&mut script).printed(), run(&["--format", "csv", sql]).printed());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "the scheduler was stopped");
}
