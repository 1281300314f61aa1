-- A new release may deploy the same chart under a new version: what was confirmed is the chart, not its number
alter table chart_confirmation add column fingerprint text not null default '';
create index chart_confirmation_by_fingerprint on chart_confirmation (fee_year, chart, fingerprint);
