-- The Executive Committee's seats. A seat's number is its name in links and in rolls; it is never used again.
create table seat (
    number        integer generated always as identity primary key,
    city          text        not null,
    member_number text,
    addresses     text[]      not null default '{}',
    held_from     date        not null,
    held_to       date,
    president     boolean     not null default false,
    check (held_to is null or held_to >= held_from)
);
create table seat_change (
    id         bigint generated always as identity primary key,
    seat       integer     not null references seat (number),
    changed_at timestamptz not null,
    changed_by text        not null,
    before     jsonb,
    after      jsonb       not null
);
create index seat_change_seat on seat_change (seat, id);

-- A case that the Secretariat brings before the Committee. One row an application: it may come before several rounds.
create table agenda_case (
    reference      text primary key,
    category       text        not null,
    name           text        not null,
    country        text        not null,
    facts          jsonb       not null,
    documents      uuid[]      not null default '{}',
    recommendation text,
    state          text        not null check (state in ('WAITING', 'IN_ROUND', 'DECIDED', 'WITHDRAWN')),
    submitted_at   timestamptz not null
);
create index agenda_case_waiting on agenda_case (submitted_at, reference) where state = 'WAITING';

-- One sitting of the Committee. What is frozen at its opening stands as the text that was hashed.
create table committee_round (
    reference         text primary key,
    year              integer     not null,
    number            integer     not null,
    mode              text        not null check (mode in ('ballot', 'meeting')),
    opened_at         timestamptz not null,
    opened_by         text        not null,
    closes_at         timestamptz,
    meeting_date      date,
    rule_version      integer     not null,
    frozen            text        not null,
    frozen_hash       text        not null,
    closed_at         timestamptz,
    tie_break_until   timestamptz,
    settled_at        timestamptz,
    minutes_reference text,
    resolution        uuid,
    published_at      timestamptz,
    unique (year, number)
);

create table round_case (
    round          text    not null references committee_round (reference),
    reference      text    not null references agenda_case (reference),
    position       integer not null,
    category       text    not null,
    name           text    not null,
    country        text    not null,
    facts          jsonb   not null,
    documents      uuid[]  not null default '{}',
    recommendation text,
    withdrawn_at   timestamptz,
    entitled       integer,
    present        integer,
    approve        integer,
    reject         integer,
    abstain        integer,
    counted        text,
    rule           text,
    reason         text,
    outcome        text check (outcome in ('APPROVED', 'REJECTED', 'NO_QUORUM', 'TIE', 'POSTPONED')),
    decided_at     timestamptz,
    told_at        timestamptz,
    primary key (round, reference)
);
create index round_case_reference on round_case (reference);
create index round_case_untold on round_case (decided_at) where told_at is null;

-- The roll: who sits, and who of them votes. Addresses are not part of what is frozen: a seat must be reached.
create table roll_seat (
    round         text    not null references committee_round (reference),
    seat          integer not null references seat (number),
    city          text    not null,
    member_number text,
    president     boolean not null,
    entitled      boolean not null,
    ground        text,
    addresses     text[]  not null,
    heard_at      timestamptz,
    primary key (round, seat)
);

-- What each seat answers to each case as it stands now. The history is the log's.
create table vote (
    round     text        not null,
    seat      integer     not null,
    reference text        not null,
    answer    text        not null check (answer in ('approve', 'reject', 'abstain', 'recuse', 'discuss')),
    reason    text,
    name      text        not null,
    title     text        not null,
    cast_at   timestamptz not null,
    position  integer     not null,
    primary key (round, seat, reference),
    foreign key (round, seat) references roll_seat (round, seat),
    foreign key (round, reference) references round_case (round, reference)
);

-- The President City's answer to a tied case.
create table tie_break (
    round       text        not null,
    reference   text        not null,
    seat        integer     not null,
    answer      text        not null check (answer in ('approve', 'reject')),
    name        text        not null,
    title       text        not null,
    answered_at timestamptz not null,
    position    integer     not null,
    primary key (round, reference),
    foreign key (round, reference) references round_case (round, reference)
);

-- What happened in a round, entry by entry, each bound to the one before by its hash. Only ever added to.
create table round_log (
    round    text        not null references committee_round (reference),
    position integer     not null,
    at       timestamptz not null,
    kind     text        not null,
    seat     integer,
    entry    text        not null,
    hash     text        not null,
    primary key (round, position)
);
create function round_log_only_grows() returns trigger language plpgsql as $$
begin
    raise exception 'The log of a round is only added to: % %', old.round, old.position;
end $$;
create trigger round_log_only_grows before update or delete on round_log
    for each row execute function round_log_only_grows();

-- A reader who showed a link or a code: for one round and seat, and for a short time.
create table vote_session (
    token_hash text primary key,
    purpose    text        not null,
    round      text        not null,
    seat       integer     not null,
    via        text        not null,
    expires_at timestamptz not null
);
create index vote_session_expires on vote_session (expires_at);
