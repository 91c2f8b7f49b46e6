import { describe, expect, it } from 'vitest';
import { noteText, writeNote } from '#model/runs/host-note.ts';

describe('a note of a host', () => {
  it('is written in no language and read in both', () => {
    const written = writeNote({ code: 'step-failed', step: 'upgrade', why: 'exit 100', last: 'E: å ä ö' });
    expect(noteText(written)).toEqual({
      sv: 'Steget upgrade misslyckades (exit 100): E: å ä ö',
      en: 'The step upgrade failed (exit 100): E: å ä ö',
    });
  });

  it('is given back as it is where it is no note, and is never an error', () => {
    expect(noteText('hej å hå')).toEqual({ sv: 'hej å hå', en: 'hej å hå' });
    expect(noteText('toString {"a":1}').sv).toBe('toString {"a":1}');
    expect(() => noteText('step-failed {not json')).not.toThrow();
  });
});
