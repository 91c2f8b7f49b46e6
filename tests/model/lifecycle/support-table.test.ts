import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { supportTable } from '#model/lifecycle/support-table.ts';

const Day = z.iso.date();
const Table = z.strictObject({
  read: Day,
  credit: z.string().includes('MIT'),
  products: z.array(
    z.strictObject({
      product: z.string().regex(/^[a-z][a-z0-9-]*$/),
      name: z.string().min(1),
      source: z.url(),
      announcesEnds: z.boolean(),
      extended: z.strictObject({ id: z.string(), name: z.string(), contract: z.boolean() }).optional(),
      cycles: z
        .array(
          z.strictObject({
            cycle: z.string().regex(/^[a-z0-9.-]+$/),
            name: z.string().optional(),
            edition: z.enum(['enterprise', 'pro', 'ltsc', 'iot-ltsc']).optional(),
            build: z
              .string()
              .regex(/^\d{4,5}$/)
              .optional(),
            active: Day.optional(),
            security: Day.nullable(),
            extended: Day.optional(),
          }),
        )
        .min(1),
    }),
  ),
});

describe('the table of support ends', () => {
  it('has the form it says', () => {
    expect(Table.parse(supportTable)).toEqual(supportTable);
  });

  it('names each product and each of its cycles once', () => {
    const products = supportTable.products.map(({ product }) => product);
    expect(new Set(products).size).toBe(products.length);
    for (const { cycles } of supportTable.products) {
      expect(new Set(cycles.map(({ cycle }) => cycle)).size).toBe(cycles.length);
    }
  });

  it('ends active support no later than security support, and extended support last', () => {
    for (const { product, cycles } of supportTable.products) {
      for (const { cycle, active, security, extended } of cycles) {
        const days = [active, security ?? undefined, extended].filter((day) => day !== undefined);
        expect([product, cycle, ...days]).toEqual([product, cycle, ...days.toSorted()]);
      }
    }
  });

  it('names the extended support wherever a cycle has an end of it', () => {
    for (const { extended, cycles } of supportTable.products) {
      if (cycles.some((cycle) => cycle.extended !== undefined)) expect(extended).toBeDefined();
    }
  });
});

const collection = new URL('../../../../shared/data/eol/endoflife.json', import.meta.url);

describe.skipIf(!existsSync(collection))(
  'the table of support ends, compared with ../shared/data/eol/endoflife.json (skipped where that file is absent)',
  () => {
    it('gives the same day for every cycle', () => {
      const source = JSON.parse(readFileSync(collection, 'utf8')) as {
        commitDate: string;
        products: { product: string; releases: Record<string, unknown>[] }[];
      };
      const asDay = (value: unknown) => (typeof value === 'string' ? value : undefined);
      expect(source.commitDate.slice(0, 10)).toBe(supportTable.read);
      for (const { product, cycles } of supportTable.products) {
        const releases = source.products.find((other) => other.product === product)?.releases ?? [];
        for (const { cycle, active, security, extended, build } of cycles) {
          const release = releases.find((other) => other['cycle'] === cycle);
          expect({ product, cycle, active, security: security ?? undefined }).toEqual({
            product,
            cycle,
            active: asDay(release?.['eoas']),
            security: asDay(release?.['eol']),
          });
          if (security === null) expect([product, cycle, release?.['eol']]).toEqual([product, cycle, false]);
          if (extended !== undefined) expect(extended).toBe(release?.['eoes']);
          if (build !== undefined) expect(String(release?.['latest'])).toContain(`.${build}`);
        }
      }
    });
  },
);
