-- Tells one state of an order from all others, whoever changes it: the API, a bulk, or a statement by hand.
create sequence customer_order_version;
alter table customer_order add column version bigint not null default nextval('customer_order_version');

create function customer_order_changed() returns trigger language plpgsql as $$
begin
    new.version := nextval('customer_order_version');
    return new;
end $$;
create trigger customer_order_changed before update on customer_order
    for each row execute function customer_order_changed();

-- What lists of all orders go by, the newest first.
create index customer_order_placed on customer_order (placed_at desc, number);
