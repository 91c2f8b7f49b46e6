import { describe, expect, it } from 'vitest';
import { matchText } from '#agents/collector/figures/text-match.ts';

describe('what somebody seeks', () => {
  it('is found in any of the texts, in whatever case, also in Swedish letters', () => {
    const fits = matchText('ÅÄ');
    expect(fits(null, undefined, 'kåäck')).toBe(true);
    expect(fits('kaack', null)).toBe(false);
    expect(fits()).toBe(false);
  });

  it('is found everywhere where nothing is sought, even where there is no text', () => {
    expect(matchText('')(null)).toBe(true);
  });
});
