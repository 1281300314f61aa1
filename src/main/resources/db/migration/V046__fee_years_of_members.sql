-- What counted of a member through a fee year, where the register says something else now: a change counts from the next
-- fee year. The first change of a year writes the row; a figure that wasn't known then is not in it.
create table member_fee_figure (
  member_number     text not null references member,
  -- the last fee year for which this counts
  fee_year          integer not null,
  category          text not null,
  standing          text not null,
  country           char(3) not null references country,
  population        bigint,
  population_year   integer,
  population_source text,
  employees         bigint,
  employees_year    integer,
  noted_by          text not null,
  noted_at          timestamptz not null,
  primary key (member_number, fee_year)
);

-- A member whose rights rest, by the Committee's decision. It stays liable for the fee.
create table member_suspension (
  id            bigint generated always as identity primary key,
  member_number text not null references member,
  from_day      date not null,
  -- the last day; null while it lasts
  to_day        date,
  resolution    text not null,
  entered_by    text not null,
  entered_at    timestamptz not null,
  check (to_day >= from_day)
);
create index member_suspension_by_member on member_suspension (member_number);

-- Waivers and reductions by the Committee's decision. One that is taken back stays on record and no longer counts.
create table fee_concession (
  id            bigint generated always as identity primary key,
  member_number text not null references member,
  from_year     integer not null,
  to_year       integer not null,
  -- a part of the fee, or a sum in USD taken off it
  percent       numeric(5, 2) check (percent > 0 and percent <= 100),
  off           numeric(12, 2) check (off > 0),
  reason        text not null,
  resolution    text not null,
  entered_by    text not null,
  entered_at    timestamptz not null,
  revoked_by    text,
  revoked_at    timestamptz,
  check (to_year >= from_year),
  check ((percent is null) <> (off is null))
);
create index fee_concession_by_member on fee_concession (member_number) where revoked_at is null;
