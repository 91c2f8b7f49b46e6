import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, RemoteCommand, Transport } from '#runbooks/engine/transport/transport.ts';
import { hasSshd, makeKey, startTestSshd, type TestSshd } from './test-sshd.ts';
import { fileIn, gather, hopOf, hostOf, mustConnect, mustFail, transportKinds } from './transport-kinds.ts';

const isGone = (pid: number) => {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
};

describe.skipIf(!hasSshd).each(transportKinds)(
  '$name against a real sshd (Debian openssh-server)',
  ({ create, tellsSignals }) => {
    let sshd: TestSshd;
    let transport: Transport;
    let connection: Connection;
    const run = (command: RemoteCommand, options = {}) =>
      gather((runOptions) => connection.run(command, runOptions), options);

    beforeAll(async () => {
      sshd = await startTestSshd();
      transport = await create({ keyFile: sshd.keyFile });
      connection = await mustConnect(transport, hostOf(sshd));
    });
    afterAll(async () => {
      await transport?.close();
      await sshd?.stop();
    });

    describe('a command', () => {
      it('gives its output and its exit status', async () => {
        expect(await run({ argv: ['printf', 'one\\ntwo'] })).toEqual({
          end: { kind: 'exit', code: 0 },
          stdout: 'one\ntwo',
          stderr: '',
        });
      });

      it('with another exit status than 0 is no success, whichever it is (defect 5)', async () => {
        for (const code of [1, 7, 97, 126, 127, 254, 255]) {
          expect((await run({ argv: ['sh', '-c', `exit ${code}`] })).end).toEqual({ kind: 'exit', code });
        }
      });

      it('that writes to the error stream and ends with 0 is a success (defect 5)', async () => {
        expect(await run({ argv: ['sh', '-c', 'echo warning >&2'] })).toEqual({
          end: { kind: 'exit', code: 0 },
          stdout: '',
          stderr: 'warning\n',
        });
      });

      it('that a signal ends has no exit status', async () => {
        expect((await run({ argv: ['sh', '-c', 'kill -KILL $$'] })).end.kind).toBe(
          tellsSignals ? 'signal' : 'lost',
        );
      });

      it('gets each argument as it is (defect 12)', async () => {
        const words = [
          "it's",
          '$HOME',
          '`id`',
          'a  b',
          '',
          '-n',
          'å ä ö',
          'line\nline',
          '\\',
          '"',
          '!',
          '*',
          '#',
          '~',
        ];
        const { stdout } = await run({ argv: ['printf', '[%s]', ...words] });
        expect(stdout).toBe(words.map((word) => `[${word}]`).join(''));
      });

      it('gets its input, and the end of it', async () => {
        const stdin = Buffer.from('å ä ö\n'.repeat(50_000));
        const { stdout } = await run({ argv: ['wc', '-c'], stdin });
        expect(stdout.trim()).toBe(String(stdin.length));
      });

      it('without input meets its end at once', async () => {
        expect(await run({ argv: ['cat'] })).toMatchObject({ end: { kind: 'exit', code: 0 }, stdout: '' });
      });

      it('gets its environment, and the language that all hosts have', async () => {
        const { stdout } = await run({
          argv: ['sh', '-c', 'echo "$LC_ALL $ONE"'],
          environment: { ONE: "it's $HOME" },
        });
        expect(stdout).toBe("C.UTF-8 it's $HOME\n");
      });

      it('runs in its folder', async () => {
        const folder = fileIn(sshd.folder, "a 'folder'");
        mkdirSync(folder, { recursive: true });
        expect((await run({ argv: ['pwd'], folder })).stdout).toBe(`${folder}\n`);
      });

      it('whose folder is not there is refused, and nothing is run (defect 4)', async () => {
        const file = fileIn(sshd.folder, 'was-run');
        const { end } = await run({ argv: ['touch', file], folder: '/no/such/folder' });
        expect(end).toMatchObject({ kind: 'refused', reason: 'no-folder' });
        expect(existsSync(file)).toBe(false);
      });

      it('that is not there is refused', async () => {
        expect((await run({ argv: ['no-such-program'] })).end).toMatchObject({
          kind: 'refused',
          reason: 'no-program',
        });
      });

      it('that no host could be given is a mistake of the caller', async () => {
        await expect(run({ argv: ['true'], environment: { 'A B': '1' } })).rejects.toThrow(
          /name of a variable/,
        );
        await expect(run({ argv: ['a\0b'] })).rejects.toThrow(/NUL/);
      });

      it('is not mixed with what a login shell prints before it', async () => {
        writeFileSync(
          fileIn(sshd.folder, '.bashrc'),
          'echo "Välkommen"; echo "grundval-0 begun 1"; echo "Obs" >&2\n',
        );
        const result = await run({ argv: ['sh', '-c', 'echo own; echo own >&2'] });
        rmSync(fileIn(sshd.folder, '.bashrc'));
        expect(result).toMatchObject({ stdout: 'own\n', stderr: 'own\n' });
      });
    });

    describe('output', () => {
      it('is whole characters only, wherever the pieces are cut (defect 8)', async () => {
        const text = 'Räksmörgås på Öland, ÅÄÖ. '.repeat(40_000);
        const file = fileIn(sshd.folder, 'swedish.txt');
        writeFileSync(file, text);
        const pieces: string[] = [];
        await run(
          { argv: ['cat', file] },
          { onOutput: ({ text: piece }: { text: string }) => pieces.push(piece) },
        );
        expect(pieces.length).toBeGreaterThan(1);
        expect(pieces.join('') === text).toBe(true);
        expect(pieces.some((piece) => piece.includes('\uFFFD'))).toBe(false);
      });

      it('keeps characters whole on two streams at once', async () => {
        const script =
          'i=0; while [ $i -lt 300 ]; do printf "\\303"; printf "\\303" >&2; printf "\\245"; printf "\\244" >&2; i=$((i+1)); done';
        const { stdout, stderr } = await run({ argv: ['sh', '-c', script] });
        expect(stdout).toBe('å'.repeat(300));
        expect(stderr).toBe('ä'.repeat(300));
      });

      it('waits for its reader: the host is slowed, not the memory filled (defect 9)', async () => {
        const counter = fileIn(sshd.folder, 'written');
        const script = `i=0; while [ $i -lt 640 ]; do head -c 65536 /dev/zero; i=$((i+1)); echo $i > ${counter}; done`;
        const release = Promise.withResolvers<void>();
        let bytes = 0;
        let readings = 0;
        const running = run(
          { argv: ['sh', '-c', script] },
          {
            onOutput: async ({ text }: { text: string }) => {
              bytes += text.length;
              if (readings++ === 0) await release.promise;
            },
          },
        );
        // It has settled once it has written nothing more between two looks.
        let before = '';
        for (let now = 'x'; now !== before || now === ''; ) {
          before = now;
          await new Promise((resolve) => setTimeout(resolve, 300));
          now = existsSync(counter) ? readFileSync(counter, 'utf8') : '';
        }
        expect(Number(before) * 65536).toBeLessThan(4 * 1024 * 1024);
        release.resolve();
        expect((await running).end).toEqual({ kind: 'exit', code: 0 });
        expect(bytes).toBe(640 * 65536);
      });

      it('that its reader cannot take stops the command, and is the error of the caller', async () => {
        const file = fileIn(sshd.folder, 'reader.pid');
        const failing = run(
          { argv: ['sh', '-c', `echo $$ > ${file}; while echo x; do sleep 0.1; done`] },
          { onOutput: () => Promise.reject(new Error('the disk is full')) },
        );
        await expect(failing).rejects.toThrow('the disk is full');
        expect(isGone(Number(readFileSync(file, 'utf8')))).toBe(true);
      });
    });

    describe('an end that is not its own', () => {
      it('comes to a command after its time, with all its children (defects 6 and 7)', async () => {
        const file = fileIn(sshd.folder, 'timeout.pids');
        const script = `sleep 300 & echo $! $$ > ${file}; wait`;
        const { end } = await run({ argv: ['sh', '-c', script] }, { timeoutSeconds: 1 });
        expect(end).toEqual({ kind: 'timeout', stopped: true });
        expect(readFileSync(file, 'utf8').trim().split(' ').map(Number).every(isGone)).toBe(true);
      });

      it('comes to a cancelled command, even where it does not listen (defect 7)', async () => {
        const file = fileIn(sshd.folder, 'cancel.pids');
        const cancel = new AbortController();
        const script = `trap "" TERM HUP INT; sh -c 'trap "" TERM; while :; do sleep 1; done' & echo $! $$ > ${file}; echo ready; wait; wait`;
        const { end } = await run(
          { argv: ['sh', '-c', script] },
          { signal: cancel.signal, onOutput: () => cancel.abort() },
        );
        expect(end).toEqual({ kind: 'cancelled', stopped: true });
        expect(readFileSync(file, 'utf8').trim().split(' ').map(Number).every(isGone)).toBe(true);
      });

      it('never begins what is cancelled before', async () => {
        const file = fileIn(sshd.folder, 'never');
        const { end } = await run({ argv: ['touch', file] }, { signal: AbortSignal.abort() });
        expect(end).toEqual({ kind: 'cancelled', stopped: true });
        expect(existsSync(file)).toBe(false);
      });

      it('is lost, and no success, where its session is killed (defect 3)', async () => {
        const own = await mustConnect(transport, hostOf(sshd));
        const file = fileIn(sshd.folder, 'seen');
        // The command ends the sshd that serves it, once its output has come.
        const script = `echo partial; while [ ! -e ${file} ]; do sleep 0.05; done; kill -KILL $PPID; sleep 300`;
        let stdout = '';
        const { end } = await gather((options) => own.run({ argv: ['sh', '-c', script] }, options), {
          onOutput: ({ text }) => {
            stdout += text;
            writeFileSync(file, '');
          },
        });
        expect(end.kind).toBe('lost');
        expect(stdout).toBe('partial\n');
        expect((await run({ argv: ['true'] })).end).toEqual({ kind: 'exit', code: 0 });
      });

      it('is lost where the connection is closed here', async () => {
        const own = await mustConnect(transport, hostOf(sshd));
        const ended = gather((options) =>
          own.run({ argv: ['sh', '-c', 'echo on; sleep 20'] }, { ...options, onOutput: () => own.close() }),
        );
        expect((await ended).end.kind).toBe('lost');
        expect((await gather((options) => own.run({ argv: ['true'] }, options))).end.kind).toBe('lost');
      });
    });

    describe('a connection', () => {
      it('runs more commands at a time than the host gives sessions for, and loses none', async () => {
        const ends = await Promise.all(
          Array.from({ length: 30 }, (_, index) => run({ argv: ['sh', '-c', `sleep 0.1; exit ${index}`] })),
        );
        expect(ends.map(({ end }) => end)).toEqual(ends.map((_, code) => ({ kind: 'exit', code })));
      });

      it('is not made where nothing is known of the key (defect 1)', async () => {
        const other = await create({ keyFile: sshd.keyFile });
        const failure = await mustFail(other, hostOf(sshd, { hostKeys: [] }));
        await other.close();
        expect(failure).toMatchObject({
          ...{ reason: 'unknown-host-key', at: 'web-1', hostKey: sshd.hostKey },
          hop: { address: sshd.address, port: sshd.port },
          message: expect.stringMatching(/^nothing is known of the key of web-1: ssh-ed25519 SHA256:.{43}$/),
        });
      });

      it('tells the key of who is not known without offering a key of its own', async () => {
        const strict = await startTestSshd();
        const other = await create({ keyFile: strict.keyFile });
        expect((await mustFail(other, hostOf(strict, { hostKeys: [] }))).hostKey).toBe(strict.hostKey);
        await other.close();
        expect(strict.readLog()).not.toMatch(/publickey/);
        await strict.stop();
      });

      it('is not made where the key is another than is known', async () => {
        const pinned = makeKey(fileIn(sshd.folder, 'another'));
        const known = await create({
          keyFile: sshd.keyFile,
          knownHosts: `[${sshd.address}]:${sshd.port} ${pinned}\n`,
        });
        expect((await mustFail(known, hostOf(sshd, { hostKeys: [] }))).reason).toBe('changed-host-key');
        expect((await mustFail(known, hostOf(sshd, { hostKeys: [pinned] }))).reason).toBe('changed-host-key');
        await known.close();
      });

      it('is not made where the key is revoked, even one that is pinned', async () => {
        const revoking = await create({ keyFile: sshd.keyFile, knownHosts: `@revoked * ${sshd.hostKey}\n` });
        expect((await mustFail(revoking, hostOf(sshd))).reason).toBe('revoked-host-key');
        await revoking.close();
      });

      it('is made by the keys of known_hosts where none is pinned', async () => {
        const knownHosts = `[${sshd.address}]:${sshd.port} ${sshd.hostKey}\n`;
        const known = await create({ keyFile: sshd.keyFile, knownHosts });
        const own = await mustConnect(known, hostOf(sshd, { hostKeys: [] }));
        expect((await gather((options) => own.run({ argv: ['true'] }, options))).end.kind).toBe('exit');
        await known.close();
      });

      it('is not made with a key that the host does not let in', async () => {
        const keyFile = fileIn(sshd.folder, 'stranger');
        makeKey(keyFile);
        const stranger = await create({ keyFile });
        expect((await mustFail(stranger, hostOf(sshd))).reason).toBe('authentication');
        await stranger.close();
      });

      it('is not made where nobody listens', async () => {
        const gone = await startTestSshd();
        await gone.stop();
        expect((await mustFail(transport, hostOf(gone))).reason).toBe('unreachable');
      });

      it('is made in spite of connections that the host turns away at random (MaxStartups)', async () => {
        const busy = await startTestSshd({ settings: ['MaxStartups 2:60:20'] });
        const eager = await create({ keyFile: busy.keyFile });
        const made = await Promise.all(Array.from({ length: 15 }, () => mustConnect(eager, hostOf(busy))));
        expect(made).toHaveLength(15);
        await eager.close();
        await busy.stop();
      });
    });

    describe('a bastion', () => {
      let bastion: TestSshd;
      beforeAll(async () => {
        bastion = await startTestSshd();
        // Let in by the same key as the host.
        writeFileSync(fileIn(bastion.folder, 'authorized_keys'), readFileSync(`${sshd.keyFile}.pub`));
      });
      afterAll(() => bastion?.stop());

      it('is connected to once, for all hosts behind it', async () => {
        const own = await create({ keyFile: sshd.keyFile });
        const host = hostOf(sshd, { jumps: [hopOf(bastion)] });
        const connections = await Promise.all(Array.from({ length: 12 }, () => mustConnect(own, host)));
        const ends = await Promise.all(
          connections.map((each) => gather((options) => each.run({ argv: ['echo', 'å'] }, options))),
        );
        expect(ends.every(({ end, stdout }) => end.kind === 'exit' && stdout === 'å\n')).toBe(true);
        expect(bastion.readLog().match(/Accepted publickey/g)).toHaveLength(1);
        await own.close();
      });

      it('is judged by its key as strictly as a host, and told by its address', async () => {
        const own = await create({ keyFile: sshd.keyFile });
        const failure = await mustFail(own, hostOf(sshd, { jumps: [{ ...hopOf(bastion), hostKeys: [] }] }));
        expect(failure).toMatchObject({
          ...{ reason: 'unknown-host-key', at: bastion.address, hostKey: bastion.hostKey },
          hop: { address: bastion.address, port: bastion.port },
        });
        await own.close();
      });

      it('does not excuse the host behind it from showing its key', async () => {
        const own = await create({ keyFile: sshd.keyFile });
        const host = hostOf(sshd, { jumps: [hopOf(bastion)], hostKeys: [] });
        expect(await mustFail(own, host)).toMatchObject({
          ...{ reason: 'unknown-host-key', at: 'web-1', hostKey: sshd.hostKey },
          hop: { address: sshd.address, port: sshd.port },
        });
        await own.close();
      });

      it('says where the host behind it is not there', async () => {
        const gone = await startTestSshd();
        await gone.stop();
        const own = await create({ keyFile: sshd.keyFile });
        const failure = await mustFail(own, hostOf(gone, { jumps: [hopOf(bastion)] }));
        expect(failure).toMatchObject({ reason: 'unreachable', at: 'web-1' });
        await own.close();
      });
    });
  },
);
