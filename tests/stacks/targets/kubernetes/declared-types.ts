import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../../../..', 'node_modules');

/** What a declaration file says of a type: as much as is needed to tell which fields exist. */
type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly item: string }
  | { readonly kind: 'map'; readonly value: string }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Field> };

interface Field {
  readonly type: string;
  readonly isRequired: boolean;
}

/** A type within the file that names it. */
interface Declared {
  readonly file: string;
  readonly type: string;
}

/**
 * Fields of a value that a generated declaration file (`kubernetes-models`) does not know, or requires and misses:
 * what the API server says with strict field validation. The package's own validators leave unknown fields be.
 */
export function fieldMistakes(value: unknown, declared: Declared, path = ''): readonly string[] {
  const { shape, file } = shapeOf(declared);
  switch (shape.kind) {
    case 'any':
      return [];
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((item, index) => fieldMistakes(item, { file, type: shape.item }, `${path}/${index}`))
        : [];
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            fieldMistakes(item, { file, type: shape.value }, `${path}/${key}`),
          )
        : [];
    case 'object': {
      if (!isObject(value)) return [`${path}: expected an object`];
      const missing = [...shape.fields].filter(
        ([name, { isRequired }]) => isRequired && value[name] === undefined,
      );
      return [
        ...missing.map(([name]) => `${path}: missing field ${name}`),
        ...Object.entries(value).flatMap(([name, item]) => {
          const field = shape.fields.get(name);
          return field === undefined
            ? [`${path}: unknown field ${name}`]
            : fieldMistakes(item, { file, type: field.type }, `${path}/${name}`);
        }),
      ];
    }
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const shapes = new Map<string, { readonly shape: Shape; readonly file: string }>();

function shapeOf(declared: Declared): { readonly shape: Shape; readonly file: string } {
  const key = `${declared.file} ${declared.type}`;
  const known = shapes.get(key) ?? readShape(declared);
  shapes.set(key, known);
  return known;
}

function readShape({ file, type }: Declared): { readonly shape: Shape; readonly file: string } {
  const list = /^Array<(.+)>$/.exec(type)?.[1];
  if (list !== undefined) return { shape: { kind: 'list', item: list }, file };
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (map !== undefined) return { shape: { kind: 'map', value: map }, file };
  if (!/^\w+$/.test(type)) return { shape: { kind: 'any' }, file };
  const text = readFileSync(join(root, file), 'utf8');
  const own = new RegExp(`^export interface ${type}(?: extends \\w+)? \\{\\n([\\s\\S]*?)\\n\\}`, 'm').exec(
    text,
  )?.[1];
  if (own !== undefined) return { shape: { kind: 'object', fields: readFields(own) }, file };
  const from = new RegExp(`^import \\{ ${type} \\} from "(.+)";`, 'm').exec(text)?.[1];
  if (from !== undefined) {
    const target = from.startsWith('.') ? join(dirname(file), from.replace(/\.js$/, '')) : from;
    const next = `${target}.d.ts`;
    const exported = new RegExp(`(\\w+) as ${type}\\b`).exec(readFileSync(join(root, next), 'utf8'))?.[1];
    return shapeOf({ file: next, type: exported ?? type });
  }
  return { shape: { kind: 'any' }, file };
}

/** Fields of an interface: each begins its line with its quoted name; comments and inner lines do not. */
function readFields(body: string): ReadonlyMap<string, Field> {
  const lines = body.replace(/^ +\/\*\*[\s\S]*?\*\//gm, '');
  return new Map(
    [...lines.matchAll(/^ {4}"([^"]+)"(\??): ((?:[^;{]|\{[^}]*\})+);/gm)].map(
      ([, name = '', optional, type = '']) => [
        name,
        { type: type.replace(/\s+/g, ' ').trim(), isRequired: optional === '' },
      ],
    ),
  );
}
