/** Amounts are whole öre, so that parts sum to the whole exactly. */
export interface CostPart {
  /** Municipality, or unit or municipality that pays, by id. */
  readonly id: string;
  readonly orePerYear: number;
}

/** What a sum of money is for. */
export type CostKind =
  | 'servers'
  | 'storage'
  | 'backup'
  | 'service-level'
  | 'licence'
  | 'operation'
  | 'support'
  | 'personnel'
  | 'hardware'
  | 'development'
  | 'training'
  | 'energy';

/** The cost of a year, split two ways; either split sums to the whole. */
export interface CostSplit {
  readonly orePerYear: number;
  readonly byKind: readonly { readonly kind: CostKind; readonly orePerYear: number }[];
  /** Municipalities that use it. */
  readonly byConsumer: readonly CostPart[];
  /** Units and municipalities that pay: declared payers, and the responsible unit for what has a price in the list. */
  readonly byPayer: readonly CostPart[];
}

/** Cost of one service. */
export interface ServiceCost extends CostSplit {
  readonly service: string;
  /** In use or retiring; else it is ordered or proposed and costs nothing yet. */
  readonly standing: boolean;
}

/** Cost of the platform in SEK/100 per year, from the price list and the declared cost lines. */
export interface CostPlan {
  /** Year and source of the price list. */
  readonly priceYear: number;
  readonly priceSource: string;
  readonly illustrative: boolean;
  readonly services: readonly ServiceCost[];
  /** What is in use or retiring. */
  readonly standing: CostSplit;
  /** What is ordered or proposed, once it is there. */
  readonly upcoming: CostSplit;
}

/** An estimate with its band. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Energy of servers, estimated from what the price list says of each size. */
export interface EnergyEstimate {
  /** kWh a year; null = not measured: no size of any of its servers has an estimate. */
  readonly kwhPerYear: Estimate | null;
  /** kg CO₂e a year; null where kWh are, or no emission factor is declared. */
  readonly emissionsKgCo2ePerYear: Estimate | null;
  readonly costSekPerYear: Estimate | null;
  /** Servers whose size has an estimate, of all. */
  readonly serversEstimated: number;
  readonly servers: number;
  /** Where the figures come from, each once, sorted. */
  readonly sources: readonly { readonly source: string; readonly year: number }[];
}

/** Energy of the servers of one service. */
export interface ServiceEnergy extends EnergyEstimate {
  readonly service: string;
}

/** Energy of our own servers: of what is in use or retiring, and of what is ordered or proposed. */
export interface EnergyPlan {
  /** Services with servers that we run, by id. */
  readonly services: readonly ServiceEnergy[];
  readonly standing: EnergyEstimate;
  readonly upcoming: EnergyEstimate;
}
