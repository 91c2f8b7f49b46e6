import { describe, expect, it } from 'vitest';
import { html } from '#agents/collector/views/html.ts';
import { prose } from '#agents/collector/views/parts/prose.ts';
import { barShares } from '#agents/collector/views/parts/status.ts';
import { speak, type Value } from '#agents/collector/views/words.ts';

const words = {
  title: { sv: 'Enheter', en: 'Devices' },
  device: { sv: { one: 'enhet', other: 'enheter' }, en: { one: 'device', other: 'devices' } },
  of: (part: Value, whole: Value) => ({ sv: `${part} av ${whole}`, en: `${part} of ${whole}` }),
};

describe('speak', () => {
  it('picks one language of texts, counted words and sentences', () => {
    const sv = speak(words, 'sv');
    const en = speak(words, 'en');
    expect([sv.title, en.title]).toEqual(['Enheter', 'Devices']);
    expect([sv.device(1), en.device(2)]).toEqual(['1\u00a0enhet', '2\u00a0devices']);
    expect([sv.of(3, 'alla'), en.of(3, 'all')]).toEqual(['3 av alla', '3 of all']);
  });

  it('writes numbers within a sentence as the language writes them', () => {
    expect(speak(words, 'sv').of(1234, 56_789)).toBe('1\u202f234 av 56\u202f789');
  });
});

describe('html', () => {
  it('escapes what is put in, and leaves out what is not there', async () => {
    const name = `<b title="x">&'</b>`;
    expect(String(await html`<p>${name}${null}${undefined}${false}${0}</p>`)).toBe(
      '<p>&lt;b title=&quot;x&quot;&gt;&amp;&#39;&lt;/b&gt;0</p>',
    );
  });

  it('takes markup made by itself as it is', async () => {
    expect(String(await html`<ul>${['a', '<'].map((item) => html`<li>${item}</li>`)}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;</li></ul>',
    );
  });
});

describe('prose', () => {
  it('sets what stands between backticks as code, and escapes all of it', async () => {
    expect(String(await prose('skriv `<owner>` i filen'))).toBe('skriv <code>&lt;owner&gt;</code> i filen');
  });
});

describe('barShares', () => {
  it('adds up to the whole and lets nothing that occurs vanish', () => {
    const shares = barShares([100_000, 1, 0]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100);
    expect(Math.min(...shares)).toBeGreaterThan(1);
    expect(barShares([0, 0])).toEqual([]);
  });
});
