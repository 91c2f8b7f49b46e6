import { PolicyPack } from '@pulumi/policy';
import { readStackSettings } from '../../stacks/engine/stack-settings.ts';
import { loadPolicies } from '../crossguard/load-policies.ts';

/** The controls of the catalogue on what the engine is asked for: `pulumi preview --policy-pack policies/pack`. */
new PolicyPack('grundval', { policies: await loadPolicies(readStackSettings()) });
