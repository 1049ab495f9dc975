-- Which replies are still on their way is a table of its own. As a column of the exchange, its change from PENDING to SENT
-- wrote the whole row and all its index entries a second time, for every frame.
lock table exchange in access exclusive mode;

create table pending_reply (
    exchange_id bigint primary key
);
insert into pending_reply select id from exchange where reply_state = 'PENDING';

alter table exchange add column withheld text;
update exchange set withheld = reply_reason where reply_state = 'WITHHELD';
drop index exchange_pending;
alter table exchange drop column reply_state, drop column reply_reason, drop column reply_settled_at;
alter table exchange add check ((reply_id is null) = (reply_bytes is null) and (withheld is null or reply_id is not null));

create view reply as
select e.id as exchange_id, e.customer_uid, e.reply_id,
    case when p.exchange_id is not null then 'PENDING' when e.withheld is not null then 'WITHHELD' else 'SENT' end as state,
    e.withheld as reason
from exchange e left join pending_reply p on p.exchange_id = e.id
where e.reply_id is not null;
