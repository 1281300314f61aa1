-- An early close that stands announced: when the ballot then closes. Null where none is.
alter table committee_round add column early_close_at timestamptz;

-- So many seats wanted to discuss a case that it goes to a meeting: it waits again, and for that.
alter table agenda_case add column for_meeting boolean not null default false;
alter table round_case drop constraint round_case_outcome_check;
alter table round_case add constraint round_case_outcome_check
    check (outcome in ('APPROVED', 'REJECTED', 'NO_QUORUM', 'TIE', 'POSTPONED', 'MEETING'));
