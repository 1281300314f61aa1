-- Wrong codes and passwords of the last minutes; the key is a hash, so that no account or address is kept here
create table wrong_try (
    id       bigint generated always as identity primary key,
    key_hash char(64) not null,
    wrong    boolean not null,
    tried_at timestamptz not null
);
create index wrong_try_key on wrong_try (key_hash, tried_at);
create index wrong_try_age on wrong_try (tried_at);
