import { z } from 'zod';
import type { ChangeStep, ReadStep } from '../../procedure.ts';
import { said } from './said.ts';
import { unexpectedOutput } from './unexpected-output.ts';

/** Name of a unit, which no command takes for an option. */
export const UnitName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9:_.@-]*$/, 'a unit such as `nginx.service`')
  .meta(
    said({
      sv: 'Enhetens namn i systemd',
      en: 'Name of the unit in systemd',
      expected: { sv: 'en enhet som `nginx.service`', en: 'a unit such as `nginx.service`' },
    }),
  );

/** State of one unit of systemd. */
export interface UnitState {
  readonly [key: string]: string | boolean;
  readonly isLoaded: boolean;
  /** `active`, `inactive`, `failed`, `activating` … */
  readonly active: string;
  /** Another one after each start; empty before the first. */
  readonly invocation: string;
}

/** Reads the output of `systemctl show -p LoadState,ActiveState,InvocationID`. */
export function parseUnitState(stdout: string): UnitState {
  const fields = new Map(
    stdout.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1).trim()]];
    }),
  );
  const load = fields.get('LoadState');
  const active = fields.get('ActiveState');
  if (load === undefined || active === undefined) {
    throw unexpectedOutput('systemctl show', stdout, '`LoadState=` and `ActiveState=`');
  }
  return { isLoaded: load === 'loaded', active, invocation: fields.get('InvocationID') ?? '' };
}

/** State of a unit. */
export function unitState(unit: string): ReadStep<UnitState> {
  return {
    command: {
      argv: ['systemctl', 'show', '--property=LoadState,ActiveState,InvocationID', '--', unit],
    },
    parse: ({ stdout }) => parseUnitState(stdout),
  };
}

/** Does the unit run? */
export function isActive(unit: string): ReadStep<boolean> {
  return {
    command: unitState(unit).command,
    parse: ({ stdout }) => parseUnitState(stdout).active === 'active',
  };
}

/** Does the unit not run? */
export function isStopped(unit: string): ReadStep<boolean> {
  return { command: unitState(unit).command, parse: ({ stdout }) => !isRunning(parseUnitState(stdout)) };
}

function isRunning({ active }: UnitState): boolean {
  return (
    active === 'active' || active === 'activating' || active === 'deactivating' || active === 'reloading'
  );
}

/** Does the unit run, and not by the same start as before? */
export function isStartedAnew(unit: string, before: UnitState): ReadStep<boolean> {
  return {
    command: unitState(unit).command,
    parse: ({ stdout }) => {
      const { active, invocation } = parseUnitState(stdout);
      return active === 'active' && invocation !== before.invocation;
    },
  };
}

/** Restarts a unit; done where it runs by another start than before. */
export function restartStep(unit: string, before: UnitState): ChangeStep {
  return {
    command: { argv: ['systemctl', 'restart', '--', unit], asRoot: true },
    timeoutSeconds: 300,
    probe: isStartedAnew(unit, before),
  };
}

/** Stops a unit. */
export function stopStep(unit: string): ChangeStep {
  return {
    command: { argv: ['systemctl', 'stop', '--', unit], asRoot: true },
    timeoutSeconds: 120,
    probe: isStopped(unit),
    undo: { sv: `systemctl start ${unit}`, en: `systemctl start ${unit}` },
  };
}

/** Starts a unit; no harm where it runs already. */
export function startStep(unit: string): ChangeStep {
  return {
    command: { argv: ['systemctl', 'start', '--', unit], asRoot: true },
    timeoutSeconds: 300,
    probe: isActive(unit),
  };
}

/** Lets a unit read its settings anew. */
export function reloadStep(unit: string): ChangeStep {
  return {
    command: { argv: ['systemctl', 'reload-or-restart', '--', unit], asRoot: true },
    timeoutSeconds: 120,
  };
}

/** Names of units that have failed, sorted. */
export const failedUnits: ReadStep<readonly string[]> = {
  command: { argv: ['systemctl', 'list-units', '--failed', '--plain', '--no-legend', '--no-pager'] },
  parse: ({ stdout, code }) => {
    if (code !== 0) throw unexpectedOutput('systemctl list-units --failed', stdout, 'exit 0');
    return parseFailedUnits(stdout);
  },
};

/** Reads `systemctl list-units --failed --plain --no-legend`. */
export function parseFailedUnits(stdout: string): readonly string[] {
  return stdout
    .split('\n')
    .flatMap((line) => line.trim().split(/\s+/).slice(0, 1))
    .filter((name) => name !== '')
    .toSorted();
}

/** Is the system up, and no unit failed that had not before? */
export function noNewFailures(before: readonly string[]): ReadStep<boolean> {
  return {
    command: failedUnits.command,
    parse: ({ stdout, code }) =>
      code === 0 && parseFailedUnits(stdout).every((unit) => before.includes(unit)),
  };
}
