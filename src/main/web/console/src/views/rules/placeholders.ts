/** What the desk replaces in an answer, with the keys of the texts that explain it. */
export const PLACEHOLDERS = [
  { name: 'order.number', label: 'placeholder_order_number' },
  { name: 'order.status', label: 'placeholder_order_status' },
  { name: 'order.placed', label: 'placeholder_order_placed' },
  { name: 'order.carrier', label: 'placeholder_order_carrier' },
  { name: 'order.tracking', label: 'placeholder_order_tracking' },
  { name: 'hours.next_open', label: 'placeholder_hours_next_open' },
  { name: 'hours.today', label: 'placeholder_hours_today' },
] as const;
