import type { Output } from '@pulumi/pulumi';
import {
  type JsonValue,
  type RenderedResource,
  type Rendering,
  resourcesOf,
  type SecretInput,
} from '#model/platform/rendering.ts';

type EngineInput = JsonValue | Output<string> | readonly EngineInput[] | EngineInputs;

/** Inputs with secrets filled in, as the engine takes them. */
export interface EngineInputs {
  readonly [key: string]: EngineInput;
}

/** Keys of the encrypted configuration that the resources of a rendering need, each once, sorted. */
export function secretKeysOf(rendering: Pick<Rendering, 'components'>): readonly string[] {
  const keys = new Set<string>();
  const look = (value: JsonValue): void => {
    if (isSecretInput(value)) keys.add(value.$secret);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  for (const { inputs } of resourcesOf(rendering)) look(inputs);
  return [...keys].sort();
}

/** The same inputs, with each secret where its key stands. */
export function fillSecrets(
  inputs: RenderedResource['inputs'],
  secretOf: (key: string) => Output<string>,
): EngineInputs {
  const fill = (value: JsonValue): EngineInput => {
    if (isSecretInput(value)) return secretOf(value.$secret);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(fill);
    return fillAll(value);
  };
  const fillAll = (values: object): EngineInputs =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fill(value)]));
  return fillAll(inputs);
}

function isSecretInput(value: JsonValue): value is JsonValue & SecretInput {
  return (
    typeof value === 'object' &&
    value !== null &&
    '$secret' in value &&
    typeof value.$secret === 'string' &&
    Object.keys(value).length === 1
  );
}
