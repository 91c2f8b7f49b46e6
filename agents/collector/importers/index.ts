import { csv } from './csv.ts';
import type { Importer } from './importer.ts';
import { intune } from './intune.ts';

/** Everything `--from` can say. */
export const importers: readonly Importer[] = [csv, intune];
