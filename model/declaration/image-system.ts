import type { StandardsFile } from './standards.ts';

/** The family of operating system of an image of the standard, by its product; `linux` for one that nobody knows. */
export function systemOfImage({ images }: Pick<StandardsFile, 'images'>, id: string): 'linux' | 'windows' {
  const product = images.find((image) => image.id === id)?.product ?? '';
  return product.startsWith('windows') ? 'windows' : 'linux';
}
