import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import type { ConnectFailure } from '#runbooks/engine/transport/transport.ts';
import { afterChange } from './met-keys-text.ts';

const nothing = { sv: 'Inget är betrott.', en: 'Nothing is trusted.' };

/** There is no way to the computer, so nobody sees its key. */
export function notReached({ at, reason, message }: ConnectFailure): GrundvalError {
  return bilingualError(
    'hosts/not-reached',
    {
      sv: `Ingen nyckel syns: ingen väg till ${at} (${reason}): ${message}. ${nothing.sv}`,
      en: `No key is seen: no way to ${at} (${reason}): ${message}. ${nothing.en}`,
    },
    {
      sv: 'Kontrollera adress, port och väg under operations i grundval.yaml.',
      en: 'Check address, port and way under operations in grundval.yaml.',
    },
  );
}

/** Its key is another than it is known by, or revoked: that is never offered. */
export function changedKey({ message }: ConnectFailure): GrundvalError {
  const hint = (lang: 'sv' | 'en') =>
    afterChange(lang)
      .map((line) => line.trim())
      .join(' ');
  return bilingualError(
    'hosts/changed-key',
    { sv: `${message}. ${nothing.sv}`, en: `${message}. ${nothing.en}` },
    { sv: hint('sv'), en: hint('en') },
  );
}

/** Another computer on the way is not known; each is trusted by itself. */
export function onTheWay(wanted: string, first: string, shown: string, command: string): GrundvalError {
  return bilingualError(
    'hosts/on-the-way',
    {
      sv: `På vägen till ${wanted} visar ${first} en okänd nyckel: ${shown}. ${nothing.sv}`,
      en: `On the way to ${wanted}, ${first} shows an unknown key: ${shown}. ${nothing.en}`,
    },
    { sv: `Pröva den först: ${command}`, en: `Judge that one first: ${command}` },
  );
}

/** Somebody in between, or a key of another type was read. */
export function otherKey(id: string, expected: string, shown: string): GrundvalError {
  return bilingualError(
    'hosts/other-key',
    {
      sv: `${id} visar nu ${shown}, väntat ${expected}. ${nothing.sv}`,
      en: `${id} now shows ${shown}, expected ${expected}. ${nothing.en}`,
    },
    {
      sv: 'Någon annan kan svara i dess ställe. Läs fingeravtrycket på datorns konsol, för samma sorts nyckel.',
      en: 'Somebody else may answer in its place. Read the fingerprint at its console, of the same type of key.',
    },
  );
}

/** Nobody is there to compare. */
export function nobodyThere(id: string, shown: string, command: string): GrundvalError {
  return bilingualError(
    'hosts/nobody-there',
    {
      sv: `${id} visar ${shown}, och ingen sitter vid en terminal och jämför. ${nothing.sv}`,
      en: `${id} shows ${shown}, and nobody is at a terminal to compare. ${nothing.en}`,
    },
    { sv: `Jämför den, och ange den: ${command}`, en: `Compare it, and name it: ${command}` },
  );
}

/** The person said something else than yes. */
export function notConfirmed(id: string): GrundvalError {
  return bilingualError(
    'hosts/not-confirmed',
    {
      sv: `Nyckeln för ${id} bekräftades inte. ${nothing.sv}`,
      en: `The key of ${id} was not confirmed. ${nothing.en}`,
    },
    {
      sv: 'Läs fingeravtrycket på datorns konsol och försök igen.',
      en: 'Read the fingerprint at its console and try again.',
    },
  );
}

/** Its keys are signed by an authority; a plain one is none of them. */
export function knownByCertificates(id: string): GrundvalError {
  return bilingualError(
    'hosts/certificates',
    {
      sv: `${id} är känd genom certifikat, och visar en nyckel utan. ${nothing.sv}`,
      en: `${id} is known by certificates, and shows a key without one. ${nothing.en}`,
    },
    {
      sv: 'Använd --transport openssh, eller låt utfärdaren i known_hosts signera dess nyckel.',
      en: 'Use --transport openssh, or have the authority in known_hosts sign its key.',
    },
  );
}
