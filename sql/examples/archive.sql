-- Makes a small archive from the shipped fixtures: the held-out sentences, sorted into files by year, as if four invented outlets
-- had published them between 2022 and 2025; what each published in a month as one article; and a table of the outlets.
--
--   mkdir -p sql/target && stance-sql --file sql/examples/archive.sql

copy (
    select
        'outlet-' || chr(cast(97 + n % 4 as bigint)) as source,
        make_date(2022 + n / 960, 1 + n / 80 % 12, 1 + n % 28) as published,
        state,
        text,
        2022 + n / 960 as year
    from (select state, text, cast(row_number() over (order by text) - 1 as int) as n from 'fixtures/test.csv')
) to 'sql/target/archive/' stored as parquet partitioned by (year);

copy (
    select source, substr(cast(published as varchar), 1, 7) as month, string_agg(text, e'\n' order by text) as article
    from 'sql/target/archive/'
    group by 1, 2
) to 'sql/target/articles.parquet';

copy (
    select column1 as outlet, column2 as country, column3 as owner
    from values
        ('outlet-a', 'kazakhstan', 'state'), ('outlet-b', 'kazakhstan', 'private'), ('outlet-c', 'uzbekistan', 'state'),
        ('outlet-d', 'serbia', 'private')
) to 'sql/target/outlets.csv';
