import type { GuardrailMeaning } from '#model/platform/meaning.ts';
import { canonicalJson } from '#model/report/canonical-json.ts';
import { guardrailKeys } from '../../guardrails.ts';
import { guardrailRules } from '../guardrail-rules.ts';
import { listAt, type look, textAt } from './look.ts';
import { idKey, ownKey, type ResourceIndex } from './resource-index.ts';

/** Guardrails: definitions that say what ours say, enforced on every resource group that is rendered. */
export function readGuardrails(index: ResourceIndex): readonly GuardrailMeaning[] {
  const groups = index.ofType('azure-native:resources:ResourceGroup').flatMap((group) => ownKey(group) ?? []);
  const galleries = index.ofType('azure-native:compute:Gallery').flatMap((gallery) => ownKey(gallery) ?? []);
  return index.ofType('azure-native:authorization:PolicyDefinition').flatMap((definition) => {
    const key = guardrailKeys.find((each) => each === textAt(definition.inputs, 'metadata', 'guardrail'));
    if (key === undefined) return [];
    const { rule, mode } = guardrailRules[key];
    const isOurs =
      canonicalJson(definition.inputs['policyRule'] ?? null) === canonicalJson(rule) &&
      definition.inputs['mode'] === mode;
    const assignments = index
      .ofType('azure-native:authorization:PolicyAssignment')
      .filter(
        ({ inputs }) =>
          index.linked('azure-native:authorization:PolicyDefinition', inputs, 'policyDefinitionId') ===
            definition &&
          inputs['enforcementMode'] === 'Default' &&
          listAt(inputs, 'notScopes').length === 0 &&
          (key !== 'approved-images' || galleries.some((gallery) => `${gallery}/` === prefixOf(inputs))),
      );
    const covered = assignments.map(({ inputs }) => idKey(textAt(inputs, 'scope') ?? ''));
    if (!isOurs || groups.length === 0 || !groups.every((group) => covered.includes(group))) return [];
    return [{ key, resources: [definition.name, ...assignments.map(({ name }) => name)] }];
  });
}

function prefixOf(inputs: Parameters<typeof look>[0]): string {
  return idKey(textAt(inputs, 'parameters', 'imagePrefix', 'value') ?? '');
}
