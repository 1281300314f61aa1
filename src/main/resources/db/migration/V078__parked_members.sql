-- A member whose fee of a year can't be told, or who can't be written to: one case each, the Treasurer's
create table parked_case (
  fee_year        integer not null,
  member_number   text not null references member,
  -- the run that parked it last
  run             bigint not null references invoicing_run,
  state           text not null check (state in ('WITH_TREASURER', 'ASKED', 'SUBSTITUTED', 'LEFT_OUT', 'SETTLED')),
  reason_code     text not null,
  reason          text not null,
  opened_at       timestamptz not null,
  asked           integer not null default 0,
  question        text,
  asked_at        timestamptz,
  answer_until    date,
  decided_by      text,
  decided_at      timestamptz,
  decision_reason text,
  settled_at      timestamptz,
  -- the message that the case's process hasn't heard yet
  untold          text,
  primary key (fee_year, member_number)
);
create index parked_case_open on parked_case (fee_year) where state in ('WITH_TREASURER', 'ASKED', 'SUBSTITUTED');
create index parked_case_untold on parked_case (fee_year) where untold is not null;

-- Figures that the Treasurer puts in the place of missing ones, each for one fee year: added, never changed; the latest counts
create table substitute_figure (
  id            bigint generated always as identity primary key,
  member_number text not null references member,
  fee_year      integer not null,
  figure        text not null check (figure in ('GDP', 'POPULATION', 'EMPLOYEES')),
  value         numeric(14, 3) not null check (value > 0),
  figure_year   integer not null,
  source        text not null,
  reason        text not null,
  entered_by    text not null,
  entered_at    timestamptz not null
);
create index substitute_figure_by_year on substitute_figure (fee_year, member_number);

create index invoicing_run_line_parked on invoicing_run_line (run) where state = 'PARKED';
