-- How the sentences of each source divide among the stances, month by month: of those that take a course, what share speaks for
-- which. `courses` is how many do, as the model expects.

select
    source,
    month,
    s['sentences'] as sentences,
    round(s['courses'], 1) as courses,
    round(s['pro_moscow'], 3) as pro_moscow,
    round(s['multi_vector'], 3) as multi_vector,
    round(s['western_leaning'], 3) as western_leaning
from (
    select source, substr(cast(published as varchar), 1, 7) as month, stance_shares(text) as s
    from 'sql/target/archive/'
    group by 1, 2
)
order by source, month;
