import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bilingualError } from '#model/bilingual-error.ts';

const entry = fileURLToPath(new URL('./main.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * The verifier of a kit as one file, which needs Node and nothing else.
 *
 * @throws {GrundvalError} `kit/no-bundler` where Grundval is installed without what builds it
 */
export async function bundleVerifier(): Promise<Uint8Array> {
  const { build } = await import('esbuild').catch((cause: unknown) => {
    throw bilingualError(
      'kit/no-bundler',
      {
        sv: 'Kontrollprogrammet kan inte byggas: esbuild är inte installerat.',
        en: 'The verifier cannot be built: esbuild is not installed.',
      },
      { sv: 'npm install --include=dev', en: 'npm install --include=dev' },
      { cause },
    );
  });
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    // An auditor's computer has the Node it has.
    target: 'node20.12',
    format: 'esm',
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [
      {
        // Taken as a name space, zod comes without the 40 languages and the parts that nothing here uses.
        name: 'tree-shake-zod',
        setup(builder) {
          builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            if (!path.startsWith(root) || path.includes('node_modules')) return null;
            const source = await readFile(path, 'utf8');
            const contents = source.replace("import { z } from 'zod';", "import * as z from 'zod';");
            return { loader: 'ts', contents };
          });
        },
      },
    ],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild gave no file');
  return file.contents;
}
