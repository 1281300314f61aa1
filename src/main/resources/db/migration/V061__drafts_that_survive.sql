-- A draft is opened by a personal link (purpose "draft", subject its id): it can be written in a letter, typed as a code and handed
-- over to somebody else; token_hash is that of the link that opens it now. Drafts that were begun before keep the address that their
-- writers have, until they are gone.
alter table application_draft
  add column id       uuid    not null default gen_random_uuid(),
  add column version  integer not null default 1,
  add column writer   text    not null default '',
  add column email    text,
  add column reminded integer not null default 0;

alter table application_draft_file add column draft uuid;
update application_draft_file file set draft = draft.id from application_draft draft where draft.token_hash = file.token_hash;
alter table application_draft_file drop column token_hash;

alter table application_draft drop constraint application_draft_pkey;
alter table application_draft add primary key (id);
alter table application_draft add unique (token_hash);

alter table application_draft_file alter column draft set not null;
alter table application_draft_file add primary key (draft, part);
alter table application_draft_file add foreign key (draft) references application_draft on delete cascade;
create index application_draft_to_remind on application_draft (kept_at) where email is not null and sent_at is null;
