-- Letters that a run writes to everybody at once leave after all others.
alter table letter add column bulk boolean not null default false;
drop index letter_due;
create index letter_due on letter (bulk, not_before, id) where state = 'QUEUED';
