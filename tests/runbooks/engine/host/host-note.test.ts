import { expect, test } from 'vitest';
import { type HostNote, noteText, writeNote } from '#runbooks/engine/host/host-note.ts';

test('a note is read back in both languages', () => {
  const note: HostNote = { code: 'step-failed', step: 'upgrade', why: 'exit 100', last: 'E: låst' };
  expect(writeNote(note)).toBe('step-failed {"step":"upgrade","why":"exit 100","last":"E: låst"}');
  expect(noteText(writeNote(note))).toEqual({
    sv: 'Steget upgrade misslyckades (exit 100): E: låst',
    en: 'The step upgrade failed (exit 100): E: låst',
  });
  expect(noteText(writeNote({ code: 'nothing-left' })).sv).toBe('Inget att ändra.');
});

test('a text that is no note is shown as it is', () => {
  expect(noteText('skriven för hand')).toEqual({ sv: 'skriven för hand', en: 'skriven för hand' });
  expect(noteText('toString')).toEqual({ sv: 'toString', en: 'toString' });
});
