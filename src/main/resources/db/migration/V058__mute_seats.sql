-- When the Secretariat got its task about a seat without an address; a sweep tells again until it has.
alter table roll_seat add column mute_told_at timestamptz;
