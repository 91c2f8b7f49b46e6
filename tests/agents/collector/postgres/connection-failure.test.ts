import { describe, expect, it } from 'vitest';
import { explainConnection } from '#agents/collector/postgres/connection-failure.ts';
import { inLanguage } from '#model/bilingual-error.ts';

const url = 'postgres://grundval:hemligt@db.example.se:5432/grundval';
const failed = (code: string) => Object.assign(new Error('said by the driver'), { code });

describe('a database server that cannot be used', () => {
  it.each([
    ['ECONNREFUSED', 'no server answers there.'],
    ['ENOTFOUND', 'the name of the host is not known.'],
    ['ETIMEDOUT', 'the host does not answer.'],
    ['28P01', 'the server does not accept the login.'],
    ['3D000', 'the database does not exist.'],
    ['42501', 'the user may not make tables in the database.'],
  ])('is explained by %s', (code, sentence) => {
    const error = explainConnection(url, failed(code));
    expect(error?.message).toBe(
      `The database server db.example.se:5432/grundval cannot be used: ${sentence}`,
    );
    expect(error?.hint).not.toBe('');
    expect(JSON.stringify([error?.message, error?.hint, error?.details])).not.toContain('hemligt');
  });

  it('is explained in Swedish, and by what any of its addresses answers', () => {
    const cause = new AggregateError([failed('ECONNREFUSED'), failed('ENETUNREACH')]);
    const error = explainConnection(url, cause);
    expect(error === null ? null : inLanguage(error, 'sv').message).toContain('ingen server svarar där');
  });

  it('asks for the password that the address lacks, which the driver tells without a code', () => {
    const cause = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string');
    expect(explainConnection(url, cause)?.message).toContain('the server asks for a password.');
  });

  it('is left to others where the reason is not known', () => {
    expect(explainConnection(url, failed('XX000'))).toBeNull();
    expect(explainConnection(url, new Error('x'))).toBeNull();
  });
});
