-- Joined with a table of outlets: do those of the state and private ones differ?

select
    country,
    owner,
    s['sentences'] as sentences,
    round(s['decided_pro_moscow'], 3) as pro_moscow,
    round(s['decided_multi_vector'], 3) as multi_vector,
    round(s['decided_western_leaning'], 3) as western_leaning,
    round(s['undecided'], 3) as undecided
from (
    select country, owner, stance_shares(text, 0.6) as s
    from 'sql/target/archive/' join 'sql/target/outlets.csv' on source = outlet
    group by country, owner
)
order by country, owner;
