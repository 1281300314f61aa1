-- What somebody said who got an agenda that is not theirs, until the Secretariat has a task about it. The words stand here
-- and not in the round's log, which is published with the resolution.
create table not_mine (
    id       bigint generated always as identity primary key,
    round    text        not null,
    seat     integer     not null,
    words    text        not null,
    said_at  timestamptz not null,
    position integer     not null,
    told_at  timestamptz,
    foreign key (round, seat) references roll_seat (round, seat)
);
create index not_mine_seat on not_mine (round, seat);
create index not_mine_untold on not_mine (id) where told_at is null;

-- Who answers in this browser: typed once, and offered again until the agenda is closed. Nobody else's name is ever offered,
-- so that nobody answers under it by mistake.
alter table vote_session add column name text;
alter table vote_session add column title text;

-- The answers of one seat, in order, without reading the whole log of the round.
create index round_log_seat on round_log (round, seat, position) where seat is not null;
