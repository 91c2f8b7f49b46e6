import { systemOfImage } from '#model/declaration/image-system.ts';
import type { StandardsFile } from '#model/declaration/standards.ts';
import type { PlatformSlice } from '../slice.ts';

type Image = StandardsFile['images'][number];

/** An image of the standard, by id. */
export function findImage({ declaration }: Pick<PlatformSlice, 'declaration'>, id: string): Image | null {
  return declaration.standards.images.find((image) => image.id === id) ?? null;
}

/** The family of operating system of an image of the standard, by id, as Azure tells them apart. */
export function osTypeOf(
  { declaration }: Pick<PlatformSlice, 'declaration'>,
  id: string,
): 'Windows' | 'Linux' {
  return systemOfImage(declaration.standards, id) === 'windows' ? 'Windows' : 'Linux';
}
