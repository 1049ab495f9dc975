#!/bin/sh
# Dumps the database to a new file in BACKUP_DIRECTORY and keeps the newest BACKUP_KEEP files.
set -eu
umask 077
. "$(dirname "$0")/connection.sh"
cd "$BACKUP_DIRECTORY"
rm -f -- *.part

# A dump that waits for a lock would make the statements of the desk wait behind it.
file=nightdesk-$(date -u +%Y%m%dT%H%M%SZ).dump
pg_dump --format=custom --no-owner --no-privileges --lock-wait-timeout=2s --no-password --dbname="$url" --file="$file.part"
# Fails if the file has no readable table of contents.
pg_restore --list "$file.part" >/dev/null
sync "$file.part"
mv -- "$file.part" "$file"

# Only after a success, so that failures never delete the last good dump.
ls -1 nightdesk-*.dump | sort | head -n "-$BACKUP_KEEP" | xargs -r rm -f --
echo "Backup written: file=$file bytes=$(wc -c <"$file")"
