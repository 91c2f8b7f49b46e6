import { expect, it } from 'vitest';
import { findUnit, indexUnits } from '#agents/collector/store/find-unit.ts';

const units = indexUnits([
  { id: 'vard-och-omsorg', name: 'Vård och omsorg' },
  { id: 'barn-och-utbildning', name: 'Barn och utbildning' },
  { id: 'norra-skolan', name: 'Norra skolan' },
]);

it.each([
  ['Vård och omsorg', 'vard-och-omsorg'],
  [' VÅRD  och omsorg ', 'vard-och-omsorg'],
  ['norra-skolan', 'norra-skolan'],
  ['/Barn och utbildning/Norra skolan', 'norra-skolan'],
  ['/Barn och utbildning/Södra skolan', 'barn-och-utbildning'],
  ['Vård', null],
  [null, null],
])('the unit that "%s" names is %s', (text, unit) => {
  expect(findUnit(text, units)).toBe(unit);
});
