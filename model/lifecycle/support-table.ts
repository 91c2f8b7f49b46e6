import table from './support-ends.json' with { type: 'json' };

/** Support beyond the vendor's ordinary end. Whether somebody has it cannot be read from a product's version. */
export interface ExtendedSupport {
  /** `ubuntu-pro`, `windows-esu`: how an organisation says in `grundval.yaml` that it has it. */
  readonly id: string;
  readonly name: string;
  /** True where it takes a contract or enrolment; false where it reaches everybody (Debian LTS). */
  readonly contract: boolean;
}

/** One release of a product and its last days. All days are calendar days, `YYYY-MM-DD`. */
export interface SupportCycle {
  /** As endoflife.date and `standards.yaml` write it: `12`, `24.04`, `11-24h2-e`. */
  readonly cycle: string;
  /** Name for people where it is not product and cycle. */
  readonly name?: string;
  /** Windows: whose dates these are; left out where all editions share them. */
  readonly edition?: string;
  /** Windows: build number, without the revision. */
  readonly build?: string;
  /** Last day with faults other than security ones mended; left out where the vendor makes no difference. */
  readonly active?: string;
  /** Last day with security updates; null = no end was known on the day the table was read. */
  readonly security: string | null;
  /** Last day of the product's extended support. */
  readonly extended?: string;
}

/** Support ends of one product. */
export interface ProductSupport {
  readonly product: string;
  readonly name: string;
  /** Page of the vendor, or of endoflife.date where the vendor publishes none. */
  readonly source: string;
  /** False where the vendor stops without saying when (Apple, Android): "no end known" then ages fast. */
  readonly announcesEnds: boolean;
  readonly extended?: ExtendedSupport;
  readonly cycles: readonly SupportCycle[];
}

/** The products a municipality runs, and when their support ends. */
export interface SupportTable {
  /** Day on which the dates were read. */
  readonly read: string;
  readonly credit: string;
  readonly products: readonly ProductSupport[];
}

/** Read from `support-ends.json`; brought up to date by editing that file. */
export const supportTable: SupportTable = table;
