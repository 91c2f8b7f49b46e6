import { GrundvalError } from '#model/error.ts';
import type { RemoteCommand } from '../../transport/transport.ts';
import type { StepRequest } from '../step-runner.ts';
import { launchScript } from './launch-script.ts';
import { recordFolder } from './record-folder.ts';
import { statusScript } from './status-script.ts';
import { stepScript } from './step-script.ts';
import { stopScript } from './stop-script.ts';

/** How far the output of a step has been read, in bytes. */
export interface OutputPlace {
  readonly stdout: number;
  readonly stderr: number;
}

const unitPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The command that begins a step. The scripts are fixed; what varies is only ever an argument of theirs.
 *
 * @throws `runbooks/bad-step` for a name that is not `unitName`'s, a variable or a program that a shell reads as something else.
 */
export function launchCommand({ unit, command, timeoutSeconds }: StepRequest): RemoteCommand {
  const environment = Object.entries(command.environment ?? {});
  const [program] = command.argv;
  for (const [name] of environment) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw badStep('a variable', name, 'letters, digits and _');
  }
  if (program === '' || program.startsWith('-')) throw badStep('a program', program, 'a name or a path');
  const values = [command.folder ?? '', ...environment.map(([, value]) => value), ...command.argv];
  const broken = values.find((value) => value.includes('\0'));
  if (broken !== undefined) throw badStep('a value', JSON.stringify(broken), 'no NUL character');
  return asSame(
    command,
    [
      launchScript,
      'grundval-launch',
      checkUnit(unit),
      String(Math.max(1, Math.ceil(timeoutSeconds))),
      String(command.stdin?.byteLength ?? 0),
      recordFolder,
      stepScript,
      command.folder ?? '',
      String(Math.max(1, Math.ceil(timeoutSeconds))),
      String(environment.length),
      ...environment.map(([name, value]) => `${name}=${value}`),
      ...command.argv,
    ],
    command.stdin,
  );
}

/** The command that tells how a step is, at the latest after so many seconds, and gives at most so many bytes of each stream. */
export function statusCommand(
  { unit, command }: Pick<StepRequest, 'unit' | 'command'>,
  from: OutputPlace,
  { maxBytes, waitSeconds }: { readonly maxBytes: number; readonly waitSeconds: number },
): RemoteCommand {
  return asSame(command, [
    statusScript,
    'grundval-status',
    checkUnit(unit),
    String(from.stdout),
    String(from.stderr),
    String(maxBytes),
    String(waitSeconds * 10),
    recordFolder,
  ]);
}

/** The command that stops a step: of the user who is logged in, or of root. */
export function stopCommand(unit: string, asRoot: boolean): RemoteCommand {
  return asSame({ asRoot }, [stopScript, 'grundval-stop', checkUnit(unit), recordFolder]);
}

/** As root where the step is, so that its record is found where it was put. */
function asSame(
  { asRoot }: Pick<RemoteCommand, 'asRoot'>,
  parts: readonly string[],
  stdin?: Uint8Array,
): RemoteCommand {
  return {
    argv: ['/bin/sh', '-c', ...parts],
    ...(asRoot === undefined ? {} : { asRoot }),
    ...(stdin === undefined ? {} : { stdin }),
  };
}

function checkUnit(unit: string): string {
  if (unit.length > 120 || !unitPattern.test(unit)) {
    throw badStep('a unit', unit, 'lower-case letters, digits and single hyphens, at most 120');
  }
  return unit;
}

function badStep(what: string, got: string, expected: string): GrundvalError {
  return new GrundvalError('runbooks/bad-step', `A step has ${what} \`${got}\`; expected ${expected}.`);
}
