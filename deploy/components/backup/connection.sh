# Sourced by the other scripts: how to reach the database of the service.
# The URL of the service, with the one parameter that libpq calls differently.
url=$(printf %s "$QUARKUS_DATASOURCE_JDBC_URL" |
  sed -e 's/^jdbc://' -e 's/targetServerType=primary/target_session_attrs=read-write/')
PGUSER=$QUARKUS_DATASOURCE_USERNAME
PGPASSWORD=$(cat "$NIGHTDESK_DATABASE_PASSWORD_FILE")
PGCONNECT_TIMEOUT=10
export PGUSER PGPASSWORD PGCONNECT_TIMEOUT
