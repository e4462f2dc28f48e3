-- Whole articles come apart into sentences, each with its place in bytes, its stance, confidence and evidence.

select
    source,
    month,
    s['start'] as start,
    s['stance'] as stance,
    round(s['confidence'], 2) as confidence,
    s['sentence'] as sentence
from (select source, month, unnest(stance_sentences(article)) as s from 'sql/target/articles.parquet')
where s['evidence'] > 0.5
order by source, month, start
limit 50;
