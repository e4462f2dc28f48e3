//! The examples as they stand, on the archive that the first of them makes.

use crate::harness::{Folder, project, run};

/// The rows of an example as CSV, its files in a folder of the test's.
fn example(name: &str, folder: &Folder) -> Vec<String> {
    let path = project().join(format!("sql/examples/{name}.sql"));
    let sql = std::fs::read_to_string(path).expect(name).replace("sql/target/", &folder.path(""));
    let elsewhere = Folder::new();
    let path = elsewhere.write("query.sql", &sql);
    run(&["--format", "csv", "--file", &path]).printed().lines().map(str::to_owned).collect()
}

#[test]
fn every_example_answers() {
    let folder = Folder::new();
    assert_eq!(example("archive", &folder), Vec::<String>::new());
    assert_eq!(folder.names(), ["archive", "articles.parquet", "outlets.csv"]);

    let shares = example("shares_by_source_and_month", &folder);
    assert_eq!(shares[0], "source,month,sentences,courses,pro_moscow,multi_vector,western_leaning");
    assert_eq!(shares.len(), 1 + 4 * 48);
    let sentences: u32 =
        shares[1..].iter().map(|row| row.split(',').nth(2).expect("a column").parse::<u32>().expect(row)).sum();
    assert_eq!(sentences, 3818, "all of the fixture");

    let moldova = example("western_leaning_about_a_state", &folder);
    assert_eq!(moldova[0], "published,source,confidence,text");
    assert!(moldova.len() > 5 && moldova.len() <= 21);

    let owners = example("by_owner", &folder);
    let begin: Vec<_> = owners.iter().map(|row| row.split(',').take(2).collect::<Vec<_>>().join(",")).collect();
    assert_eq!(
        begin,
        ["country,owner", "kazakhstan,private", "kazakhstan,state", "serbia,private", "uzbekistan,state"]
    );

    let rows = example("sentences_of_articles", &folder);
    assert_eq!(rows.len(), 51);
    let key = |row: &String| {
        let mut columns = row.split(',');
        let (source, month) = (columns.next().expect(row).to_owned(), columns.next().expect(row).to_owned());
        (source, month, columns.next().expect(row).parse::<u32>().expect(row))
    };
    assert!(rows[1..].is_sorted_by_key(key), "{rows:?}");
}
