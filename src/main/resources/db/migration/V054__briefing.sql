-- A document on an agenda says in words what it is: [{"id": …, "title": …}] in the order shown. What stood there before by its
-- id alone keeps the name of its file as title.
alter table agenda_case add papers jsonb not null default '[]';
alter table round_case add papers jsonb not null default '[]';
update agenda_case c set papers = (
    select jsonb_agg(jsonb_build_object('id', p.id, 'title', coalesce(d.name, 'document')) order by p.place)
    from unnest(c.documents) with ordinality as p (id, place) left join document d on d.id = p.id)
where cardinality(c.documents) > 0;
update round_case c set papers = (
    select jsonb_agg(jsonb_build_object('id', p.id, 'title', coalesce(d.name, 'document')) order by p.place)
    from unnest(c.documents) with ordinality as p (id, place) left join document d on d.id = p.id)
where cardinality(c.documents) > 0;
alter table agenda_case drop column documents;
alter table round_case drop column documents;

-- What an approval would bring in the first year that is paid for; no amount where it can't be computed yet.
alter table agenda_case
    add fee_amount   numeric(12, 2),
    add fee_year     integer,
    add fee_sentence text;
alter table round_case
    add fee_amount   numeric(12, 2),
    add fee_year     integer,
    add fee_sentence text;
