/** A moment of local time in a zone, such as `2026-11-28T20:00`, as a moment of the API. */
export function instantIn(zone: string, local: string): string {
  const asUtc = Date.parse(`${local}:00Z`);
  // The offset at the moment itself. Two steps suffice: the first is wrong only within hours of a change of clocks.
  const guess = asUtc - offsetAt(zone, asUtc);
  return new Date(asUtc - offsetAt(zone, guess)).toISOString();
}

/** The local time of a moment in a zone, such as `2026-11-28T20:00`. */
export function localIn(zone: string, moment: Date): string {
  return new Date(moment.getTime() + offsetAt(zone, moment.getTime())).toISOString().slice(0, 16);
}

/** The milliseconds by which the clocks of a zone are ahead of UTC. */
function offsetAt(zone: string, time: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(time);
  const value = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const local = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'));
  return local - Math.floor(time / 1000) * 1000;
}
