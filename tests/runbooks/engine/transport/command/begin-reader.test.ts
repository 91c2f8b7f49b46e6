import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeginReader, parseBeginning } from '#runbooks/engine/transport/command/begin-reader.ts';

const mark = 'grundval-0123456789abcdef0123456789abcdef';

describe('the beginning of a command', () => {
  it('is found wherever the pieces are cut, and what follows is given byte for byte', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.uint8Array({ maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (before, after, sizes) => {
          const whole = Buffer.concat([Buffer.from(`${before}${mark} begun 4711\n`), after]);
          const reader = new BeginReader(mark);
          const own: Buffer[] = [];
          const said: string[] = [];
          for (let at = 0, turn = 0; at < whole.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            const taken = reader.take(whole.subarray(at, at + size));
            own.push(taken.own);
            if (taken.said !== null) said.push(taken.said);
            at += size;
          }
          expect(said).toEqual(['begun 4711']);
          expect(Buffer.concat(own).equals(Buffer.from(after))).toBe(true);
        },
      ),
    );
  });

  it('is read for what it says, and for nothing else', () => {
    expect(parseBeginning('begun 4711')).toEqual({ kind: 'begun', group: 4711 });
    expect(parseBeginning('no-folder')).toEqual({ kind: 'refused', reason: 'no-folder' });
    expect(parseBeginning('begun')).toBeNull();
    expect(parseBeginning('begun -1')).toBeNull();
  });

  it('keeps little of a login shell that prints without end', () => {
    const reader = new BeginReader(mark);
    for (let at = 0; at < 100; at += 1) reader.take(Buffer.alloc(10_000, 'x'));
    expect(reader.before.length).toBeLessThan(50_000);
    expect(reader.take(Buffer.from(`${mark} begun 1\nown`)).own.toString()).toBe('own');
  });

  it('counts each question of sudo once', () => {
    const reader = new BeginReader(mark);
    reader.take(Buffer.from('We trust you. [ask'));
    expect(reader.newPrompts('[ask]')).toBe(0);
    reader.take(Buffer.from(']'));
    expect(reader.newPrompts('[ask]')).toBe(1);
    expect(reader.newPrompts('[ask]')).toBe(0);
    reader.take(Buffer.from('Sorry, try again.\n[ask]'));
    expect(reader.newPrompts('[ask]')).toBe(1);
  });
});
