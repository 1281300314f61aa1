-- What a line says against the member's fee of the year before, found when the fees are assessed and frozen with them;
-- null where there is nothing to compare
alter table invoicing_run_line
  add column difference     text check (difference in ('NEW', 'UNBILLED', 'LEFT', 'UNTOLD', 'BAND', 'FEE', 'SAME')),
  add column before_amount  numeric(12, 2),
  add column before_invoice text,
  -- what the approver should look at, although it keeps nothing from being invoiced
  add column flags          text[] not null default '{}';

-- The safety bounds that the run was measured by, in percent; and what was approved, which the closing report must add up to
alter table invoicing_run
  add column total_bound       integer,
  add column fee_bound         integer,
  add column approved_invoices integer,
  add column approved_sum      numeric(14, 2);
