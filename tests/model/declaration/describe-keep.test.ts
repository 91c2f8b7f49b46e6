import { expect, it } from 'vitest';
import { describeKeep } from '#model/declaration/describe-keep.ts';

it.each([
  ['forever', 'bevaras', 'kept for ever'],
  ['when-obsolete', 'gallras vid inaktualitet', 'purged when obsolete'],
  ['1y', '1 år', '1 year'],
  ['10y', '10 år', '10 years'],
  ['90d', '90 dygn', '90 days'],
])('says %s in words', (keep, sv, en) => {
  expect(describeKeep(keep)).toEqual({ sv, en });
});
