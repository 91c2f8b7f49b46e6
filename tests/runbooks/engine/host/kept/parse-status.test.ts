import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfStep } from '#runbooks/engine/host/kept/end-of-step.ts';
import { parseStatus, type StepState } from '#runbooks/engine/host/kept/parse-status.ts';
import { launchCommand, statusCommand, stopCommand } from '#runbooks/engine/host/kept/script-command.ts';

interface Answer {
  readonly state?: StepState;
  readonly exit?: string;
  readonly refused?: string;
  readonly stopped?: string;
  readonly stdout?: Uint8Array;
}

function answer({
  state = 'ended',
  exit = '-',
  refused = '-',
  stopped = 'no',
  stdout = new Uint8Array(),
}: Answer) {
  const base64 = Buffer.from(stdout)
    .toString('base64')
    .replace(/(.{76})/g, '$1\n');
  return [
    'grundval-status',
    `state ${state}`,
    'mode unit',
    'waited 15',
    `exit ${exit}`,
    `refused ${refused}`,
    `stopped ${stopped}`,
    'cut no',
    `stdout size ${stdout.length}`,
    ...(base64 === '' ? [] : [base64]),
    'stderr size 0',
    'end',
    '',
  ].join('\n');
}
const endOf = (parts: Answer) => {
  const status = parseStatus(answer(parts));
  return status === null ? 'no answer' : endOfStep(status);
};

describe('what a host says of a step', () => {
  it.each([
    ['success exited 0 0', { kind: 'exit', code: 0 }],
    ['exit-code exited 7 7', { kind: 'exit', code: 7 }],
    ['signal killed TERM -', { kind: 'signal', signal: 'SIGTERM' }],
    ['core-dump dumped ABRT -', { kind: 'signal', signal: 'SIGABRT' }],
    ['oom-kill killed KILL -', { kind: 'signal', signal: 'SIGKILL' }],
    ['timeout killed TERM -', { kind: 'timeout', stopped: true }],
    ['timeout exited 143 143', { kind: 'timeout', stopped: true }],
  ])('ends as the record says: %s', (exit, expected) => {
    expect(endOf({ exit })).toEqual(expected);
  });

  it.each([
    ['no result at all', '-'],
    ['a result without a code or a signal', 'resources - - -'],
    ['half a line', 'success exited'],
  ])('is gone, and never success, with %s', (_, exit) => {
    expect(endOf({ exit })).toMatchObject({ kind: 'gone' });
  });

  it('was stopped, whatever the program made of being told to stop', () => {
    expect(endOf({ exit: 'success exited 0 0', stopped: 'yes' })).toEqual({
      kind: 'cancelled',
      stopped: true,
    });
  });

  it('runs on while nothing says otherwise, and may run where only its group is looked for', () => {
    expect(endOf({ state: 'running' })).toBeNull();
    expect(endOf({ state: 'asked' })).toBeNull();
    expect(endOf({ state: 'never' })).toEqual({ kind: 'never-begun' });
    expect(endOf({ state: 'no-unit' })).toMatchObject({ kind: 'gone', mayRun: false });
    expect(endOf({ state: 'restarted' })).toMatchObject({ kind: 'gone', mayRun: false });
    expect(endOf({ state: 'no-group' })).toMatchObject({ kind: 'gone', mayRun: true });
  });

  it('reads through what a login shell says first, and CRLF', () => {
    const text = `Välkommen!\nend\n${answer({ exit: 'success exited 0 0' })}`;
    expect(parseStatus(text)?.exit?.code).toBe(0);
    expect(parseStatus(text.replaceAll('\n', '\r\n'))?.exit?.code).toBe(0);
  });

  it('gives back any output, and takes no part of an answer for a whole one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), (stdout, at) => {
        const text = answer({ stdout, exit: 'success exited 0 0' });
        expect(parseStatus(text)?.stdout).toEqual({ size: stdout.length, bytes: Buffer.from(stdout) });
        expect(parseStatus(text.slice(0, at % (text.length - 4)))).toBeNull();
      }),
    );
  });

  it('never throws, and never makes an end of noise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        expect(parseStatus(noise)).toBeNull();
        const status = parseStatus(`grundval-status\n${noise}\nend\n`);
        if (status !== null) expect(endOfStep(status)).not.toMatchObject({ kind: 'exit', code: 0 });
      }),
    );
  });
});

describe('the commands of a step', () => {
  const step = { unit: 'grundval-k1-upgrade-0123456789ab', timeoutSeconds: 60 };

  it('vary in their arguments only: the scripts are the same whatever is declared', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'))), (args) => {
        const { argv } = launchCommand({ ...step, command: { argv: ['prog', ...args], asRoot: true } });
        const plain = launchCommand({ ...step, command: { argv: ['prog'], asRoot: true } }).argv;
        expect(argv.slice(0, plain.length)).toEqual(plain);
        expect(argv.slice(plain.length)).toEqual(args);
      }),
    );
  });

  it('are run as the step is, so that its record is found', () => {
    const command = { argv: ['true'], asRoot: true } as const;
    expect(launchCommand({ ...step, command }).asRoot).toBe(true);
    const limits = { maxBytes: 1, waitSeconds: 1 };
    expect(statusCommand({ ...step, command }, { stdout: 0, stderr: 0 }, limits).asRoot).toBe(true);
    expect(stopCommand(step.unit, true).asRoot).toBe(true);
  });

  it.each([
    ['a unit of another form', { unit: 'a/../b' }],
    ['a unit that is too long', { unit: 'a'.repeat(121) }],
    ['a program that reads as an option', { command: { argv: ['-x'] as [string] } }],
    ['a variable that is no variable', { command: { argv: ['x'] as [string], environment: { 'A;B': '1' } } }],
    ['a NUL character', { command: { argv: ['x', 'a\0b'] as [string, string] } }],
  ])('refuse %s', (_, bad) => {
    expect(() => launchCommand({ command: { argv: ['true'] }, ...step, ...bad })).toThrow(
      expect.objectContaining({ code: 'runbooks/bad-step' }),
    );
  });
});
