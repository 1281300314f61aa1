-- The letters of which a round's log says that the mail server took them: each is told once.
create table round_delivery (
    letter   bigint  primary key,
    round    text    not null references committee_round (reference),
    position integer not null
);
create index round_delivery_round on round_delivery (round);
