-- Files that the house keeps: signed forms, invoices, resolutions. Written once, never changed.
create table document (
    id           uuid primary key,
    name         text        not null,
    content_type text        not null,
    size         integer     not null,
    sha256       text        not null,
    content      bytea       not null,
    stored_at    timestamptz not null
);
-- PDFs are compressed already: a second try costs time and gains nothing.
alter table document alter column content set storage external;

create function document_is_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'A document is never changed: %', old.id;
end $$;
create trigger document_is_immutable before update on document
    for each row execute function document_is_immutable();

-- One link a purpose and subject. Token and code follow from id and generation under the server's key,
-- so neither is stored: only what recognises them again.
create table personal_link (
    id         uuid primary key,
    purpose    text    not null,
    subject    text    not null,
    generation integer not null,
    unique (purpose, subject)
);
create table personal_link_issue (
    link        uuid        not null references personal_link (id),
    generation  integer     not null,
    token_hash  bytea       not null unique,
    code_hash   bytea       not null unique,
    issued_at   timestamptz not null,
    replaced_at timestamptz,
    primary key (link, generation)
);

-- The outbox. Subject and body are not here: they are written from the bundle when the letter is sent.
create table letter (
    id           bigint generated always as identity primary key,
    natural_key  text        not null unique,
    kind         text        not null,
    about        text,
    recipients   text[]      not null,
    copies       text[]      not null default '{}',
    content      jsonb       not null,
    message_id   text        not null,
    state        text        not null default 'QUEUED' check (state in ('QUEUED', 'SENDING', 'SENT', 'REFUSED')),
    posted_at    timestamptz not null,
    not_before   timestamptz not null,
    attempts     integer     not null default 0,
    node         text,
    since        timestamptz,
    sent_at      timestamptz,
    ambiguous    boolean     not null default false,
    last_error   text,
    refused      text[]      not null default '{}',
    refusal_told boolean     not null default true
);
create index letter_due on letter (not_before, id) where state = 'QUEUED';
create index letter_claimed on letter (since) where state = 'SENDING';
create index letter_about on letter (about, id);
create index letter_sent on letter (sent_at);
create index letter_refused on letter (id) where state = 'REFUSED';
create index letter_untold on letter (id) where not refusal_told;
