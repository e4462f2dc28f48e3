//! Where results go: written beside their place and renamed, or written into.

use crate::harness::{Folder, labelled, run};

const THREE: [&str; 3] = ["pro-moscow", "multi-vector", "western-leaning"];
const SUGGEST: [&str; 4] = ["suggest", "fixtures/articles/aktau-port.txt", "--top", "3"];

#[test]
fn what_cannot_be_written_is_said() {
    let folder = Folder::new("unwritable");
    let to = |path: &str| {
        let ran = run(&[&SUGGEST[..], &["--output", path]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
        ran.stderr
    };
    let said = to(&folder.path("no/sheet.csv"));
    assert!(
        said.contains("error: cannot write ") && said.contains("no/sheet.csv: No such file or directory"),
        "{said}"
    );
    let said = to(&folder.path(""));
    assert!(said.contains("it is a folder"), "{said}");
    assert!(folder.names().is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_permissions_kept() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("links");
    let old = folder.write("old.csv", "stance,text,group\n");
    let link = folder.path("link.csv");
    fs::set_permissions(&old, PermissionsExt::from_mode(0o640)).unwrap();
    symlink(&old, &link).unwrap();
    run(&[&SUGGEST[..], &["--output", &link]].concat()).said();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(folder.read("old.csv").starts_with("stance,text,group"));
    assert_eq!(fs::metadata(&old).unwrap().permissions().mode() & 0o777, 0o640);
    // A new file has the permissions of any new file.
    let (new, any) = (folder.path("new.csv"), folder.write("any.csv", ""));
    run(&[&SUGGEST[..], &["--output", &new]].concat()).said();
    assert_eq!(fs::metadata(new).unwrap().permissions(), fs::metadata(any).unwrap().permissions());
    assert_eq!(folder.names(), ["any.csv", "link.csv", "new.csv", "old.csv"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_written_into() {
    use std::fs;
    use std::os::unix::fs::FileTypeExt;

    run(&[&SUGGEST[..], &["--output", "/dev/null"]].concat()).said();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let ran = run(&[&SUGGEST[..], &["--output", "/dev/stdout"]].concat());
    assert!(ran.stdout.starts_with("stance,text,group"), "{ran:?}");
    let folder = Folder::new("model-to-nothing");
    let labels = folder.write("labels.csv", &labelled(THREE));
    run(&["train", "--output", "/dev/null", &labels]).printed();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    let said = run(&[&SUGGEST[..], &["--output", "/dev/full"]].concat());
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("cannot write /dev/full: No space left on device"), "{said:?}");
}

#[test]
fn what_is_read_is_not_replaced() {
    let folder = Folder::new("inputs");
    let contents = labelled(THREE);
    let data = folder.write("labels.csv", &contents);
    let known = folder.write("known.csv", &contents);
    let article = folder.write("a.txt", "Minsk signed.");
    let model = folder.path("m.gst");
    run(&["train", "--output", &model, &data]).printed();
    let before = std::fs::read(&model).unwrap();
    let place = folder.0.to_str().unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&data, folder.path("link.csv")).unwrap();
        std::fs::hard_link(&data, folder.path("same.csv")).unwrap();
    }
    let (link, same) = (folder.path("link.csv"), folder.path("same.csv"));
    for arguments in [
        &["train", "--output", &data, &data][..],
        &["train", "--output", &known, &data, &known],
        #[cfg(unix)]
        &["train", "--output", &link, &data],
        #[cfg(unix)]
        &["train", "--output", &data, &same],
        &["train", "--output", &model, "--from", &model, &data],
        &["suspects", "--output", &data, &data],
        &["learning-curve", "--runs", "1", "--doublings", "1", "--output", &known, "--test", &known, &data],
        &["suggest", "--output", &article, &article],
        &["suggest", "--output", &article, place],
        &["suggest", "--known", &known, "--output", &known, &article],
        &["suggest", "--labelled", &known, "--output", &known],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{arguments:?}");
        let remedy = "it is read by this command as well; choose another name, or replace it with --force";
        assert!(ran.stderr.contains("cannot write ") && ran.stderr.contains(remedy), "{arguments:?}: {}", ran.stderr);
    }
    assert_eq!((folder.read("labels.csv"), folder.read("known.csv")), (contents.clone(), contents));
    assert!(std::fs::read(&model).unwrap() == before && folder.read("a.txt") == "Minsk signed.");
    run(&["train", "--force", "--output", &model, "--from", &model, &data]).printed();
    assert!(run(&["train", "--force", &data]).usage().contains("--output"));
}

#[test]
fn labels_and_models_are_not_lost() {
    let folder = Folder::new("kept");
    let article = "fixtures/articles/aktau-port.txt";
    let data = folder.write("labels.csv", &labelled(THREE));
    let page = folder.write("page.md", "My notes.");
    let said = run(&["train", "--output", &page, &data]).error();
    assert!(said.contains("page.md: it is there already and is no model; choose another name"), "{said}");
    let old = folder.write("old.gst", "geostance model\n\u{1} of an older version");
    let empty = folder.write("empty.gst", "");
    for model in [&old, &empty] {
        run(&["train", "--output", model, &data]).printed();
    }
    run(&["train", "--force", "--output", &page, &data]).printed();
    let suggest =
        |output: &str, force: &[&str]| run(&[&["suggest", "--top", "2", "--output", output, article], force].concat());
    assert!(suggest(&old, &[]).error().contains("it is a model"));
    for (name, contents) in [
        ("a.csv", "stance,text\n,One.\nnone,Two.\n"),
        ("b.csv", "Label;text\nnone;Two.\n"),
        ("c.tsv", "text\tstance\nTwo.\tnone\n"),
        ("d.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\",\"stance\":\"none\"}\n"),
        ("e", "p_pro_moscow,p_multi_vector,p_western_leaning,text\n1,0,0,One.\n"),
    ] {
        let sheet = folder.write(name, contents);
        assert!(suggest(&sheet, &[]).error().contains("it holds labels that were filled in"), "{name}");
        assert_eq!(folder.read(name), contents);
        suggest(&sheet, &["--force"]).said();
        // What it has written itself, nobody has filled in yet.
        suggest(&sheet, &[]).said();
    }
    // What is no table of the same command is nobody's to replace, whatever it is.
    for (name, contents) in [
        ("notes.csv", "My notes,\nto be kept\n"),
        ("coded.csv", "text,code\nOne.,none\n"),
        ("coded.tsv", "id\tkoda\n1\tnone\n"),
        ("blank.csv", "\n\nstance,text,group\n"),
        ("more.csv", "stance,text,group,remarks\n,One.,a,mine\n"),
        ("other.jsonl", "{\"text\":\"One.\",\"code\":\"none\"}\n"),
        ("list.csv", "file,line,label,predicted,confidence,p_label,confident,words,text\n"),
        ("binary", "\u{1}\u{2}\u{3}"),
        ("spaces", "  \n"),
    ] {
        let file = folder.write(name, contents);
        let said = suggest(&file, &[]).error();
        assert!(said.contains("it is there already and is no table of this command"), "{name}: {said}");
        let said = run(&["learning-curve", "--runs", "1", "--doublings", "1", "--output", &file, &data]).error();
        assert!(said.contains("it is there already and is no table of this command"), "{name}: {said}");
        assert_eq!(folder.read(name), contents);
        suggest(&file, &["--force"]).said();
    }
    let list = folder.path("suspects.csv");
    for _ in 0..2 {
        run(&["suspects", "--calibration-folds", "0", "--output", &list, &data]).said();
    }
    // Labels that are in the new file as well may go; others may not.
    let sheet = folder.write("sheet.csv", "stance,text\nnone,One.\n,Two.\n");
    let back = folder.path("back.csv");
    let way_back = || run(&["suggest", "--labelled", &sheet, "--output", &back]);
    way_back().said();
    folder.write("sheet.csv", "stance,text\npro-moscow,One.\nnone,Two.\n");
    way_back().said();
    folder.write("sheet.csv", "stance,text\nnone,Two.\n");
    assert!(way_back().error().contains("it holds labels that were filled in"));
    assert_eq!(folder.read("back.csv").lines().count(), 3);
}

#[test]
fn the_path_is_tried_before_the_work() {
    let folder = Folder::new("tried");
    let data = folder.write("labels.csv", &labelled(THREE));
    // The work would find that a column is missing.
    let said = run(&["train", "--calibrate-by", "no-such", "--output", &folder.path("no/m.gst"), &data]).error();
    assert!(said.contains("no/m.gst: No such file or directory"), "{said}");
    run(&["train", "--calibrate-by", "no-such", "--output", &folder.path("m.gst"), &data]).error();
    assert_eq!(folder.names(), ["labels.csv"]);
}

#[cfg(unix)]
#[test]
fn pipes_and_standard_output_are_written_into() {
    let folder = Folder::new("streams");
    let data = folder.write("labels.csv", &labelled(THREE));
    let shell = |line: &str| {
        let program = env!("CARGO_BIN_EXE_geostance");
        let script = line.replace("geostance", program).replace("DATA", &data);
        let output = std::process::Command::new("bash").args(["-c", &script]).current_dir(&folder.0).output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    shell("geostance train --output m.gst DATA");
    // A model on standard output is a model, and the words stand aside.
    let said = shell("geostance train --output - DATA > out.gst && cmp m.gst out.gst");
    assert!(said.contains("terms: ") && said.contains("wrote: "), "{said}");
    shell("mkfifo f; cat f > fifo.gst & geostance train --output f DATA; wait; cmp m.gst fifo.gst && test -p f");
    shell("geostance train --output >(cat > sub.gst) DATA; sleep 1; cmp m.gst sub.gst");
    shell(
        "echo before > all.csv; geostance suspects --output /dev/stdout DATA >> all.csv; head -2 all.csv | grep -q before",
    );
    assert!(folder.read("all.csv").starts_with("before\nfile,line,label"));
}

#[test]
fn the_ending_of_the_name_says_the_form() {
    let folder = Folder::new("forms");
    let data = folder.write("labels.csv", &labelled(THREE));
    let article = folder.write("a.txt", "Minsk signed. It rained.");
    let written = |name: &str, arguments: &[&str]| {
        // Twice, for what it has written itself it may replace.
        for _ in 0..2 {
            run(&[arguments, &["--output", &folder.path(name)]].concat()).said();
        }
        folder.read(name)
    };
    let tsv = written("s.tsv", &["suggest", &article]);
    assert!(tsv.starts_with("stance\ttext\tgroup\tsuggested\t") && tsv.lines().count() == 3, "{tsv}");
    let jsonl = written("s.jsonl", &["suggest", &article]);
    for line in jsonl.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(row["stance"] == "" && row["text"].is_string() && row["confidence"].is_f64(), "{line}");
        assert!(line.starts_with("{\"stance\":\"\",\"text\":"), "{line}");
    }
    let curve = ["learning-curve", "--runs", "1", "--doublings", "1", &data];
    let jsonl = written("c.jsonl", &curve);
    let row: serde_json::Value = serde_json::from_str(jsonl.lines().last().unwrap()).unwrap();
    assert!(row["sentences"].is_u64() && row["macro_f1 cross-validation"].is_f64(), "{row}");
    let jsonl = written("list.jsonl", &["suspects", "--folds", "2", &data]);
    assert!(jsonl.lines().all(|line| line.starts_with("{\"file\":")), "{jsonl}");
    // A sheet that is filled in as JSON comes back as TSV.
    let sheet = folder.write("filled.jsonl", "{\"stance\":\"none\",\"text\":\"It rained.\",\"group\":\"a\"}\n");
    run(&["suggest", "--labelled", &sheet, "--output", &folder.path("back.tsv")]).said();
    assert_eq!(folder.read("back.tsv"), "text\tgroup\tweight\tstance\nIt rained.\ta\t1\tnone\n");
    let broken = folder.write("b.csv", "text\n\"Two\nlines\"\n");
    let said = run(&["suggest", "--output", &folder.path("new.tsv"), &broken]);
    assert!(said.stderr.contains("a tab or a line break in column `text` cannot be written as TSV"), "{said:?}");
    let said = run(&["suggest", "--output", &folder.path("s.csv.gz"), &article]).error();
    assert!(said.contains("tables are not compressed; leave out .gz"), "{said}");
}
