import type { Text } from '../format/text.ts';
import type { Service } from './service.ts';

/** How long information is kept, in words: `10y` → 10 år. */
export function describeKeep(keep: NonNullable<Service['information'][number]['keep']>): Text {
  if (keep === 'forever') return { sv: 'bevaras', en: 'kept for ever' };
  if (keep === 'when-obsolete') return { sv: 'gallras vid inaktualitet', en: 'purged when obsolete' };
  const count = keep.slice(0, -1);
  return keep.endsWith('y')
    ? { sv: `${count} år`, en: count === '1' ? '1 year' : `${count} years` }
    : { sv: `${count} dygn`, en: count === '1' ? '1 day' : `${count} days` };
}
