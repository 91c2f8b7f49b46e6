import { Socket } from 'node:net';
import type { Stream } from 'node:stream';

/** Lets the process end although a pipe to a child is open; Node types the pipe as a plain stream. */
export function unrefStream(stream: Stream): void {
  if (stream instanceof Socket) stream.unref();
}
