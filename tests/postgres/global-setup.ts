import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestCluster, type TestCluster } from './test-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Socket at which a test file asks for the cluster of the run. */
    readonly postgresDoor: string;
  }
}

/** What the door answers, as one JSON text. */
export type DoorAnswer = Omit<TestCluster, 'stop'> | { readonly error: string };

/**
 * Gives the run one PostgreSQL cluster, started when the first test file asks for it: a run without
 * databases pays for a listening socket only. The door is a Unix socket, so that files in all workers
 * ask one process, which alone starts and stops the cluster.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-door-'));
  const door = join(folder, 'door');
  let cluster: Promise<TestCluster> | undefined;
  const server = createServer((socket) => {
    cluster ??= startTestCluster();
    const say = (answer: DoorAnswer): unknown => socket.end(JSON.stringify(answer));
    socket.on('error', () => socket.destroy()); // the asking test has ended
    cluster.then(
      ({ socketFolder, template }) => say({ socketFolder, template }),
      (error: unknown) =>
        say({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(door, resolve));
  project.provide('postgresDoor', door);
  return async () => {
    server.close();
    await cluster?.then(
      ({ stop }) => stop(),
      () => undefined, // told to every file that asked
    );
    await rm(folder, { recursive: true, force: true });
  };
}
