-- Notes of the Secretariat among itself; no letter and no page of the applicant's ever shows one.
create table if not exists case_note (
  id         bigint generated always as identity primary key,
  reference  text        not null references application,
  words      text        not null,
  written_by text        not null,
  written_at timestamptz not null
);
create index if not exists case_note_by_reference on case_note (reference, id);

-- Why a clerk corrected what was written; null for what the applicant wrote itself.
alter table application_version add column correction text;

-- How long cases took that have ended.
create index application_ended on application (category, state_since) where state in ('ADMITTED', 'DECLINED', 'CLOSED');
