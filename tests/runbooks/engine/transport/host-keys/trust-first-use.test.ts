import { describe, expect, it } from 'vitest';
import { hostKeyRules, judgeHostKey } from '#runbooks/engine/transport/host-keys/host-key-rules.ts';
import { parseKnownHosts } from '#runbooks/engine/transport/host-keys/known-hosts.ts';
import { formatPublicKey } from '#runbooks/engine/transport/host-keys/public-key.ts';
import { trustFirstUse } from '#runbooks/engine/transport/host-keys/trust-first-use.ts';
import { blobOf, keyOf } from './arbitrary-key.ts';

const shown = keyOf('ssh-ed25519', Buffer.from('one'));
const hop = { address: 'web.example', port: 2222, hostKeys: [] };
const decision = {
  hop,
  key: formatPublicKey(shown),
  by: 'anna',
  grounds: 'läst på konsolen',
  at: '2026-11-25T02:00:00.000Z',
};
const rulesOf = (text: string) => hostKeyRules(hop, parseKnownHosts(text).entries);

describe('trust on first use', () => {
  it('gives the line that makes the key known, and what the journal says of it', () => {
    const { line, record } = trustFirstUse(rulesOf(''), decision);
    expect(judgeHostKey(rulesOf(line), blobOf(shown))).toBe('known');
    expect(record).toMatchObject({
      host: '[web.example]:2222',
      by: 'anna',
      grounds: 'läst på konsolen',
      fingerprint: expect.stringMatching(/^SHA256:.{43}$/),
    });
  });

  it.each([
    ['changed', `[web.example]:2222 ${formatPublicKey(keyOf('ssh-ed25519', Buffer.from('two')))}`],
    ['revoked', `@revoked * ${formatPublicKey(shown)}`],
    ['known', `[web.example]:2222 ${formatPublicKey(shown)}`],
  ])('is refused for a key that is %s', (verdict, text) => {
    expect(() => trustFirstUse(rulesOf(text), decision)).toThrow(`is ${verdict}`);
  });

  it('is refused for a host whose keys are signed by an authority', () => {
    const authority = formatPublicKey(keyOf('ssh-ed25519', Buffer.from('two')));
    const rules = rulesOf(`@cert-authority *.example,[web.example]:2222 ${authority}`);
    expect(() => trustFirstUse(rules, decision)).toThrow(/known by certificates/);
  });

  it('is refused without a person, without grounds, and for more than one host', () => {
    expect(() => trustFirstUse(rulesOf(''), { ...decision, by: ' ' })).toThrow(/person and grounds/);
    expect(() => trustFirstUse(rulesOf(''), { ...decision, grounds: '' })).toThrow(/person and grounds/);
    expect(() => trustFirstUse(rulesOf(''), { ...decision, hop: { address: '*', port: 22 } })).toThrow(
      /one host/,
    );
  });
});
