import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type EngineEvent,
  LocalWorkspace,
  PulumiCommand,
  type StepEventStateMetadata,
} from '@pulumi/pulumi/automation/index.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const twins = join(root, 'tests/twins');

const project = {
  name: 'grundval',
  runtime: 'nodejs',
  plugins: { providers: ['kubernetes', 'azure-native'].map((name) => ({ name, path: twins })) },
};

/** Is there a Go that can build the CLI or fetch one that can? */
export const hasGo = /go1\.(2[1-9]|[3-9]\d)/.test(
  spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '',
);

/** What came of a preview. */
export interface Previewed {
  /** Why it stopped, as the CLI says it; null where it went through. */
  readonly error: string | null;
  /** Everything of ours that the engine has a state for, by URN. */
  readonly states: readonly StepEventStateMetadata[];
  readonly violations: readonly NonNullable<EngineEvent['policyEvent']>[];
  /** What the engine has written, without colours. */
  readonly output: string;
}

/** A stack to preview. */
export interface PreviewRequest {
  readonly stack: string;
  readonly program: () => Promise<void>;
  readonly config?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real engine, with a state of its own in a folder, the policy pack on, and providers without a cloud. */
export interface Engine {
  preview(request: PreviewRequest): Promise<Previewed>;
  close(): Promise<void>;
}

/** Builds the pinned CLI, or finds it built, and gives it a home, a state and a PATH of its own. */
export async function openEngine(): Promise<Engine> {
  const cli = execFileSync(join(root, 'tests/system/tools/pulumi/build'), { encoding: 'utf8' }).trim();
  const pulumiCommand = await PulumiCommand.get({ root: cli });
  const folder = await mkdtemp(join(tmpdir(), 'grundval-engine-'));
  await writeFile(join(folder, 'Pulumi.yaml'), JSON.stringify(project));
  const baseEnv = {
    PATH: [twins, process.env['PATH']].join(delimiter),
    PULUMI_HOME: join(folder, 'home'),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: 'of a test',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    PULUMI_DISABLE_REGISTRY_RESOLVE: 'true',
  };
  return {
    close: () => rm(folder, { recursive: true, force: true }),
    async preview({ stack: stackName, program, config = {}, secrets = {}, env = {} }) {
      const stack = await LocalWorkspace.createOrSelectStack(
        { stackName, projectName: 'grundval', program },
        {
          pulumiCommand,
          envVars: { ...baseEnv, ...env },
          secretsProvider: 'passphrase',
          workDir: folder,
        },
      );
      await stack.setAllConfig({
        ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])),
        ...Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, { value, secret: true }])),
      });
      const events: EngineEvent[] = [];
      const written: string[] = [];
      const error = await stack
        .preview({
          policyPacks: [join(root, 'policies/pack')],
          onEvent: (event) => events.push(event),
          onOutput: (text) => written.push(text),
          color: 'never',
        })
        .then(
          () => null,
          (failure: unknown) => String(failure),
        );
      return { error, ...readEvents(events), output: written.join('') };
    },
  };
}

function readEvents(events: readonly EngineEvent[]): Pick<Previewed, 'states' | 'violations'> {
  return {
    states: events
      .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.new ?? [])
      .filter(({ type }) => !type.startsWith('pulumi:'))
      .sort((a, b) => (a.urn < b.urn ? -1 : 1)),
    violations: events.flatMap(({ policyEvent }) => policyEvent ?? []),
  };
}
