import type { RenderedResource } from '#model/platform/rendering.ts';
import { builtInMistakes } from './built-in-kinds.ts';
import { customMistakes, hasCrds } from './custom-kinds.ts';
import { objectMistakes } from './object-rules.ts';

/**
 * What the API server would refuse an object for, strict about unknown fields: by the OpenAPI of Kubernetes for its own
 * kinds, by its CRD for others. Not evaluated: rules in CEL, webhooks of KubeVirt, cert-manager and others, and
 * whatever a controller finds later. Without the shared CRDs custom kinds are held against the rules of every object alone.
 */
export function schemaMistakes(resource: RenderedResource): string[] {
  return [...objectMistakes(resource), ...kindMistakes(resource.inputs)];
}

function kindMistakes(inputs: RenderedResource['inputs']): readonly string[] {
  if (inputs['kind'] === 'MultiNetworkPolicy') {
    // It has the spec of a NetworkPolicy, word by word.
    const wrong =
      inputs['apiVersion'] === 'k8s.cni.cncf.io/v1beta1' ? [] : ['apiVersion of a MultiNetworkPolicy'];
    const same = { ...inputs, apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
    return [...wrong, ...(builtInMistakes(same) ?? [])];
  }
  const found = builtInMistakes(inputs) ?? customMistakes(inputs);
  if (found !== null) return found;
  return hasCrds ? [`no schema of ${String(inputs['apiVersion'])} ${String(inputs['kind'])}`] : [];
}
