-- One of the five regions of the United Nations' M49; filled from the shipped table at each start. Antarctica has none.
alter table country add region text check (region in ('AFRICA', 'AMERICAS', 'ASIA', 'EUROPE', 'OCEANIA'));
