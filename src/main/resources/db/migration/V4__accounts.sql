-- Who may use the API. A version is never used twice, not even for a name that was deleted and made again.
create sequence account_version;
create table account (
    name text collate "C" primary key check (name ~ '^[a-z0-9._-]{1,64}$'),
    password_hash text not null,
    role text not null check (role in ('viewer', 'editor', 'admin')),
    enabled boolean not null default true,
    version bigint not null default nextval('account_version'),
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now()
);
