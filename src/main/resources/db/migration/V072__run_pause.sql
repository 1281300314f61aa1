-- When a run stood still, by whose word and why; it stands still while the last one has no end
create table invoicing_run_pause (
  id         bigint generated always as identity primary key,
  run        bigint not null references invoicing_run,
  paused_at  timestamptz not null,
  paused_by  text not null,
  reason     text not null,
  resumed_at timestamptz,
  resumed_by text
);
create unique index invoicing_run_paused on invoicing_run_pause (run) where resumed_at is null;
create index invoicing_run_pauses on invoicing_run_pause (run, id);
