import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { Fault } from './fault.ts';
import { change, type Mutable, setAt } from './resource-faults.ts';

export type AzureFault = Fault<Mutable[]>;
export type Path = readonly (string | number)[];
type Inputs = Readonly<Record<string, JsonValue>>;

/** Ways to write faults into the resources of a site in Azure, and to find what they are about. */
export interface AzureSeeds {
  /** The first resource of a type whose name holds a text. */
  named(type: string, part?: string): RenderedResource;
  /** A value at a path is another. */
  set(what: string, resource: RenderedResource, path: Path, value: JsonValue): AzureFault;
  /** A field is gone. */
  unset(what: string, resource: RenderedResource, field: string): AzureFault;
  /** One more resource, like another but for some fields. */
  add(what: string, like: RenderedResource, inputs: Inputs): AzureFault;
  /** A resource of another kind. */
  kind(what: string, type: string, inputs: Inputs): AzureFault;
  /** Id of something among the services of the site. */
  idOf(path: string): string;
  machineId(machine: RenderedResource): string;
  wallId(zone: string): string;
  subnetId(zone: string): string;
  roleId(role: string): string;
}

/** Seeds for the resources of a site. */
export function azureSeeds(resources: readonly RenderedResource[]): AzureSeeds {
  const named: AzureSeeds['named'] = (type, part = '') => {
    const found = resources.find((each) => each.type === `azure-native:${type}` && each.name.includes(part));
    if (found === undefined) throw new Error(`there is no ${type} ${part}`);
    return found;
  };
  const subscription = () => {
    const found = /\/subscriptions\/[^/"]+/.exec(JSON.stringify(named('network:Subnet').inputs))?.[0];
    if (found === undefined) throw new Error('the subnet names no subscription');
    return found;
  };
  const scopeOf = ({ inputs }: RenderedResource) =>
    `${subscription()}/resourceGroups/${String(inputs['resourceGroupName'])}`;
  const idOf = (path: string) => `${scopeOf(named('compute:VirtualMachine'))}/providers/${path}`;
  const networkId = (path: string) =>
    `${scopeOf(named('network:Subnet'))}/providers/Microsoft.Network/${path}`;
  return {
    named,
    set: (what, { name }, path, value) => ({
      name: `${name}: ${what}`,
      seed: (all) => change(all, name, (resource) => setAt(resource, path, value)),
    }),
    unset: (what, { name }, field) => ({
      name: `${name}: ${what}`,
      seed: (all) =>
        change(all, name, (resource) => {
          const kept = Object.entries(resource.inputs).filter(([each]) => each !== field);
          resource.inputs = Object.fromEntries(kept);
        }),
    }),
    add: (what, like, inputs) => ({
      name: `${like.name}: ${what}`,
      seed: (all) => {
        all.push({ ...like, name: 'added', inputs: { ...like.inputs, ...inputs } });
        return true;
      },
    }),
    kind: (what, type, inputs) => ({
      name: `${type}: ${what}`,
      seed: (all) => {
        all.push({ name: 'added', type: `azure-native:${type}`, inputs, holdsData: false, dependsOn: [] });
        return true;
      },
    }),
    idOf,
    machineId: ({ inputs }) => idOf(`Microsoft.Compute/virtualMachines/${String(inputs['vmName'])}`),
    wallId: (zone) => networkId(`networkSecurityGroups/nsg-${zone}`),
    subnetId: (zone) =>
      networkId(`virtualNetworks/${named('network:VirtualNetwork').name}/subnets/snet-${zone}`),
    roleId: (role) => `${subscription()}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  };
}
