import { z } from 'zod';
import type { ReadStep } from '../../procedure.ts';
import { fixedScript } from './fixed-script.ts';
import { said } from './said.ts';
import { unexpectedOutput } from './unexpected-output.ts';

/** An address, and how long it may be away. */
export const mostAway = {
  url: z.url({ protocol: /^https?$/ }).meta({
    pattern: '^https?://',
    ...said({
      sv: 'Adressen som ska svara, sedd från servern',
      en: 'The address that is to answer, seen from the server',
      expected: {
        sv: 'en adress som börjar med `https://` eller `http://`',
        en: 'an address that begins with `https://` or `http://`',
      },
    }),
  }),
  withinSeconds: z
    .int()
    .min(1)
    .max(900)
    .default(60)
    .meta(said({ sv: 'Så länge får den vara borta, i sekunder', en: 'How long it may be away, in seconds' })),
};

const ask = ['curl', '--fail', '--silent', '--output', '/dev/null', '--max-time', '5'] as const;

/** Does the address answer? No answer is an error here: an exercise does not begin in an outage. */
export function answers(url: string): ReadStep<true> {
  return {
    command: { argv: [...ask, '--', url] },
    parse: ({ code }) => {
      if (code !== 0)
        throw unexpectedOutput(`curl ${url}`, `exit ${code}`, 'an answer before the exercise begins');
      return true;
    },
  };
}

/** Does the address answer now? */
export function answersNow(url: string): ReadStep<boolean> {
  return { command: answers(url).command, parse: ({ code }) => code === 0 };
}

/** Seconds until the address answers two times in a row; null where it does not within the time. */
export function outageOf(url: string, withinSeconds: number): ReadStep<number | null> {
  const script = `began=$(date +%s.%N) good=0
until=$(($(date +%s) + $2))
while [ "$(date +%s)" -le "$until" ]; do
  asked=$(date +%s.%N)
  if ${ask.join(' ')} -- "$1"; then
    [ "$good" = 0 ] && first=$asked
    good=$((good + 1))
    [ "$good" -ge 2 ] && { echo "answers $began $first"; exit 0; }
  else good=0; fi
  sleep 0.5
done
echo silent`;
  return {
    command: { argv: fixedScript(script, url, String(withinSeconds)) },
    timeoutSeconds: withinSeconds + 60,
    parse: ({ stdout }) => parseOutage(stdout),
  };
}

/** Reads `answers <when it was stopped> <first answer>`, or `silent`. */
export function parseOutage(stdout: string): number | null {
  if (stdout.trim() === 'silent') return null;
  const [, began, first] = /^answers (\d+\.\d+) (\d+\.\d+)$/.exec(stdout.trim()) ?? [];
  if (began === undefined || first === undefined)
    throw unexpectedOutput('the watch', stdout, '`answers` or `silent`');
  return Math.max(0, Number(first) - Number(began));
}
