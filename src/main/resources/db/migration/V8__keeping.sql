-- Only additions: an older version runs on with them.

-- When what had been kept for its time was last deleted. Not null, so that a new database has its first turn later too.
alter table desk_lease add column tidied_at timestamptz not null default now();
