import { describe, expect, it } from 'vitest';
import { modelName } from '#agents/collector/views/devices/model-name.ts';

describe('the name of a model', () => {
  it.each([
    ['HP', 'HP EliteBook 840', 'HP EliteBook 840'],
    ['LENOVO', 'Lenovo', 'Lenovo'],
    ['HP', 'HPE ProLiant', 'HP HPE ProLiant'],
    ['Ricoh', 'IM C3010', 'Ricoh IM C3010'],
    ['Apple', null, 'Apple'],
    [null, 'iPad', 'iPad'],
    [null, null, null],
  ])('made of %s and %s is %s', (manufacturer, model, expected) => {
    expect(modelName({ manufacturer, model })).toBe(expected);
  });
});
