import { serviceFilePath } from '../../declaration/files.ts';
import { formatList } from '../../format/plural.ts';
import { placeOf } from '../declared-place.ts';
import type { Requirement, RequirementSource } from './requirement.ts';
import { serviceRequirement } from './services.ts';

/** What the public reaches, and the services of the public platform that it does not reach over our network. */
export function eServiceRequirements(source: RequirementSource): readonly Requirement[] {
  const { declaration, plan, services } = source;
  const eServices = plan.eServices.filter(({ build }) => build);
  const reached = new Set(eServices.map(({ service }) => service));
  const texts = eServices.map(({ service, publicName, hosts, login, loginBy }) => {
    const ways = loginBy.length === 0 ? '' : ` (${loginBy.join(', ')})`;
    const where = {
      sv: hosts.length === 0 ? '' : ` på ${formatList(hosts, 'sv')}`,
      en: hosts.length === 0 ? '' : ` at ${formatList(hosts, 'en')}`,
    };
    return {
      text: {
        sv: `Allmänheten ska nå ${publicName}${where.sv} ${login === 'open' ? 'utan inloggning' : `efter inloggning${ways}`}.`,
        en: `The public shall reach ${publicName}${where.en} ${login === 'open' ? 'without login' : `after login${ways}`}.`,
      },
      at: placeOf(declaration, serviceFilePath(service), '/flows'),
    };
  });
  const others = services.filter(({ id, platform }) => platform === 'public' && !reached.has(id));
  return [...texts, ...others.map((service) => serviceRequirement(source, service))];
}
