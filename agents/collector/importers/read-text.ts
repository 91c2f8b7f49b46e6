import { GrundvalError } from '#model/error.ts';
import { foreignBytes } from './foreign-content.ts';

const MAXIMUM_BYTES = 50 * 1024 * 1024;

/** A file's text with `\n` as its only line ending, and how its letters were coded. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/**
 * Decodes a file: byte-order mark first, then strict UTF-8, then Windows-1252 (which old Swedish Excel writes).
 *
 * @throws {GrundvalError} `import/empty`, `import/too-large`, `import/not-text`.
 */
export function readText(bytes: Uint8Array): DecodedText {
  if (bytes.length > MAXIMUM_BYTES) {
    throw new GrundvalError(
      'import/too-large',
      `The file is ${Math.ceil(bytes.length / 1024 / 1024)} MiB, expected at most 50 MiB.`,
      { hint: 'Export fewer columns, or one unit at a time under a --source of its own.' },
    );
  }
  const foreign = foreignBytes(bytes);
  if (foreign !== null) {
    throw new GrundvalError('import/not-text', `The file is ${foreign.what}, expected a text file.`, {
      hint: foreign.hint,
    });
  }
  const { text, encoding } = decode(bytes);
  if (text.trim() === '') {
    throw new GrundvalError('import/empty', 'The file is empty. Nothing was changed.', {
      hint: 'An empty export often means that the export failed: make it again.',
    });
  }
  if (text.includes('\0')) {
    throw new GrundvalError('import/not-text', 'The file holds zero bytes, expected a text file.', {
      hint: 'Save it again as "CSV UTF-8".',
    });
  }
  return { text: text.replace(/\r\n?/g, '\n'), encoding };
}

function decode(bytes: Uint8Array): DecodedText {
  if (startsWith(bytes, 0xff, 0xfe)) return decodeAs('utf-16le', bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return decodeAs('utf-16be', bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch (cause) {
    // A TypeError is how the decoder says "not UTF-8"; anything else is a bug.
    if (!(cause instanceof TypeError)) throw cause;
    return decodeAs(startsWith(bytes, 0xef, 0xbb, 0xbf) ? 'utf-8' : 'windows-1252', bytes);
  }
}

function decodeAs(encoding: DecodedText['encoding'], bytes: Uint8Array): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
