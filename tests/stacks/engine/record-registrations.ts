import * as pulumi from '@pulumi/pulumi';

/** One registration as it reaches the engine. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** Secrets as `{ $secret: value }`. */
  readonly inputs: unknown;
  /** URN; empty for the stack's own. */
  readonly parent: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly dependencies: readonly string[];
  readonly aliases: number;
  readonly version: string;
}

interface Request {
  getType(): string;
  getName(): string;
  getCustom(): boolean;
  getObject(): { toJavaScript(): Record<string, unknown> };
  getParent(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDependenciesList(): readonly string[];
  getAliasesList(): readonly unknown[];
  getAliasurnsList(): readonly unknown[];
  getVersion(): string;
}

interface Monitor {
  registerResource(
    request: Request,
    callback: (error: Error | null, response: { getUrn(): string }) => void,
  ): Promise<void>;
}

/** Runs a program under mocks and gives every request that the engine would have got, in their order. */
export async function recordRegistrations(
  program: () => void,
  {
    stack,
    config = {},
    preview = true,
  }: {
    readonly stack: string;
    readonly config?: Readonly<Record<string, string>>;
    readonly preview?: boolean;
  },
): Promise<readonly Registration[]> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: ({ inputs }) => inputs,
    },
    'grundval',
    stack,
    preview,
  );
  pulumi.runtime.setAllConfig({ ...config }, Object.keys(config));
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const registered: Registration[] = [];
  const answer = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    answer(request, (error, response) => {
      if (error === null) registered.push(read(request, response.getUrn()));
      callback(error, response);
    });
  program();
  await pulumi.runtime.disconnect();
  return registered;
}

function read(request: Request, urn: string): Registration {
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    inputs: withSecrets(request.getObject().toJavaScript()),
    parent: request.getParent(),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    dependencies: request.getDependenciesList(),
    aliases: request.getAliasesList().length + request.getAliasurnsList().length,
    version: request.getVersion(),
  };
}

/** What goes over the wire marks a secret with a signature. */
function withSecrets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withSecrets);
  const { [pulumi.runtime.specialSigKey]: signature, ...fields } = value as Record<string, unknown>;
  if (signature === pulumi.runtime.specialSecretSig) return { $secret: fields['value'] };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSecrets(each)]));
}
