import { isDeepStrictEqual } from 'node:util';
import type { GuardrailMeaning } from '#model/platform/meaning.ts';
import type { JsonValue } from '#model/platform/rendering.ts';
import { type GuardrailKey, guardrailKeys } from '../../guardrails.ts';
import type { AddressBook } from '../../target.ts';
import { guardrailBindings, guardrailPolicy } from '../guardrail.ts';
import { labelKeys } from '../parts/labels.ts';
import type { ClusterView, SeenObject } from './cluster-view.ts';
import { listAt, textAt } from './json.ts';

/** Guardrails that stand: the policy word by word, and bound so that it refuses. */
export function readGuardrails(view: ClusterView, book: AddressBook): readonly GuardrailMeaning[] {
  const bindings = view.of('ValidatingAdmissionPolicyBinding');
  return view.of('ValidatingAdmissionPolicy').flatMap((seen): readonly GuardrailMeaning[] => {
    const key = guardrailKeys.find((each) => each === seen.labels[labelKeys.guardrail]);
    if (key === undefined || !isAsBuilt(seen, key, book)) return [];
    const environment = seen.labels[labelKeys.environment] ?? '';
    const wanted = guardrailBindings(key, seen.name, environment);
    const bound = wanted.flatMap(
      ({ spec }) => bindings.find((each) => isDeepStrictEqual(each.spec, spec)) ?? [],
    );
    if (bound.length < wanted.length) return [];
    return [{ key, resources: [seen, ...bound].map(({ resource }) => resource.name) }];
  });
}

function isAsBuilt({ spec }: SeenObject, key: GuardrailKey, { zones }: AddressBook): boolean {
  const approved = listAt(spec, 'variables').find((variable) => textAt(variable, 'name') === 'approved');
  return isDeepStrictEqual(
    spec,
    guardrailPolicy(key, { zones, images: readList(textAt(approved, 'expression')) }),
  );
}

/** The images of a list in CEL, which is JSON, too. */
function readList(expression: string): readonly string[] {
  try {
    const list = JSON.parse(expression) as JsonValue;
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}
