import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

/** One measured figure and what it is held against. */
export interface Figure {
  readonly name: string;
  /** Null where it could not be measured here; `how` says why. */
  readonly value: number | null;
  readonly unit: string;
  /** Value that just meets the goal; null where there is none. */
  readonly goal: number | null;
  /** Which way is better than the goal. */
  readonly better: 'low' | 'high';
  /** Null where there is no goal or no value. */
  readonly met: boolean | null;
  readonly how: string;
}

/** A figure, judged: the goal itself is met. */
export function figure(
  name: string,
  value: number | null,
  unit: string,
  goal: number | null,
  how: string,
  better: Figure['better'] = 'low',
): Figure {
  const isMet = (given: number, wanted: number) => (better === 'low' ? given <= wanted : given >= wanted);
  return {
    name,
    value,
    unit,
    goal,
    better,
    met: value === null || goal === null ? null : isMet(value, goal),
    how,
  };
}

/** Prints figures as a table, and writes them with the machine where `--json FILE` says so. */
export function publish(title: string, figures: readonly Figure[]): void {
  const machine = {
    processors: cpus().length,
    processor: cpus()[0]?.model ?? null,
    memoryBytes: totalmem(),
    kernel: `${process.platform} ${release()}`,
    node: process.versions.node,
  };
  const rows = figures.map(({ name, value, unit, goal, better, met, how }) => [
    name,
    value === null ? '–' : `${value} ${unit}`,
    goal === null ? '' : `${better === 'low' ? '≤' : '≥'} ${goal}`,
    met === null ? '' : met ? 'met' : 'MISSED',
    how,
  ]);
  const table = [['figure', 'value', 'goal', '', 'how'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  console.log(`${title} (${machine.processors} × ${machine.processor}, Node ${machine.node})\n`);
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  const { values } = parseArgs({ options: { json: { type: 'string' } }, strict: false });
  if (typeof values.json === 'string') {
    writeFileSync(values.json, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
  }
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Rounded for people: three figures are more than such a measurement is worth. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
