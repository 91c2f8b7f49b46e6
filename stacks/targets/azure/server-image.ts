import type { StandardsFile } from '#model/declaration/standards.ts';
import type { PlatformSlice } from '../slice.ts';

type Image = StandardsFile['images'][number];

/** An image of the standard, by id. */
export function findImage({ declaration }: Pick<PlatformSlice, 'declaration'>, id: string): Image | null {
  return declaration.standards.images.find((image) => image.id === id) ?? null;
}

/** The family of operating system, as Azure tells them apart. */
export function osTypeOf(image: Image | null): 'Windows' | 'Linux' {
  return image?.product.startsWith('windows') === true ? 'Windows' : 'Linux';
}
