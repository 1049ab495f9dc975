-- Rules with everything an admin says of them, and what became of each over time.
create sequence faq_rule_version;
alter table faq_rule
    add column valid_from timestamptz,
    add column valid_until timestamptz,
    add column scope jsonb not null default '[]',
    add column tags jsonb not null default '[]',
    add column after_answer text not null default 'NOTHING' check (after_answer in ('NOTHING', 'HAND_OFF')),
    -- Tells one state of a rule from all others; over all rules, so that a rule made again under its key goes on from there.
    add column version bigint not null default nextval('faq_rule_version'),
    add column changed_at timestamptz not null default now(),
    add column changed_by text not null default 'system';

-- An answer may have several variants now.
update faq_rule set answers = jsonb_build_object('variants', jsonb_build_array(answers)) where not answers ? 'variants';

-- What a search reads: the words of admins, without the names of the JSON's fields.
alter table faq_rule add column search text not null generated always as (lower(normalize(
    key || ' ' || title || ' ' || tags::text
    || jsonb_path_query_array(triggers, 'strict $.** ? (@.type() == "string")')::text
    || jsonb_path_query_array(answers, 'strict $.** ? (@.type() == "string")')::text, NFKC))) stored;

create table faq_rule_revision (
    rule_key text not null,
    version bigint not null,
    at timestamptz not null,
    by text not null,
    action text not null check (action in ('CREATED', 'CHANGED', 'DELETED', 'RESTORED', 'IMPORTED')),
    -- The rule as it was from then on; as it was last for a deletion.
    body jsonb not null,
    primary key (rule_key, version)
);

-- Every replica hears of a change when it is committed. Once for each transaction: an import is many statements.
create or replace function faq_changed() returns trigger language plpgsql as $$
begin
    if current_setting('nightdesk.faq_changed', true) is distinct from pg_current_xact_id()::text then
        update faq_version set version = version + 1;
        perform set_config('nightdesk.faq_changed', pg_current_xact_id()::text, true);
        notify faq_changed;
    end if;
    return null;
end $$;

-- What a session remembers of a menu it was offered, of the variants it was told, and of a hand-off.
alter table conversation
    add column handed_off_until timestamptz not null default to_timestamp(0),
    add column menu text not null default '',
    add column turns text not null default '';
