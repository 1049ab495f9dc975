-- What people read of the exchanges. Every index costs the desk when it stores a frame, so there are two and no more; the
-- newest exchanges come by the primary key, and everything else is looked for within a time.

-- A time, for lists, reports and purges. Rows come in the order of time, so ranges of blocks will do: a frame costs nothing,
-- where a B-tree would be written for each.
create index exchange_received_at on exchange using brin (received_at) with (autosummarize = on);

-- One customer's, for whoever looks into a complaint, exports or erases: without it each of them reads the whole table.
create index exchange_customer on exchange (customer_uid, id);
