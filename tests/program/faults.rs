//! Faults of disks and processes: the old file stays whole, and nothing is left.

use crate::harness::{Folder, labelled, program, run};
use geostance::StanceModel;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const THREE: [&str; 3] = ["pro-moscow", "multi-vector", "western-leaning"];

/// How often a process is killed; `KILLS` says otherwise.
fn kills() -> u64 {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6)
}

/// Moments from the beginning to a little after the end of what takes so long, no two the same.
fn moment(number: u64, whole: Duration) -> Duration {
    let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    whole.mul_f64(1.2 * mixed as f64 / f64::from(u32::MAX))
}

/// Names in a folder that no user gave.
fn left(folder: &Folder) -> Vec<String> {
    folder.names().into_iter().filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_process_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let folder = Folder::new("killed");
    let data = folder.write("labels.csv", &labelled(THREE));
    let model = folder.path("m.gst");
    run(&["train", "--output", &model, &data]).printed();
    let old = fs::read(&model).unwrap();
    let arguments = ["train", "--ngrams", "1", "--output", &model, &data];
    let new = folder.path("new.gst");
    let begin = Instant::now();
    run(&["train", "--ngrams", "1", "--output", &new, &data]).printed();
    let whole = begin.elapsed();
    let new = fs::read(new).unwrap();
    for number in 0..kills() {
        fs::write(&model, &old).unwrap();
        let mut child = program(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment(number, whole));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = fs::read(&model).unwrap();
        assert!(found == old || found == new, "neither the old model nor the new one");
        // Between its name and its place a file is whole already.
        for name in left(&folder) {
            assert!(StanceModel::load(folder.path(&name)).is_ok(), "{name} is left, and not whole");
            fs::remove_file(folder.path(&name)).unwrap();
        }
    }
}

#[test]
fn a_batch_that_is_killed_leaves_nothing() {
    let folder = Folder::new("batch-killed");
    fs::create_dir(folder.path("articles")).unwrap();
    for number in 0..200 {
        folder.write(&format!("articles/{number}.txt"), &"Russia is our ally. It rained.\n".repeat(50));
    }
    let before = folder.names();
    let articles = folder.path("articles");
    let begin = Instant::now();
    let all = run(&["classify", "--format", "csv", &articles]).printed();
    let whole = begin.elapsed();
    for number in 0..kills() {
        let out = fs::File::create(folder.path("out.csv")).unwrap();
        let mut child = program(&["classify", "--format", "csv", &articles]).stdout(out).spawn().unwrap();
        std::thread::sleep(moment(number, whole));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(all.starts_with(&folder.read("out.csv")), "what was written is not the beginning of the whole");
        fs::remove_file(folder.path("out.csv")).unwrap();
        assert_eq!(folder.names(), before);
    }
}

#[test]
fn writers_of_one_file_do_not_mix() {
    let folder = Folder::new("writers");
    let data = folder.write("labels.csv", &labelled(THREE));
    let model = folder.path("m.gst");
    let write = |ngrams: &str, model: &str| {
        let arguments = ["train", "--ngrams", ngrams, "--output", model, &data];
        program(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = ["1", "2", "3", "1", "2", "3"].map(|ngrams| write(ngrams, &model)).into();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    let found = fs::read(&model).unwrap();
    let all = ["1", "2", "3"].map(|ngrams| {
        let alone = folder.path(&format!("{ngrams}.gst"));
        assert!(write(ngrams, &alone).wait().unwrap().success());
        fs::read(alone).unwrap()
    });
    assert!(all.contains(&found), "a model that none of them wrote");
    assert_eq!(left(&folder), [""; 0]);
}

#[test]
fn a_model_is_written_though_nobody_reads_the_words() {
    let folder = Folder::new("closed-pipe");
    let data = folder.write("labels.csv", &labelled(THREE));
    let arguments = ["train", "--folds", "2", "--output", &folder.path("m.gst"), &data];
    // Nobody reads from the first word on.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = program(&arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert!(StanceModel::load(folder.path("m.gst")).is_ok());
}

/// The system ends a process that writes more of a file than it may: in the midst of it.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_is_killed_while_it_writes_leaves_nothing() {
    let folder = Folder::new("killed-writing");
    if !has_files_without_names(&folder) {
        eprintln!("skipped: no files without names on this disk");
        return;
    }
    let data = folder.write("labels.csv", &labelled(THREE));
    let articles = "fixtures/articles";
    let old = folder.write("s.csv", "stance,text,group\n");
    let model = folder.path("m.gst");
    fs::write(&model, "geostance model\n of old").unwrap();
    let before = folder.names();
    for (arguments, path) in [
        (&["train", "--output", &model, &data][..], &model),
        (&["suggest", "--top", "0", "--output", &old, articles], &old),
    ] {
        let contents = fs::read(path).unwrap();
        let script = format!("ulimit -c 0; ulimit -f 1; exec {} \"$@\"", env!("CARGO_BIN_EXE_geostance"));
        let mut command = Command::new("bash");
        let output = command.args(["-c", &script, "geostance"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), None, "it is not killed: {output:?}");
        assert_eq!(fs::read(path).unwrap(), contents);
        assert_eq!(folder.names(), before);
    }
}

/// Whether the disk of a folder has files that have no name.
#[cfg(target_os = "linux")]
fn has_files_without_names(folder: &Folder) -> bool {
    use rustix::fs::{Mode, OFlags, open};

    open(&folder.0, OFlags::WRONLY | OFlags::TMPFILE, Mode::RUSR | Mode::WUSR).is_ok()
}

/// A small file system of its own in a folder, where the superuser runs the test; gone at its end.
#[cfg(target_os = "linux")]
struct SmallDisk(String);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount(folder: &Folder, kilobytes: u32) -> Option<Self> {
        let place = folder.path("disk");
        fs::create_dir(&place).unwrap();
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs", &place]).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(place))
    }

    fn read_only(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro", &self.0]).status().unwrap();
        assert!(done.success());
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        // What cannot be unmounted now is gone with the machine.
        let _ = Command::new("umount").args(["-l", &self.0]).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_or_read_only_disk_keeps_the_old_file() {
    let folder = Folder::new("small-disk");
    let data = folder.write("labels.csv", &labelled(THREE));
    let Some(disk) = SmallDisk::mount(&folder, 64) else {
        eprintln!("skipped: only the superuser can mount a small disk");
        return;
    };
    let (model, sheet) = (format!("{}/m.gst", disk.0), format!("{}/s.csv", disk.0));
    let old_sheet = "stance,text,group\n";
    fs::write(&model, "geostance model\n of old").unwrap();
    fs::write(&sheet, old_sheet).unwrap();
    fs::write(format!("{}/filler", disk.0), vec![1; 52 << 10]).unwrap();
    let suggest = ["suggest", "--top", "0", "--output", &sheet, "fixtures/articles"];
    let train = ["train", "--from", "models/stance-en.gst", "--output", &model, &data];
    let check = |reason: &str| {
        for (arguments, path) in [(&suggest[..], &sheet), (&train, &model)] {
            let ran = run(arguments);
            assert_eq!(ran.code, Some(1), "{ran:?}");
            let said = format!("error: cannot write {path}: {reason}");
            assert!(ran.stderr.contains(&said), "{}", ran.stderr);
        }
        assert_eq!(fs::read_to_string(&model).unwrap(), "geostance model\n of old");
        assert_eq!(fs::read_to_string(&sheet).unwrap(), old_sheet);
        assert_eq!(disk.names(), ["filler", "m.gst", "s.csv"]);
    };
    check("No space left on device");
    disk.read_only();
    check("Read-only file system");
}

#[test]
fn an_input_that_changes_while_it_is_read_ends_well() {
    let folder = Folder::new("changing");
    let row = "7,\"Russia is our ally, as it \"\"was\"\".\"\n";
    let whole = format!("id,text\n{}", row.repeat(20_000));
    for (number, change) in [0, 9, 5_000, 400_000, 2_000_000].into_iter().enumerate() {
        let path = folder.write("t.csv", &whole);
        let mut command = program(&["classify", "--format", "csv", &path]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(moment(number as u64, Duration::from_millis(100)));
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(change).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code().is_some_and(|code| code <= 1) && !said.contains("panicked"), "{said}");
        assert!(output.status.success() || said.contains("t.csv"), "{said}");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_done() {
    let folder = Folder::new("unreadable");
    let article = folder.write("a.txt", "It rained.");
    let (missing, empty) = (folder.path("none.txt"), folder.path("empty"));
    fs::create_dir(&empty).unwrap();
    let table = folder.path("folder.csv");
    fs::create_dir(&table).unwrap();
    let ran = run(&["classify", "--format", "jsonl", &missing, &empty, &table, &article]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(1), 1), "{ran:?}");
    for words in ["none.txt: No such file", "empty: a folder without files", "folder.csv: a folder without files"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let closed = folder.write("closed.txt", "It snowed.");
        fs::set_permissions(&closed, PermissionsExt::from_mode(0o0)).unwrap();
        // The superuser reads everything.
        if fs::read(&closed).is_err() {
            let said = run(&["classify", &closed]).error();
            assert!(said.contains("closed.txt: Permission denied"), "{said}");
        }
    }
    assert!(run(&["train", "--output", &folder.path("m.gst"), &table]).error().contains("folder.csv"));
    assert!(!Path::new(&folder.path("m.gst")).exists());
}
