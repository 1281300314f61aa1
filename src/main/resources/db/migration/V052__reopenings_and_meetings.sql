-- What a round goes by is frozen at its opening and once more at each re-opening: every text that was hashed stays.
create table round_opening (
    round       text        not null references committee_round (reference),
    revision    integer     not null,
    opened_at   timestamptz not null,
    opened_by   text        not null,
    reason      text,
    closes_at   timestamptz,
    frozen      text        not null,
    frozen_hash text        not null,
    primary key (round, revision)
);
insert into round_opening (round, revision, opened_at, opened_by, closes_at, frozen, frozen_hash)
select reference, 1, opened_at, opened_by, closes_at, frozen, frozen_hash from committee_round;
create function round_opening_only_grows() returns trigger language plpgsql as $$
begin
    raise exception 'What a round was opened with stays: % %', old.round, old.revision;
end $$;
create trigger round_opening_only_grows before update or delete on round_opening
    for each row execute function round_opening_only_grows();

-- The round's own row names the freeze that holds now: who locks it reads the newest
alter table committee_round add column revision integer not null default 1;
alter table committee_round add column frozen_at timestamptz;
update committee_round set frozen_at = opened_at;
alter table committee_round alter column frozen_at set not null;
alter table committee_round drop column frozen;

-- A change that was seen, and for which the round was not opened again.
create table kept_change (
    round       text        not null references committee_round (reference),
    fingerprint text        not null,
    kept_at     timestamptz not null,
    primary key (round, fingerprint)
);

-- Whether the seat sat in the meeting; null where no list was taken.
alter table roll_seat add column attended boolean;

-- The minutes of a meeting. The document is immutable; its hash is in the round's log.
create table round_minutes (
    round    text        not null references committee_round (reference),
    document uuid        not null,
    name     text        not null,
    sha256   text        not null,
    filed_at timestamptz not null,
    filed_by text        not null,
    position integer     not null,
    primary key (round, document)
);
