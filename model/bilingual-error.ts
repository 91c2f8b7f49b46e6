import { GrundvalError } from './error.ts';
import type { Lang } from './format/lang.ts';
import type { Text } from './format/text.ts';

/** What an error says in Swedish; it travels in `details.sv`, through the API as well. */
interface Spoken {
  readonly message: string;
  readonly hint: string;
}

/** An error that the person at the other end can read in either language. */
export function bilingualError(
  code: string,
  message: Text,
  hint: Text,
  more: { readonly details?: Readonly<Record<string, unknown>>; readonly cause?: unknown } = {},
): GrundvalError {
  const sv: Spoken = { message: message.sv, hint: hint.sv };
  return new GrundvalError(code, message.en, {
    hint: hint.en,
    details: { ...more.details, sv },
    cause: more.cause,
  });
}

/** The same error with message and hint in the language asked for; others are given back as they are. */
export function inLanguage(error: GrundvalError, lang: Lang): GrundvalError {
  const sv = error.details['sv'];
  if (lang !== 'sv' || !isSpoken(sv)) return error;
  return new GrundvalError(error.code, sv.message, {
    hint: sv.hint,
    details: error.details,
    cause: error.cause,
  });
}

function isSpoken(value: unknown): value is Spoken {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'message' in value &&
    typeof value.message === 'string' &&
    'hint' in value &&
    typeof value.hint === 'string'
  );
}
