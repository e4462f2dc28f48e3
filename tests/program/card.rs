//! `card`.

use crate::harness::{Folder, MAPPING, program, run};

const ARGUMENTS: [&str; 7] =
    ["card", "--test", "fixtures/test.csv", "--contrast", "fixtures/contrast.csv", "--train", "fixtures/contrast.csv"];

#[test]
fn the_card_has_every_section_and_is_the_same_again() {
    let card = run(&ARGUMENTS).printed();
    for section in [
        "# Model card",
        "## Model details",
        "## Intended use",
        "## Out-of-scope uses",
        "## Factors",
        "## Metrics",
        "## Disaggregated results",
        "## Reliability",
        "## Risk and coverage",
        "## Baselines",
        "## What the model cannot do",
        "## Training and evaluation data",
        "## Ethical considerations",
        "## Caveats and recommendations",
    ] {
        assert!(card.contains(&format!("{section}\n")) || card.starts_with(section), "{section}");
    }
    assert!(card.contains(&format!("```sh\ngeostance {}\n```", ARGUMENTS.join(" "))));
    assert!(card.contains("**The model was trained on other files**"), "the contrast items are not");
    assert!(card.contains("1200 sentences measured on occur among them"));
    assert!(card.contains(" (default) |"));
    let on_one_thread = program(&ARGUMENTS).env("RAYON_NUM_THREADS", "1").output().unwrap();
    assert!(on_one_thread.stdout == card.as_bytes());
}

#[test]
fn a_card_speaks_the_labels_of_the_files() {
    let folder = Folder::new("card-labels");
    let (model, posts) = (folder.path("posts.gst"), "fixtures/informal.csv");
    run(&["train", "--preset", "social", "--labels", MAPPING, "--output", &model, posts]).printed();
    let files = ["--test", posts, "--contrast", posts, "--train", posts];
    let own = run(&[&["card", "--model", &model][..], &files].concat()).printed();
    let shipped = run(&[&["card", "--labels", MAPPING][..], &files].concat()).printed();
    for card in [&own, &shipped] {
        assert!(card.contains("| F1 against |") && card.contains("| label \\ prediction | against | none | favor |"));
        assert!(card.contains("| files | against | none | favor | (none) |"), "{card}");
        assert!(!card.contains("F1 pro-moscow"));
    }
    assert!(shipped.contains(&format!("geostance card --labels '{MAPPING}' --test")), "{shipped}");
    assert!(own.contains(&format!("geostance card --model {model} --test")), "{own}");
}

#[test]
fn a_card_of_another_model_tells_nothing_of_our_data() {
    let folder = Folder::new("card-own");
    let (model, data) =
        (folder.path("mine.gst"), folder.write("mine.csv", &std::fs::read_to_string("fixtures/test.csv").unwrap()));
    run(&["train", "--calibration-folds", "0", "--output", &model, &data]).printed();
    let card = run(&["card", "--model", &model, "--test", &data, "--contrast", &data, "--train", &data]).printed();
    for ours in [
        "fixtures",
        "CODEBOOK",
        "codebook",
        " hand",
        "Kazakhstan",
        "writing batch",
        "shipped",
        "one project",
        "invented",
    ] {
        assert!(!card.contains(ours), "{ours}");
    }
    assert!(card.starts_with("# Model card: mine.gst\n") && card.contains("| digest | "), "{card}");
    let shipped = run(&[&["card", "--model", "models/stance-en.gst"][..], &ARGUMENTS[1..]].concat()).printed();
    assert!(shipped.contains("fixtures/CODEBOOK.md"));
}
