import { GrundvalError } from '#model/error.ts';
import type { Layer } from '#model/platform/rendering.ts';

/** What a stack is of: one layer of one environment of an organisation, on one platform site. */
export interface StackName {
  readonly organisation: string;
  readonly environment: string;
  readonly platformSite: string;
  readonly layer: Layer;
}

/**
 * Reads `<organisation>.<environment>.<site>.<layer>`.
 *
 * @throws {GrundvalError} `engine/stack-name`
 */
export function parseStackName(name: string): StackName {
  const [organisation = '', environment = '', platformSite = '', layer, ...rest] = name.split('.');
  const isLayer = layer === 'base' || layer === 'services';
  if (organisation === '' || environment === '' || platformSite === '' || !isLayer || rest.length > 0) {
    throw new GrundvalError(
      'engine/stack-name',
      `A stack is called <organisation>.<environment>.<site>.<layer> with the layer base or services, not "${name}".`,
      { hint: 'pulumi stack select orkelljunga.produktion.moln-1.base' },
    );
  }
  return { organisation, environment, platformSite, layer };
}
