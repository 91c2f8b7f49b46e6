import {
  type Doc,
  type Documents,
  drop,
  entryOf,
  fileOf,
  listOf,
  mapOf,
  put,
  serviceOf,
} from './documents.ts';
import type { Fault } from './fault.ts';

type DeclarationFault = Fault<Documents>;

/** Business systems on servers of our own, with databases, flows and a class. */
const own = ['treserva', 'castor', 'procapita', 'raindance', 'gis'];
/** Technical services that others stand on. */
const technical = ['katalog', 'fil-och-utskrift', 'e-post', 'overvakning', 'sakerhetskopiering'];
/** Bought as a service. */
const bought = ['mina-sidor', 'kommunportal24', 'e-legitimation', 'larplattform', 'telefoni', 'personec-p'];

function each(ids: readonly string[], what: string, seed: (doc: Doc, documents: Documents) => boolean) {
  return ids.map(
    (id): DeclarationFault => ({
      name: `${id}: ${what}`,
      seed: (documents) => seed(serviceOf(documents, id), documents),
    }),
  );
}

function flow(from: string, to: string, port: number, authenticated: boolean): Doc {
  return { from, to, port, authenticated };
}

const everybody = [...own, ...technical, ...bought];

const responsibility: readonly DeclarationFault[] = [
  ...each(own, 'without owner', (doc) => drop(doc, 'owner')),
  ...each(['treserva', 'katalog', 'mina-sidor'], 'without administrators', (doc) =>
    put(doc, 'administrators', []),
  ),
  ...each(['castor', 'telefoni'], 'owned by a role that nobody has declared', (doc) =>
    put(doc, 'owner', 'role:finns-ej'),
  ),
  ...each(['raindance'], 'owned by a person by name', (doc) => put(doc, 'owner', 'Anna Andersson')),
  ...each(['raindance'], 'owned by a personal number', (doc) => put(doc, 'owner', 'directory:19790101-2384')),
];

const decisions: readonly DeclarationFault[] = [
  ...each(['treserva', 'castor', 'katalog', 'mina-sidor'], 'without a class', (doc) =>
    drop(doc, 'classification'),
  ),
  ...each(['treserva', 'raindance', 'e-post'], 'class without a decision', (doc) =>
    drop(mapOf(doc, 'classification'), 'decision'),
  ),
  ...each(['treserva', 'procapita', 'overvakning'], 'without a service level', (doc) =>
    drop(doc, 'serviceLevel'),
  ),
  ...each(['treserva', 'castor', 'telefoni'], 'service level without a decision', (doc) =>
    drop(mapOf(doc, 'serviceLevel'), 'decision'),
  ),
  ...each(['castor'], 'class by a decision on something else', (doc) =>
    put(mapOf(doc, 'classification'), 'decision', 'KS-2026-2'),
  ),
  ...each(['treserva', 'castor', 'procapita'], 'system plan of four years ago', (doc) =>
    put(mapOf(doc, 'systemPlan'), 'revised', '2022-01-10'),
  ),
  ...each(['raindance', 'katalog'], 'without a system plan', (doc) => drop(doc, 'systemPlan')),
  ...each(['treserva', 'castor', 'mina-sidor'], 'information without a decision on retention', (doc) =>
    drop(listOf(doc, 'information')[0] ?? null, 'retention'),
  ),
  ...each(['treserva'], 'sensitive information without ground for secrecy', (doc) =>
    drop(listOf(doc, 'information')[0] ?? null, 'secrecy'),
  ),
];

const network: readonly DeclarationFault[] = [
  ...each(own, 'open to the internet without login', (doc) => {
    const role = String(listOf(doc, 'servers')[0]?.['role'] ?? '');
    listOf(doc, 'flows').push(flow('internet', role, 443, false));
    return role !== '';
  }),
  ...each(['treserva', 'castor', 'raindance'], 'database open to the internet', (doc) => {
    listOf(doc, 'flows').push(flow('internet', 'db', 1433, false));
    return true;
  }),
  ...each(['treserva', 'castor'], 'remote desktop from the internet', (doc) => {
    listOf(doc, 'flows').push(flow('internet', 'app', 3389, true));
    return true;
  }),
  ...each(['treserva', 'procapita', 'raindance'], 'open to guests without login', (doc) => {
    listOf(doc, 'flows').push(flow('role:gast', 'app', 443, false));
    return true;
  }),
  ...each(['treserva', 'castor'], 'open to pupils without login', (doc) => {
    listOf(doc, 'flows').push(flow('role:elev', 'app', 443, false));
    return true;
  }),
  ...each(['treserva', 'castor', 'raindance'], 'in the public zone', (doc) =>
    listOf(doc, 'servers').every((server) => put(server, 'zone', 'publik')),
  ),
  ...each(['castor', 'gis'], 'servers in a client zone', (doc) =>
    listOf(doc, 'servers').every((server) => put(server, 'zone', 'personal')),
  ),
  ...each(['treserva'], 'servers in the guests’ zone', (doc) =>
    listOf(doc, 'servers').every((server) => put(server, 'zone', 'gast')),
  ),
  ...each(['castor', 'treserva', 'katalog'], 'class 4 in a zone for less', (doc) =>
    put(mapOf(doc, 'classification'), 'k', 4),
  ),
  ...each(['castor'], 'flow to a service that is not there', (doc) => {
    listOf(doc, 'flows').push(flow('app', 'service:finns-ej', 443, true));
    return true;
  }),
  ...each(['castor'], 'flow from a role that is not there', (doc) => {
    listOf(doc, 'flows').push(flow('role:finns-ej', 'app', 443, true));
    return true;
  }),
  ...each(['castor'], 'flow on port 70000', (doc) => {
    listOf(doc, 'flows').push(flow('role:personal', 'app', 70_000, true));
    return true;
  }),
  ...each(['castor'], 'flow from anybody', (doc) => {
    listOf(doc, 'flows').push(flow('any', 'app', 443, true));
    return true;
  }),
  ...['adm', 'adm-skyddad', 'publik', 'teknik'].map(
    (zone): DeclarationFault => ({
      name: `zone ${zone}: removed`,
      seed: (documents) => {
        const file = fileOf(documents, 'network');
        const zones = listOf(file, 'zones');
        return put(
          file,
          'zones',
          zones.filter(({ id }) => id !== zone),
        );
      },
    }),
  ),
  ...['adm-skyddad', 'teknik'].map(
    (zone): DeclarationFault => ({
      name: `zone ${zone}: for class 1 only`,
      seed: (documents) => put(entryOf(fileOf(documents, 'network'), 'zones', zone), 'maximumClass', 1),
    }),
  ),
  ...['adm', 'personal'].map(
    (zone): DeclarationFault => ({
      name: `zone ${zone}: the network of another`,
      seed: (documents) =>
        put(entryOf(fileOf(documents, 'network'), 'zones', zone), 'ipv4', '10.12.140.0/24'),
    }),
  ),
  ...['adm', 'gast'].map(
    (zone): DeclarationFault => ({
      name: `zone ${zone}: the VLAN of another`,
      seed: (documents) => put(entryOf(fileOf(documents, 'network'), 'zones', zone), 'vlan', 140),
    }),
  ),
  {
    name: 'zone adm: a network of two addresses',
    seed: (documents) => put(entryOf(fileOf(documents, 'network'), 'zones', 'adm'), 'ipv4', '10.12.120.0/31'),
  },
  {
    name: 'guests land in the zone of care',
    seed: (documents) => {
      const rows = listOf(fileOf(documents, 'network'), 'access');
      return put(rows.find(({ role }) => role === 'gast') ?? null, 'zone', 'vard');
    },
  },
  {
    name: 'staff log in to the network openly',
    seed: (documents) => {
      const rows = listOf(fileOf(documents, 'network'), 'access');
      return put(rows.find(({ role }) => role === 'personal') ?? null, 'authentication', 'open');
    },
  },
];

const operation: readonly DeclarationFault[] = [
  ...['gold', 'silver'].flatMap((id): readonly DeclarationFault[] => {
    const level = (documents: Documents) => entryOf(fileOf(documents, 'service-levels'), 'classes', id);
    const backup = (documents: Documents) => mapOf(level(documents) ?? {}, 'backup');
    return [
      { name: `${id}: without an isolated copy`, seed: (all) => put(backup(all), 'isolatedCopy', false) },
      { name: `${id}: copied once a week`, seed: (all) => put(backup(all), 'every', '7d') },
      { name: `${id}: copies kept for a day`, seed: (all) => put(backup(all), 'keep', '1d') },
      {
        name: `${id}: no restore tested for ten years`,
        seed: (all) => put(backup(all), 'restoreTestEvery', '3650d'),
      },
      { name: `${id}: no redundancy`, seed: (all) => put(level(all), 'redundant', false) },
      { name: `${id}: without backup`, seed: (all) => drop(level(all), 'backup') },
      { name: `${id}: an RPO of a year`, seed: (all) => put(level(all), 'rpo', '365d') },
    ];
  }),
  ...each(['treserva', 'katalog'], 'one server where two are needed', (doc) =>
    listOf(doc, 'servers').some((server) => put(server, 'count', 1)),
  ),
  {
    name: 'hall-1: one failure domain',
    seed: (documents) =>
      put(entryOf(fileOf(documents, 'grundval'), 'platformSites', 'hall-1'), 'failureDomains', ['rack-a']),
  },
  {
    name: 'hall-1: no failure domains',
    seed: (documents) =>
      put(entryOf(fileOf(documents, 'grundval'), 'platformSites', 'hall-1'), 'failureDomains', []),
  },
  {
    name: 'hall-1: half the capacity',
    seed: (documents) => {
      const site = entryOf(fileOf(documents, 'grundval'), 'platformSites', 'hall-1');
      const capacity = mapOf(site ?? {}, 'capacity');
      return put(capacity, 'memoryGib', Math.floor(Number(capacity?.['memoryGib']) / 4));
    },
  },
  { name: 'logs go nowhere', seed: (documents) => drop(fileOf(documents, 'grundval'), 'logging') },
  {
    name: 'logs can be changed',
    seed: (documents) => put(mapOf(fileOf(documents, 'grundval'), 'logging'), 'tamperProtected', false),
  },
  ...each(['treserva', 'webbplats', 'castor'], 'watched without encryption', (doc) => {
    const check = listOf(doc, 'checks')[0];
    return put(check ?? null, 'url', String(check?.['url']).replace('https:', 'http:'));
  }),
  ...each(['treserva', 'katalog', 'raindance'], 'not watched', (doc) => put(doc, 'checks', [])),
  ...each(own.slice(0, 3), 'without procedures', (doc) => drop(doc, 'procedures')),
];

const supply: readonly DeclarationFault[] = [
  ...each(bought.slice(0, 4), 'without a contract', (doc) => drop(doc, 'contract')),
  ...each(
    ['mina-sidor', 'larplattform'],
    'without a supplier',
    (doc) => drop(doc, 'supplier') && drop(doc, 'contract'),
  ),
  ...['cgi', 'prosonagruppen', 'exempelportal'].flatMap((id): readonly DeclarationFault[] => {
    const supplier = (documents: Documents) => entryOf(fileOf(documents, 'suppliers'), 'suppliers', id);
    const contract = (documents: Documents) => listOf(supplier(documents) ?? {}, 'contracts')[0] ?? null;
    return [
      {
        name: `${id}: contract that has ended`,
        seed: (all) => put(contract(all), 'to', '2026-01-31') && (drop(contract(all), 'options') || true),
      },
      { name: `${id}: nobody to call`, seed: (all) => drop(supplier(all), 'incidentContact') },
      {
        name: `${id}: no agreement on personal data`,
        seed: (all) => drop(contract(all), 'dataProcessingAgreement'),
      },
      { name: `${id}: no way out`, seed: (all) => drop(supplier(all), 'exitPlan') },
    ];
  }),
  ...each(['treserva', 'castor', 'raindance'], 'an image without support', (doc) =>
    listOf(doc, 'servers').every((server) => put(server, 'image', 'windows-server-2012')),
  ),
  ...each(['treserva', 'castor'], 'an image that is not approved', (doc) =>
    listOf(doc, 'servers').every((server) => put(server, 'image', 'windows-server-2022')),
  ),
  ...each(['castor', 'webbplats'], 'a size that is not in the price list', (doc) =>
    put(listOf(doc, 'servers')[0] ?? null, 'size', 'gigantisk'),
  ),
  ...each(['castor'], 'two systems for one need', (doc, documents) =>
    put(serviceOf(documents, 'raindance'), 'capability', String(doc['capability'])),
  ),
  ...each(['gis', 'procapita'], 'ordered without IT', (doc) => {
    put(doc, 'stage', 'ordered');
    put(doc, 'order', { by: 'role:kanslichef', on: '2026-10-01' });
    return true;
  }),
  ...each(['treserva', 'katalog'], 'on a site that is not there', (doc) => put(doc, 'runsOn', 'hall-9')),
  ...each(['webbplats'], 'round the clock in our own hall without a decision', (doc) => {
    drop(doc, 'hostingDecision');
    put(doc, 'hosting', 'own');
    return put(doc, 'serviceLevel', { class: 'gold', decision: 'KS-2026-18' });
  }),
];

const slips: readonly DeclarationFault[] = [
  ...each(everybody.slice(0, 6), 'a misspelt key', (doc) => put(doc, 'ovner', 'role:it-chef')),
  ...each(['castor'], 'depends on itself by way of another', (doc, documents) => {
    listOf(doc, 'dependsOn');
    return (
      put(doc, 'dependsOn', ['raindance']) && put(serviceOf(documents, 'raindance'), 'dependsOn', ['castor'])
    );
  }),
  ...each(['castor'], 'two server roles of one name', (doc) => {
    const servers = listOf(doc, 'servers');
    return put(servers[1] ?? null, 'role', String(servers[0]?.['role']));
  }),
  ...each(['castor', 'treserva'], 'an address outside the zone', (doc) =>
    put(listOf(doc, 'servers')[0] ?? null, 'addresses', [{ number: 1, ipv4: '192.0.2.10' }]),
  ),
  ...each(['castor'], 'the address of another server', (doc, documents) => {
    put(listOf(doc, 'servers')[0] ?? null, 'addresses', [{ number: 1, ipv4: '10.12.120.77' }]);
    return put(listOf(serviceOf(documents, 'raindance'), 'servers')[0] ?? null, 'addresses', [
      { number: 1, ipv4: '10.12.120.77' },
    ]);
  }),
  ...each(['castor'], 'cost that is negative', (doc) =>
    put(listOf(doc, 'costs')[0] ?? null, 'sekPerYear', -1),
  ),
  ...each(['castor'], 'paid by nobody known', (doc) =>
    put(listOf(doc, 'costs')[0] ?? null, 'payer', 'finns-ej'),
  ),
  ...each(['castor', 'gis'], 'id that is not the file’s name', (doc) => put(doc, 'id', 'nagot-annat')),
  {
    name: 'an exemption without end',
    seed: (documents) => drop(listOf(fileOf(documents, 'decisions'), 'exemptions')[0] ?? null, 'until'),
  },
  {
    name: 'an exemption that has ended',
    seed: (documents) =>
      put(listOf(fileOf(documents, 'decisions'), 'exemptions')[0] ?? null, 'until', '2026-06-30'),
  },
  {
    name: 'an exemption without owner',
    seed: (documents) => drop(listOf(fileOf(documents, 'decisions'), 'exemptions')[0] ?? null, 'owner'),
  },
  {
    name: 'a decision by a role that is not there',
    seed: (documents) =>
      put(listOf(fileOf(documents, 'decisions'), 'decisions')[0] ?? null, 'decidedBy', 'role:finns-ej'),
  },
  {
    name: 'no production environment',
    seed: (documents) =>
      put(entryOf(fileOf(documents, 'grundval'), 'environments', 'produktion'), 'production', false),
  },
  {
    name: 'a parameter of a control that is not there',
    seed: (documents) => put(fileOf(documents, 'grundval'), 'controls', { 'GV-99': { days: 1 } }),
  },
  {
    name: 'a parameter out of range',
    seed: (documents) => put(fileOf(documents, 'grundval'), 'controls', { 'GV-11': { criticalDays: -1 } }),
  },
];

/** What people write wrong in a declaration, or leave out. */
export const declarationFaults: readonly DeclarationFault[] = [
  ...responsibility,
  ...decisions,
  ...network,
  ...operation,
  ...supply,
  ...slips,
];
