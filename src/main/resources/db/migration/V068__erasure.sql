-- When a case that came to nothing lost its personal data. What was decided, when and by whom stays.
alter table application add column erased_at timestamptz;
create index application_to_erase on application (state_since)
    where erased_at is null and state in ('DECLINED', 'LAPSED', 'WITHDRAWN', 'CLOSED');

-- A file may lose its content and its name, once, and nothing else of it ever changes: its hash goes on saying what it was.
alter table document alter column content drop not null;
alter table document add column erased_at timestamptz;
create or replace function document_is_immutable() returns trigger language plpgsql as $$
begin
    if old.content is not null and new.content is null and new.erased_at is not null
        and (new.id, new.content_type, new.size, new.sha256, new.stored_at) = (old.id, old.content_type, old.size, old.sha256, old.stored_at)
    then
        return new;
    end if;
    raise exception 'A document is never changed: %', old.id;
end $$;

-- Letters about drafts, as long as they name somebody
create index letter_of_drafts on letter (about) where kind like 'DRAFT\_%' and cardinality(recipients) > 0;
