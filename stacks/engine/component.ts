import * as pulumi from '@pulumi/pulumi';
import type { RenderedComponent, RenderedResource, TargetKind } from '#model/platform/rendering.ts';
import type { EngineInputs } from './secrets.ts';

/** One intent of the plan in the engine: `grundval:kubernetes:ServerGroup`, named by its key in the plan. */
export class Component extends pulumi.ComponentResource {
  constructor(target: TargetKind, { kind, key }: Pick<RenderedComponent, 'kind' | 'key'>) {
    super(`grundval:${target}:${kind}`, key);
  }

  /** Says that all its children are there. */
  close(): void {
    this.registerOutputs({});
  }
}

/** What a child needs beside what is rendered. */
export interface ChildOptions {
  readonly parent: Component;
  /** As rendered, with secrets filled in. */
  readonly inputs: EngineInputs;
  readonly dependsOn: readonly pulumi.Resource[];
  /** Version of the provider that the type belongs to. */
  readonly version: string;
}

/**
 * One resource, registered by its type token: the inputs are those of the rendering and nothing else. What holds
 * data is neither deleted nor, where the declaration no longer has it, taken away.
 */
export class Child extends pulumi.CustomResource {
  constructor(
    { type, name, holdsData }: RenderedResource,
    { parent, inputs, dependsOn, version }: ChildOptions,
  ) {
    super(type, name, inputs, {
      parent,
      dependsOn: [...dependsOn],
      version,
      protect: holdsData,
      retainOnDelete: holdsData,
    });
  }
}
