-- The chart that the program brings, each as long as its amounts and bands stay the same. It serves the years that no
-- uploaded chart serves
create table shipped_chart (
  id          bigint generated always as identity primary key,
  from_year   integer not null,
  version     integer not null,
  fingerprint text not null,
  seen_at     timestamptz not null
);

-- Charts that somebody uploaded: from which fee year on they are to serve, and what the Treasurer decided
create table fee_chart (
  key            text primary key,
  from_year      integer not null,
  ordinal        integer not null,
  file_name      text not null,
  sha256         text not null,
  content        bytea not null,             -- as it came; never deployed
  written        text not null,              -- the table we wrote from its values
  fingerprint    text not null,              -- of what we wrote
  state          text not null default 'WAITING' check (state in ('WAITING', 'CONFIRMED', 'DECLINED')),
  uploaded_by    text not null,
  uploaded_at    timestamptz not null,
  decided_by     text,
  decided_at     timestamptz,
  reason         text,
  before_version integer,                    -- the chart that served its first year until then
  version        integer unique,             -- what was deployed
  unique (from_year, ordinal),
  check ((state = 'WAITING') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  check ((state = 'CONFIRMED') = (version is not null))
);
-- One at a time, so that what is decided is what was shown
create unique index fee_chart_waiting on fee_chart (state) where state = 'WAITING';

-- What was decided stays: invoices were computed by it
create function fee_chart_is_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.state = 'WAITING' and new.key = old.key and new.from_year = old.from_year and new.written = old.written then
        return new;
    end if;
    raise exception 'A fee chart that was uploaded is decided once and then kept';
end $$;
create trigger fee_chart_is_kept before update or delete on fee_chart for each row execute function fee_chart_is_kept();
