import type { RunHost } from '../../figures/run-hosts.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  of: (done: Value, all: Value) => ({
    sv: `${done} av ${all} servrar klara`,
    en: `${done} of ${all} servers done`,
  }),
  batch: (batch: Value, batches: Value) => ({
    sv: `omgång ${batch} av ${batches}`,
    en: `batch ${batch} of ${batches}`,
  }),
};

/** "12 av 40 servrar klara, omgång 2 av 5". */
export function runProgress(hosts: readonly RunHost[], { lang }: View): string {
  const t = speak(words, lang);
  const begun = hosts.filter(({ state }) => state !== 'waiting');
  const done = begun.filter(({ state }) => state !== 'working').length;
  const batch = Math.max(0, ...begun.map((host) => host.batch));
  const batches = Math.max(0, ...hosts.map((host) => host.batch));
  return [t.of(done, hosts.length), ...(batch > 0 ? [t.batch(batch, batches)] : [])].join(', ');
}
