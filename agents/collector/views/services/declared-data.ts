import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Names } from '../../figures/names.ts';

/** A service with the declaration it stands in. */
export interface DeclaredData {
  readonly service: Service;
  readonly declaration: Declaration;
  readonly names: Names;
}
