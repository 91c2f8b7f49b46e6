import { expect, it } from 'vitest';
import { mistakesWith, serviceWith } from './small-declaration.ts';

const service = 'services/arkiv.yaml';

it('finds a task with two runbooks, one with none and one with both kinds', async () => {
  expect(
    await mistakesWith(
      serviceWith(
        'procedures:',
        '  - { task: restore, reference: KS 1 }',
        '  - { task: restore, procedure: restore }',
        '  - { task: patch }',
        '  - { task: failover, reference: KS 2, procedure: failover }',
      ),
    ),
  ).toEqual([
    `${service}:12:7 procedures[1].task: found "restore" a second time, expected each task with a runbook once`,
    `${service}:13:5 procedures[2]: found a task without a runbook, expected either \`reference\` or \`procedure\``,
    `${service}:14:5 procedures[3]: found both a document and a procedure, expected either \`reference\` or \`procedure\``,
  ]);
});

it.each(['forever', 'when-obsolete', '90d', '10y'])('takes information kept for %s', async (keep) => {
  expect(
    await mistakesWith(serviceWith(`information: [{ type: akt, personalData: none, keep: ${keep} }]`)),
  ).toEqual([]);
});

it('finds information kept for a span nobody knows', async () => {
  expect(
    await mistakesWith(serviceWith('information: [{ type: akt, personalData: none, keep: länge }]')),
  ).toEqual([
    expect.stringMatching(
      /information\[0\]\.keep: found "länge", expected `forever`, `when-obsolete`, or a span/,
    ),
  ]);
});
