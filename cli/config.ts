import type { Lang } from '#model/format/lang.ts';

/** What the command line and the environment say before a command is chosen. */
export interface Surroundings {
  /** The words after `grundval`, without `--lang`. */
  readonly argv: readonly string[];
  readonly lang: Lang;
  readonly colour: boolean;
  /** `GRUNDVAL_DEBUG`: stack traces of our own faults are printed. */
  readonly showStacks: boolean;
}

interface ProcessFacts {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { readonly isTTY?: boolean };
}

/** Reads the flags that stand before or after any command, and the environment. */
export function readSurroundings({ argv, env, stdout }: ProcessFacts): Surroundings {
  const words = [...argv.slice(2)];
  const said = takeLang(words);
  return {
    argv: words,
    lang: said ?? langOf(env['GRUNDVAL_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''),
    colour: stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    showStacks: (env['GRUNDVAL_DEBUG'] ?? '') !== '',
  };
}

/** Takes `--lang sv` or `--lang=sv` out of the words; a value of another kind is left for the command to refuse. */
function takeLang(words: string[]): Lang | undefined {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (at < 0) return undefined;
  const isJoined = words[at]?.includes('=') === true;
  const value = isJoined ? words[at]?.slice('--lang='.length) : words[at + 1];
  if (value !== 'sv' && value !== 'en') return undefined;
  words.splice(at, isJoined ? 1 : 2);
  return value;
}

function langOf(locale: string): Lang {
  return locale.toLowerCase().startsWith('sv') ? 'sv' : 'en';
}
