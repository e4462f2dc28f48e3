-- Sentences about one state that are Western-leaning, and surely so.

select published, source, round(stance_confidence(text), 2) as confidence, text
from 'sql/target/archive/'
where state = 'moldova' and stance_decided(text, 0.9) = 'western-leaning'
order by confidence desc, text
limit 20;
