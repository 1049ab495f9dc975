-- Only additions: an older version runs on with them.

-- When what had been kept for its time was last deleted. Not null, so that a new database has its first turn later too.
alter table desk_lease add column tidied_at timestamptz not null default now();

-- A refused frame that somebody wants decided again: since when, and what came of it.
alter table rejected_frame
    add column replay_wanted_at timestamptz,
    add column replay_wanted_by text,
    add column replayed_at timestamptz,
    add column replay_outcome text,
    add column replay_reason text,
    add column exchange_id bigint;
create index rejected_frame_waiting on rejected_frame (id) where replay_wanted_at is not null and replayed_at is null;
