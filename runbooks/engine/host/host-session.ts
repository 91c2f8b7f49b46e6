import type { JsonValue } from '#model/platform/rendering.ts';
import type { Host, ReadStep } from '../../procedure.ts';
import type { Clock } from '../execute/clock.ts';
import type { ConnectFailure, Connection, OutputChunk, Transport } from '../transport/transport.ts';
import { readStep } from './read-step.ts';

/** One host during a plan or a run: its connection, made when it is first needed and again where it was lost. */
export interface HostSession {
  readonly host: Host;
  /** @throws {HostUnreachable} */
  connect(): Promise<Connection>;
  /** Forgets a connection that was lost. */
  drop(): Promise<void>;
  /**
   * A read, asked again on a new connection where one was lost.
   *
   * @throws {HostUnreachable | ReadFailed}
   */
  read<Result extends JsonValue>(
    name: string,
    step: ReadStep<Result>,
    onOutput?: (chunk: OutputChunk) => void | Promise<void>,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** There is no way to the host. */
export class HostUnreachable extends Error {
  override readonly name = 'HostUnreachable';
  readonly failure: ConnectFailure;

  constructor(failure: ConnectFailure) {
    super(`${failure.at}: ${failure.reason}: ${failure.message}`);
    this.failure = failure;
  }
}

/** A read gave nothing that its step can use. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed';
  readonly step: string;
  readonly why: string;

  constructor(step: string, why: string, cause?: unknown) {
    super(`${step}: ${why}`, { cause });
    this.step = step;
    this.why = why;
  }
}

interface SessionParts {
  readonly host: Host;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly connectSeconds: number;
}

const readTries = 3;

/** A session that has no connection yet. */
export function openSession({ host, transport, clock, signal, connectSeconds }: SessionParts): HostSession {
  let connecting: Promise<Connection> | null = null;

  async function open(): Promise<Connection> {
    const result = await transport.connect(host.address, { timeoutSeconds: connectSeconds, signal });
    if ('connection' in result) return result.connection;
    throw new HostUnreachable(result.failure);
  }

  function connect(): Promise<Connection> {
    connecting ??= open().catch((error: unknown) => {
      connecting = null;
      throw error;
    });
    return connecting;
  }

  async function drop(): Promise<void> {
    const lost = connecting;
    connecting = null;
    await lost?.then(
      (connection) => connection.close(),
      () => undefined,
    );
  }

  return {
    host,
    connect,
    drop,
    close: drop,
    async read(name, step, onOutput) {
      for (let tries = 1; ; tries++) {
        const end = await readStep(await connect(), step, signal, onOutput);
        if (end.kind === 'read') return end.value;
        if (end.kind === 'failed') throw new ReadFailed(name, end.why, end.cause);
        await drop();
        if (tries === readTries) throw new ReadFailed(name, `the connection was lost ${tries} times`);
        await clock.sleep(1000 * tries, signal);
      }
    },
  };
}
