-- What an applicant types into the changes that it is asked for is a draft of that case: found by the case, on any device, and thrown
-- away with the request that it answers.
alter table application_draft add column amends text unique references application;

-- How long answers take is told on every case's page, by the cases that were confirmed last.
create index application_by_confirmation on application (confirmed_at desc) where confirmed_at is not null;
