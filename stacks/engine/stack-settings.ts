import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pulumi from '@pulumi/pulumi';

/** What a stack says of itself: the program and the policies read the same. */
export interface StackSettings {
  /** `<organisation>.<environment>.<site>.<layer>` */
  readonly stack: string;
  /** Folder of the declaration. */
  readonly folder: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reads `grundval:declaration`, a folder relative to where Pulumi.yaml stands, of the stack at hand. */
export function readStackSettings(): StackSettings {
  return {
    stack: pulumi.getStack(),
    folder: resolve(root, new pulumi.Config('grundval').require('declaration')),
  };
}
