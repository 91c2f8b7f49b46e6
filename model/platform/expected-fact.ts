/** Something that the agent of a server can show to be so, or not to be so. */
export type ExpectedFact =
  /** The server is there: its agent reports, or another system's list has it. */
  | { readonly fact: 'present' }
  /** It has all of these addresses. */
  | { readonly fact: 'addresses'; readonly addresses: readonly string[] }
  /** It runs this system: product and cycle as endoflife.date names them. */
  | { readonly fact: 'system'; readonly name: string; readonly product: string; readonly cycle: string }
  | { readonly fact: 'processors'; readonly atLeast: number }
  | { readonly fact: 'memory'; readonly atLeastGib: number }
  /** Besides the system disk, so many disks are at least this large; the planned disk itself is one of them. */
  | { readonly fact: 'disk'; readonly sizeGib: number; readonly count: number }
  /** Nothing else accepts connections from other machines. */
  | {
      readonly fact: 'ports';
      readonly only: readonly { readonly protocol: 'tcp' | 'udp'; readonly port: number }[];
    };
