-- Why the Treasurer chose another edition of the GDP figures than the latest
alter table invoicing_run add column edition_reason text;
