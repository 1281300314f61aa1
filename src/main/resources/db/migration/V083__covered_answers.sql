-- A signed form on which something lies over an answer is recognised as that.
alter table form_reading drop constraint form_reading_kind_check;
alter table form_reading add constraint form_reading_kind_check
  check (kind in ('UNCHANGED', 'COVERED', 'OTHER_VERSION', 'OTHER_CASE', 'ALTERED', 'SCAN'));
