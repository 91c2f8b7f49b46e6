import type { Service } from './service.ts';

/** Highest of k, r and t; null = not classified. */
export function levelOf({ classification }: Pick<Service, 'classification'>): number | null {
  return classification === undefined ? null : Math.max(classification.k, classification.r, classification.t);
}
