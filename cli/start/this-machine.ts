import { join } from 'node:path';
import { readDevice } from '#agents/client/state/device.ts';
import type { Store } from '#agents/collector/store/store.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { declaredDevices } from '#model/fleet/declared-devices.ts';
import type { Lang } from '#model/format/lang.ts';
import { type AgentProcess, type AgentReport, enrolThisMachine, startAgent } from './agent-process.ts';

/** The token is used within seconds of being made. */
const tokenLifetimeMs = 5 * 60_000;

export interface ThisMachine {
  readonly agent: AgentProcess;
  /** Id of the declared device it reports as; null where the declaration has none for it. */
  readonly declaredAs: string | null;
  /** What became of the first report. */
  readonly firstReport: Promise<AgentReport>;
}

/**
 * Lets the machine that Grundval runs on report, as the device the declaration marks `demo: true`. Enrolled
 * once, it stays the same device over restarts; where the database no longer knows it, it enrols anew.
 *
 * @throws {GrundvalError} `start/enrolment`
 */
export async function reportThisMachine(options: {
  readonly store: Store;
  readonly declaration: Declaration;
  readonly server: string;
  readonly dataFolder: string;
  readonly lang: Lang;
  readonly now: () => Date;
  readonly onReport: (report: AgentReport) => void;
  readonly onWarning: (sentence: string) => void;
}): Promise<ThisMachine> {
  const { store, declaration, server, dataFolder, lang, now, onWarning } = options;
  const stateFolder = join(dataFolder, 'agent');
  const demo = declaration.devices.devices.find(({ demo: isDemo }) => isDemo);
  const declared = declaredDevices(declaration).find(({ id }) => id === demo?.id);
  const enrolled = await readDevice(stateFolder);
  const isKnown = enrolled !== null && (await store.readDeviceKey(enrolled.deviceId)) !== null;
  if (!isKnown) {
    const token = await store.createEnrolmentToken(
      declared?.tenant ?? declaration.organisation.organisation.id,
      {
        profile: declared?.profile ?? 'server',
        uses: 1,
        expiresAt: new Date(now().getTime() + tokenLifetimeMs),
        ...(declared === undefined ? {} : { declaredAs: declared.id }),
      },
      now(),
    );
    await enrolThisMachine({ server, stateFolder, lang, token, force: enrolled !== null });
  }
  const { promise: firstReport, resolve } = Promise.withResolvers<AgentReport>();
  const onReport = (report: AgentReport) => {
    resolve(report);
    options.onReport(report);
  };
  const agent = startAgent({ server, stateFolder, lang, onReport, onWarning });
  return { agent, declaredAs: declared?.id ?? null, firstReport };
}
