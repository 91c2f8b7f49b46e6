import { main, type Provider } from '@pulumi/pulumi/provider/index.js';
import { providerVersions } from '#stacks/engine/provider-versions.ts';

const [name = '', ...args] = process.argv.slice(2);

/**
 * A provider that has no cloud behind it: it takes what it is given, keeps nothing and answers with the inputs. It
 * refuses only what the engine could never have sent a real one.
 */
const provider: Provider = {
  version: providerVersions[name] ?? '',
  async check(urn, _olds, news: Record<string, unknown>) {
    const type = urn.split('::')[2]?.split('$').at(-1) ?? '';
    const [pkg, group, kind] = type.split(':');
    if (pkg !== 'kubernetes') return { inputs: news };
    const apiVersion = group?.replace(/^core\//, '');
    return {
      inputs: news,
      failures: Object.entries({ apiVersion, kind })
        .filter(([property, expected]) => news[property] !== expected)
        .map(([property, expected]) => ({ property, reason: `must be ${expected}, as in ${type}` })),
    };
  },
  async diff(_id, _urn, olds, news) {
    return { changes: JSON.stringify(olds) !== JSON.stringify(news) };
  },
  async create(urn, inputs) {
    return { id: urn, outs: inputs };
  },
};

await main(provider, args);
