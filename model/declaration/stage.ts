import type { Service } from './service.ts';

type Staged = Pick<Service, 'stage'>;

/** Is the service more than a proposal? Only then is anything built for it, and judged. */
export function isBuilt({ stage }: Staged): boolean {
  return stage !== 'proposed';
}

/** Is the service there already, so that somebody depends on it today? */
export function isStanding({ stage }: Staged): boolean {
  return stage === 'in-use' || stage === 'retiring';
}
