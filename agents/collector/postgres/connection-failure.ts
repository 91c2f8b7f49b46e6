import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import type { Text } from '#model/format/text.ts';

interface Reason {
  readonly codes: readonly string[];
  readonly sentence: Text;
  readonly hint: Text;
}

const checkAddress: Text = {
  sv: 'Kontrollera adressen: --database postgres://användare@värd:5432/databas',
  en: 'Check the address: --database postgres://user@host:5432/database',
};

/** Node's codes of the network, and SQLSTATEs of "PostgreSQL Error Codes" (PostgreSQL 18, appendix A). */
const reasons: readonly Reason[] = [
  {
    codes: ['ECONNREFUSED', 'ENOENT'],
    sentence: { sv: 'ingen server svarar där.', en: 'no server answers there.' },
    hint: checkAddress,
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    sentence: { sv: 'värdens namn är okänt.', en: 'the name of the host is not known.' },
    hint: checkAddress,
  },
  {
    codes: ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET'],
    sentence: { sv: 'värden svarar inte.', en: 'the host does not answer.' },
    hint: {
      sv: 'Kontrollera adressen och att brandväggen släpper igenom.',
      en: 'Check the address, and that the firewall lets it through.',
    },
  },
  {
    codes: ['28P01', '28000'],
    sentence: { sv: 'servern godtar inte inloggningen.', en: 'the server does not accept the login.' },
    hint: {
      sv: 'Kontrollera användare och lösenord; ange helst adressen i GRUNDVAL_DATABASE.',
      en: 'Check user and password; the address is best given in GRUNDVAL_DATABASE.',
    },
  },
  {
    codes: ['3D000'],
    sentence: { sv: 'databasen finns inte.', en: 'the database does not exist.' },
    hint: {
      sv: 'Skapa den först: createdb --owner ANVÄNDARE DATABAS',
      en: 'Make it first: createdb --owner USER DATABASE',
    },
  },
  {
    codes: ['42501'],
    sentence: {
      sv: 'användaren får inte skapa tabeller i databasen.',
      en: 'the user may not make tables in the database.',
    },
    hint: {
      sv: 'Gör användaren till databasens ägare: ALTER DATABASE DATABAS OWNER TO ANVÄNDARE',
      en: 'Make the user the owner of the database: ALTER DATABASE DATABASE OWNER TO USER',
    },
  },
];

const passwordNeeded: Pick<Reason, 'sentence' | 'hint'> = {
  sentence: { sv: 'servern begär ett lösenord.', en: 'the server asks for a password.' },
  hint: {
    sv: 'Ange det i adressen, helst i GRUNDVAL_DATABASE: postgres://användare:lösenord@värd:5432/databas',
    en: 'Give it in the address, best in GRUNDVAL_DATABASE: postgres://user:password@host:5432/database',
  },
};

/** `pg` answers it without a code. */
const lacksPassword = (cause: unknown): boolean =>
  cause instanceof Error && /client password must be/.test(cause.message);

/** Why a database server of the organisation's own cannot be used, in a sentence; null where it is something else. */
export function explainConnection(url: string, cause: unknown): GrundvalError | null {
  const codes = codesOf(cause);
  const reason = lacksPassword(cause)
    ? passwordNeeded
    : reasons.find((candidate) => candidate.codes.some((code) => codes.includes(code)));
  if (reason === undefined) return null;
  const server = withoutPassword(url);
  return bilingualError(
    'collector/database-unreachable',
    {
      sv: `Databasservern ${server} kan inte användas: ${reason.sentence.sv}`,
      en: `The database server ${server} cannot be used: ${reason.sentence.en}`,
    },
    reason.hint,
    { cause },
  );
}

/** A host with several addresses fails with one error for each. */
function codesOf(cause: unknown): readonly string[] {
  const errors = cause instanceof AggregateError ? [cause, ...cause.errors] : [cause];
  return errors.flatMap((error) => errorCode(error) ?? []);
}

/** Host and database only: an address may hold a password. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return '';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
