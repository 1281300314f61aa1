-- Figures as the file states them: the portal's have more than three decimals
alter table gdp_figure alter column value type numeric;
alter table gdp_figure add check (value > 0 and value <= 1000000);

-- How an edition came, and how much belongs to it
alter table gdp_edition
  add column layout      text not null default 'OURS',
  add column imported_by text,
  add column economies   integer,
  add column figures     integer;
update gdp_edition e set
  economies = (select count(*) from gdp_economy x where x.edition = e.id),
  figures = (select count(*) from gdp_figure x where x.edition = e.id);
alter table gdp_edition
  alter column layout drop default,
  alter column economies set not null,
  alter column figures set not null;

-- An edition never changes, whoever asks
create function gdp_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'An edition of GDP figures is never changed or deleted';
end $$;
create trigger gdp_edition_is_kept before update or delete or truncate on gdp_edition
    for each statement execute function gdp_is_kept();
create trigger gdp_economy_is_kept before update or delete or truncate on gdp_economy
    for each statement execute function gdp_is_kept();
create trigger gdp_figure_is_kept before update or delete or truncate on gdp_figure
    for each statement execute function gdp_is_kept();

-- nor does anything join it later, and none is there by half
create function gdp_is_whole() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from gdp_edition e where e.id in (select distinct edition from added)
        and ((select count(*) from gdp_economy x where x.edition = e.id) > e.economies
          or (select count(*) from gdp_figure x where x.edition = e.id) > e.figures))
    then
        raise exception 'Nothing is added to an edition of GDP figures that is whole';
    end if;
    return null;
end $$;
create trigger gdp_economy_is_whole after insert on gdp_economy referencing new table as added
    for each statement execute function gdp_is_whole();
create trigger gdp_figure_is_whole after insert on gdp_figure referencing new table as added
    for each statement execute function gdp_is_whole();

create function gdp_edition_is_whole() returns trigger language plpgsql as $$
begin
    if (select count(*) from gdp_economy x where x.edition = new.id) <> new.economies
        or (select count(*) from gdp_figure x where x.edition = new.id) <> new.figures
    then
        raise exception 'The edition % of GDP figures is not whole', new.id;
    end if;
    return null;
end $$;
create constraint trigger gdp_edition_is_whole after insert on gdp_edition
    deferrable initially deferred for each row execute function gdp_edition_is_whole();

-- A file that was read and waits to be taken; what was taken keeps its file
create table gdp_upload (
  sha256      text primary key,
  file_name   text not null,
  content     bytea not null,
  layout      text not null,
  stated      text,              -- the edition that the file names
  named       text,              -- or whoever uploaded it
  named_by    text,
  parsed      jsonb not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  taken_as    text references gdp_edition,
  taken_by    text,
  taken_at    timestamptz,
  check (stated is null or named is null)
);
