#!/bin/sh
# Restores a dump, named by the argument, into the empty database of the service. All replicas must be stopped. Everything is
# one transaction: after a failure the database is as empty as before. docs/operations.md explains the consequences.
set -eu
. "$(dirname "$0")/connection.sh"
cd "$BACKUP_DIRECTORY"
# psql does not learn that pg_restore failed. Then the commit is missing, and nothing is kept.
{
  echo "begin;"
  pg_restore --no-owner --no-privileges --file=- "$1"
  cat <<'SQL'
-- The dump leaves it empty.
reset search_path;
-- No replica of before holds the lease, and nothing new gets an id or an epoch of something that is lost.
update leader_lease set epoch = epoch + 1000, holder = null, expires_at = '-infinity';
insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome)
  select coalesce(max(id), 0) + 1000000, '-', gen_random_uuid(), '', now(), '-', 'NOT_A_MESSAGE' from exchange;
-- The replies that were pending in the dump have been sent since.
with pending as (delete from pending_reply returning exchange_id)
  update exchange set withheld = 'DEADLINE_EXCEEDED' from pending where id = exchange_id;
commit;
\echo Backup restored.
SQL
} | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --no-password --output=/dev/null --dbname="$url" | grep -Fx "Backup restored."
