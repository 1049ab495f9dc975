import { entries, type Draft } from './draft';

/** The parts of a rule that are merged as a whole, with the fields of the draft that each has. */
export const PARTS = {
  title: ['title'],
  enabled: ['enabled'],
  priority: ['priority'],
  exact: ['exact'],
  examples: ['examples'],
  keywords: ['keywords'],
  regexes: ['regexes'],
  variants: ['variants'],
  menu: ['menu'],
  validity: ['from', 'until'],
  scope: ['scope'],
  tags: ['tags'],
  handOff: ['handOff'],
} as const satisfies Record<string, readonly (keyof Draft)[]>;

export type Part = keyof typeof PARTS;
export type Side = 'mine' | 'theirs' | 'both';

/** A part that differs between the two versions. */
export interface Difference {
  part: Part;
  /** Whether both have changed it, in different ways. */
  conflict: boolean;
  /** What to take unless somebody decides otherwise: the version that has changed, and one's own in a conflict. */
  side: Side;
  /** Whether the entries of both can be taken together. */
  canTakeBoth: boolean;
}

const LINES: readonly Part[] = ['exact', 'examples', 'regexes'];
const LISTS: readonly Part[] = ['menu', 'tags', 'scope'];

/**
 * Compares two changes of the same rule.
 *
 * @param base what both began with
 */
export function differences(base: Draft, mine: Draft, theirs: Draft): Difference[] {
  return (Object.keys(PARTS) as Part[])
    .filter((part) => !isSame(part, mine, theirs))
    .map((part) => {
      const conflict = !isSame(part, base, mine) && !isSame(part, base, theirs);
      return {
        part,
        conflict,
        side: conflict || isSame(part, base, theirs) ? 'mine' : 'theirs',
        canTakeBoth: conflict && (LINES.includes(part) || LISTS.includes(part)),
      };
    });
}

/** The rule with the chosen version of each part that differs. */
export function merge(mine: Draft, theirs: Draft, choices: Pick<Difference, 'part' | 'side'>[]): Draft {
  const merged = { ...theirs };
  const all = Object.keys(PARTS) as Part[];
  const sides = new Map(choices.map(({ part, side }) => [part, side]));
  for (const part of all) {
    const side = sides.get(part) ?? 'mine';
    for (const field of PARTS[part]) {
      if (side === 'both') {
        Object.assign(merged, { [field]: union(mine[field], theirs[field]) });
      } else if (side === 'mine') {
        Object.assign(merged, { [field]: mine[field] });
      }
    }
  }
  return JSON.parse(JSON.stringify(merged)) as Draft;
}

function isSame(part: Part, one: Draft, other: Draft): boolean {
  return PARTS[part].every((field) => canonical(one[field]) === canonical(other[field]));
}

/** Without differences that do not change the rule. */
function canonical(value: Draft[keyof Draft]): string {
  return typeof value === 'string' ? entries(value).join('\n') : JSON.stringify(value);
}

function union(mine: Draft[keyof Draft], theirs: Draft[keyof Draft]): unknown {
  if (typeof mine === 'string' && typeof theirs === 'string') {
    return [...new Set([...entries(theirs), ...entries(mine)])].join('\n');
  }
  return Array.isArray(mine) && Array.isArray(theirs) ? [...new Set<unknown>([...theirs, ...mine])] : mine;
}
