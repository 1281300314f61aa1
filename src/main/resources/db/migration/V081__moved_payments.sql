-- What had come in for a credited invoice counts for the one that took its place
alter table payment add column moved_from bigint unique references payment;
