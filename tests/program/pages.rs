//! `classify --format html`: a page, and folders of pages.

use crate::harness::{Folder, run, run_on};
use crate::markup::{Element, check};

const ARTICLE: &str = "fixtures/articles/aktau-port.txt";

fn pages(arguments: &[&str]) -> crate::harness::Ran {
    run(&[&["classify", "--format", "html", "--output"], arguments].concat())
}

/// The index of a folder, and its links with what they lead to.
fn index(folder: &Folder, name: &str) -> (Element, Vec<(String, String)>) {
    let index = check(&folder.read(&format!("{name}/index.html")));
    let links =
        index.one("tbody").find("a").iter().map(|link| link.attribute("href").unwrap().to_owned()).collect::<Vec<_>>();
    let read = links.into_iter().map(|link| (link.clone(), folder.read(&format!("{name}/{link}"))));
    let read = read.collect();
    (index, read)
}

#[test]
fn one_article_is_one_page() {
    let printed = run(&["classify", "--format", "html", ARTICLE]).printed();
    assert_eq!(check(&printed).find("a.s").len(), 34);
    let folder = Folder::new("page");
    let path = folder.path("page.HTML");
    assert_eq!(pages(&[&path, ARTICLE]).said(), "");
    assert_eq!(folder.read("page.HTML"), printed);
    // A page takes the place of a page, and of nothing else.
    pages(&[&path, ARTICLE]).said();
    folder.write("page.HTML", "My own page.");
    assert!(pages(&[&path, ARTICLE]).error().contains("it is there already and is no page of geostance"));
    pages(&[&path, "--force", ARTICLE]).said();
    assert_eq!(folder.read("page.HTML"), printed);
    assert!(pages(&[&path, ARTICLE, ARTICLE]).usage().contains("name a folder with --output"));
    let piped = run_on(&["classify", "--format", "html"], b"Minsk signed. It rained.").printed();
    assert_eq!(check(&piped).one("h1").text(), "standard input");
    assert!(
        run(&["classify", "--format", "csv", "--output", "a.csv", ARTICLE])
            .usage()
            .contains("--output is for the pages")
    );
    assert!(pages(&[&folder.path("none.html"), "no-such.txt"]).error().contains("cannot read no-such.txt"));
    assert_eq!(folder.names(), ["page.HTML"]);
}

#[test]
fn several_articles_are_a_folder_with_an_index() {
    let folder = Folder::new("pages");
    let out = folder.path("out");
    let said = pages(&[&out, "fixtures/articles"]).said();
    assert!(said.starts_with("wrote: 4 pages, and the index "), "{said}");
    let (page, links) = index(&folder, "out");
    let names: Vec<&str> = links.iter().map(|(link, _)| link.as_str()).collect();
    assert_eq!(names, ["aktau-port.html", "belgrade-census.html", "bishkek-transfers.html", "moldova-gas.html"]);
    assert!(page.one("h1").text() == "4 articles" && page.one("p.file").text() == "fixtures/articles");
    for (link, text) in &links {
        let page = check(text);
        assert_eq!(page.find("a.back")[0].attribute("href"), Some("index.html"), "{link}");
    }
    // The same again, over the pages that are there; whatever the number of threads.
    let before: Vec<String> = links.into_iter().map(|(_, text)| text).collect();
    pages(&[&out, "fixtures/articles"]).said();
    assert_eq!(index(&folder, "out").1.into_iter().map(|(_, text)| text).collect::<Vec<_>>(), before);
}

#[test]
fn rows_have_pages_with_their_columns() {
    let folder = Folder::new("pages-rows");
    let table = folder.write("a.csv", "id,<b>,text\n7,<i>x</i>,\"Russia is our ally. It rained.\"\n8,,It snowed.\n");
    pages(&[&folder.path("out"), &table]).said();
    let (_, links) = index(&folder, "out");
    assert_eq!(links.iter().map(|(link, _)| link.as_str()).collect::<Vec<_>>(), ["a-line-2.html", "a-line-3.html"]);
    let footer = check(&links[0].1).one("footer").text();
    assert!(footer.contains("<b>") && footer.contains("<i>x</i>"), "{footer}");
}

#[cfg(unix)]
#[test]
fn names_are_safe_and_each_once() {
    let folder = Folder::new("pages-names");
    let long = "x".repeat(230) + ".txt";
    let files = [
        "index.txt",
        "A.txt",
        "a.TXT.gz.txt",
        "a.md",
        "<script>.txt",
        "..txt",
        "con.txt",
        "Астана 1.txt",
        "a b.txt",
        "a&b.txt",
        "a\nb\u{202e}.txt",
        "-.txt",
        ".hidden",
        "café.txt",
        "cafe\u{301}.txt",
        &long,
    ];
    std::fs::create_dir(folder.path("in")).unwrap();
    for file in files {
        folder.write(&format!("in/{file}"), "Minsk signed.");
    }
    let arguments: Vec<String> = files.iter().map(|file| folder.path(&format!("in/{file}"))).collect();
    let out = folder.path("out");
    let arguments: Vec<&str> = std::iter::once(out.as_str()).chain(arguments.iter().map(String::as_str)).collect();
    pages(&arguments).said();
    let (_, links) = index(&folder, "out");
    let names: Vec<&str> = links.iter().map(|(link, _)| link.as_str()).collect();
    let long = "x".repeat(120) + ".html";
    assert_eq!(
        names,
        [
            "index-2.html",
            "A.html",
            "a-2.html",
            "a-3.html",
            "script.html",
            "article.html",
            "article-con.html",
            "Астана-1.html",
            "a-b.html",
            "a-b-2.html",
            "a-b-3.html",
            "article-2.html",
            "hidden.html",
            "café.html",
            "café-2.html",
            &long,
        ]
    );
    assert!(links.iter().all(|(_, page)| check(page).find("a.s").len() == 1));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), files.len() + 1);
}

#[test]
fn what_is_there_stays() {
    let folder = Folder::new("pages-there");
    let notes = folder.write("notes.txt", "Minsk signed.");
    let said = pages(&[folder.0.to_str().unwrap(), &notes]).error();
    assert!(said.contains("the folder holds other files, as notes.txt"), "{said}");
    assert_eq!((folder.names(), folder.read("notes.txt")), (vec!["notes.txt".to_owned()], "Minsk signed.".to_owned()));
    assert!(pages(&[&notes, &notes]).error().contains("cannot write into "));
    assert!(pages(&[&folder.path("no/such"), &notes]).error().contains("No such file or directory"));
    pages(&[folder.0.to_str().unwrap(), "--force", &notes]).said();
    assert_eq!(folder.names(), ["index.html", "notes.html", "notes.txt"]);
    // What cannot be read has no page, and the rest has; where nothing can be read nothing is left.
    let ran = pages(&[&folder.path("part"), "no-such.txt", &notes]);
    assert!(ran.code == Some(1) && ran.stderr.contains("1 of 2 files could not be read"), "{ran:?}");
    assert_eq!(index(&folder, "part").1.len(), 1);
    assert!(pages(&[&folder.path("none"), "no-such.txt"]).error().contains("cannot read no-such.txt"));
    assert!(!folder.names().contains(&"none".to_owned()));
}
