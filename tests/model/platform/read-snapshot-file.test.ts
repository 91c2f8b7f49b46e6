import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseSnapshot, readSnapshotFile } from '#model/platform/read-snapshot-file.ts';
import { takeSnapshot } from '#model/platform/snapshot.ts';
import { planForSnapshot } from '#stacks/targets/plan-for-snapshot.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';

const declaration = buildDeclaration({ services: [buildService({ id: 'wiki' })] });
const snapshot = {
  ...takeSnapshot(
    { declaration, sources: { 'grundval.yaml': 'å ä ö' } },
    planForSnapshot(declaration),
    new Date('2026-11-24T01:00:00Z'),
    '0.1.0',
  ),
  environment: 'produktion',
  results: [],
};
const text = JSON.stringify(snapshot);

describe('a snapshot file', () => {
  it('is read as it was written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grundval-snapshot-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 's.json'), text);
    const read = await readSnapshotFile(join(folder, 's.json'));
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(text));
    expect(read.takenAt).toEqual(snapshot.takenAt);
    await expect(readSnapshotFile(join(folder, 'none.json'))).rejects.toMatchObject({
      code: 'snapshot/missing',
      hint: expect.stringContaining('grundval check'),
    });
  });

  it('is refused where anything that is planned from was edited', () => {
    const parts = ['declaration', 'plan', 'sources', 'workOrders'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.string(), (part, word) => {
        const edited = { ...snapshot, [part]: addTo(snapshot[part], word) };
        expect(() => parseSnapshot(JSON.stringify(edited), 's.json')).toThrow(
          expect.objectContaining({ code: 'snapshot/changed' }),
        );
      }),
    );
  });

  it.each(['', '{', '[]', '{}', text.replace('"schemaVersion":1', '"schemaVersion":2')])(
    'that is none is refused, and told why: %#',
    (wrong) => {
      expect(() => parseSnapshot(wrong, 's.json')).toThrow(
        expect.objectContaining({ code: 'snapshot/unreadable' }),
      );
    },
  );
});

function addTo(value: unknown, word: string): unknown {
  return Array.isArray(value) ? [...value, word] : { ...(value as object), [`x${word}`]: word };
}
