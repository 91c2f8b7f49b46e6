import { readFile } from 'node:fs/promises';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

/** Adds up vitest's JSON results and ends with one line for whoever reads the log. */
const all = await Promise.all(
  process.argv.slice(2).map(async (path) => JSON.parse(await readFile(path, 'utf8')) as Results),
);
const sum = (key: keyof Results) => all.reduce((total, results) => total + results[key], 0);
console.log(
  `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed, ${sum('numPendingTests')} skipped`,
);
if (sum('numPassedTests') === 0) process.exitCode = 1;
