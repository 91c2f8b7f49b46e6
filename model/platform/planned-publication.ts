import type { DeclaredPlace } from './declared-place.ts';

/** From where a name or service is reached. */
export type Exposure = 'internet' | 'internal' | 'none';

/** A host name of a service, taken from its checks. */
export interface PlannedName {
  readonly host: string;
  readonly service: string;
  /** Groups that answer on its port, by key; empty where nothing is open to them or somebody else runs it. */
  readonly groups: readonly string[];
  readonly port: number;
  readonly exposure: Exposure;
  /** False while the service is only proposed. */
  readonly build: boolean;
  readonly at: DeclaredPlace;
}

/** A certificate of a host name that answers with TLS. */
export interface PlannedCertificate {
  readonly host: string;
  readonly service: string;
  /** What reaches it from the internet needs an issuer that everybody trusts. */
  readonly issuer: 'public' | 'internal';
  /** Who renews it: we, for servers of ours, or the supplier. It is watched either way. */
  readonly renewedBy: 'us' | 'supplier';
  readonly build: boolean;
}

/** A service that the public reaches. */
export interface PlannedEService {
  readonly service: string;
  /** What the public calls it. */
  readonly publicName: string;
  /** Host names, sorted; empty where no check names one. */
  readonly hosts: readonly string[];
  /** Weakest login by which it is reached from the internet. */
  readonly login: 'open' | 'authenticated';
  /** How they log in, as declared: `e-legitimation`; sorted. */
  readonly loginBy: readonly string[];
  /** Where it runs on servers of ours: groups reached from the internet, with fewest and most servers. */
  readonly scaling: readonly { readonly group: string; readonly minimum: number; readonly maximum: number }[];
  readonly build: boolean;
}

/** A database: a group of servers with an engine. */
export interface PlannedDatabase {
  /** Key of the server group. */
  readonly group: string;
  readonly engine: string;
  /** Product and cycle as endoflife.date names them. */
  readonly product: string;
  readonly cycle: string;
  readonly replicas: number;
  /** Of the declared disks of one server. */
  readonly storageGib: number;
  readonly build: boolean;
}
