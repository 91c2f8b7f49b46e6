import { ValidatingAdmissionPolicy } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy';
import { ValidatingAdmissionPolicyBinding } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { EndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1/EndpointSlice';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { fieldMistakes } from './declared-types.ts';

interface Model {
  validate(): void;
}

/** Kinds of the API server itself, as the OpenAPI of Kubernetes has them, by `apiVersion/kind`. */
const kinds: Readonly<Record<string, { readonly model: new (data: never) => Model; readonly file: string }>> =
  {
    'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy': entry(
      ValidatingAdmissionPolicy,
      'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy',
    ),
    'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding': entry(
      ValidatingAdmissionPolicyBinding,
      'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding',
    ),
    'apps/v1/Deployment': entry(Deployment, 'apps/v1/Deployment'),
    'autoscaling/v2/HorizontalPodAutoscaler': entry(
      HorizontalPodAutoscaler,
      'autoscaling/v2/HorizontalPodAutoscaler',
    ),
    'discovery.k8s.io/v1/EndpointSlice': entry(EndpointSlice, 'discovery.k8s.io/v1/EndpointSlice'),
    'networking.k8s.io/v1/NetworkPolicy': entry(NetworkPolicy, 'networking.k8s.io/v1/NetworkPolicy'),
    'policy/v1/PodDisruptionBudget': entry(PodDisruptionBudget, 'policy/v1/PodDisruptionBudget'),
    'v1/ConfigMap': entry(ConfigMap, 'v1/ConfigMap'),
    'v1/Namespace': entry(Namespace, 'v1/Namespace'),
    'v1/Service': entry(Service, 'v1/Service'),
  };

function entry(model: new (data: never) => Model, file: string) {
  return { model, file: `kubernetes-models/${file}.d.ts` };
}

/** What is wrong with an object of a built-in kind; null where the kind is none of those. */
export function builtInMistakes(object: { readonly [key: string]: unknown }): readonly string[] | null {
  const kind = kinds[`${String(object['apiVersion'])}/${String(object['kind'])}`];
  if (kind === undefined) return null;
  const unknown = fieldMistakes(object, { file: kind.file, type: `I${String(object['kind'])}` });
  try {
    new kind.model(object as never).validate();
    return unknown;
  } catch (error) {
    return [...unknown, error instanceof Error ? error.message : String(error)];
  }
}
