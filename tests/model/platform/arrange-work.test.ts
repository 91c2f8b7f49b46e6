import { describe, expect, it } from 'vitest';
import { arrangeWork, countWork, whoKey } from '#model/platform/arrange-work.ts';
import type { LastVerification, Responsible, WorkItem, WorkSubject } from '#model/platform/work-order.ts';

const unit: Responsible = { kind: 'unit', id: 'it', name: 'IT-enheten' };
const supplier: Responsible = { kind: 'supplier', id: 'cgi', name: 'CGI' };
const open: LastVerification = { status: 'not-verified', reason: { sv: 'x', en: 'x' } };

function item(
  key: string,
  kind: WorkSubject['kind'],
  id: string,
  who: readonly Responsible[],
  last: LastVerification = open,
): WorkItem {
  const text = { sv: key, en: key };
  return {
    key,
    kind: 'ServerGroup',
    subject: { kind, id, name: id },
    what: text,
    where: text,
    why: { requirements: [], controls: [], decisions: [], at: [] },
    who,
    verification: { method: 'manual', how: text },
    last,
  };
}

describe('a work order', () => {
  it('is arranged by who does it, nobody last, and from the site down to the server', () => {
    const arranged = arrangeWork([
      item('a', 'server', 'a/app/1', [unit]),
      item('b', 'site', 'hall', []),
      item('c', 'site', 'hall', [unit]),
      item('d', 'service', 'a', [unit, supplier]),
      item('e', 'zone', 'adm', [unit]),
      item('f', 'server', 'a/app/1', [unit]),
      item('g', 'service', 'z', [unit]),
    ]);
    expect(
      arranged.map(({ who, subjects }) => [
        whoKey({ who }),
        subjects.map(({ subject, items }) => `${subject.id} ${items.map(({ key }) => key).join('')}`),
      ]),
    ).toEqual([
      ['unit:it', ['hall c', 'adm e', 'z g', 'a/app/1 af']],
      ['unit:it+supplier:cgi', ['a d']],
      ['', ['hall b']],
    ]);
  });

  it('is counted by state, each of them even where none stands in it', () => {
    const seen = { at: new Date(0), by: { sv: 'x', en: 'x' }, seen: { sv: 'x', en: 'x' } };
    expect(
      countWork([
        item('a', 'site', 'hall', [], { status: 'deviates', ...seen }),
        item('b', 'site', 'hall', []),
        item('c', 'site', 'hall', []),
      ]),
    ).toEqual({ verified: 0, deviates: 1, 'not-verified': 2 });
  });
});
