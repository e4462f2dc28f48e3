//! Where results go: written beside their place and renamed, or written into.

use crate::harness::{Folder, run};

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
    let old = folder.write("old.csv", "old");
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
    let labels =
        folder.write("labels.csv", &crate::harness::labelled(["pro-moscow", "multi-vector", "western-leaning"]));
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
