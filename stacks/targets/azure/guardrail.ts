import { guardrailKeys } from '../guardrails.ts';
import type { Component } from '../target.ts';
import { resourceGroupId } from './arm-id.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';
import { azureSite } from './azure-site.ts';
import { guardrailRules } from './guardrail-rules.ts';

/** A policy for each guardrail, on both resource groups of the site. */
export const guardrail: Component = {
  kind: 'Guardrail',
  description: {
    sv: 'En spärr blir en regel i Azure Policy som avvisar den som gör annat än det deklarerade.',
    en: 'A guardrail becomes a rule of Azure Policy that refuses whoever does other than what is declared.',
  },
  render(slice) {
    const site = azureSite(slice);
    const { organisation, environment } = slice.plan;
    return {
      components: guardrailKeys.map((key) => {
        const { displayName, mode, rule } = guardrailRules[key];
        const definition = azureName(
          'gv',
          `${key}-${organisation}-${environment}-${slice.site.id}`,
          'policy',
        );
        const policyDefinitionId = `/subscriptions/${site.subscription}/providers/Microsoft.Authorization/policyDefinitions/${definition}`;
        const takesImages = key === 'approved-images';
        return {
          kind: 'Guardrail',
          layer: 'base',
          key,
          at: null,
          resources: [
            azureResource('azure-native:authorization:PolicyDefinition', definition, {
              policyDefinitionName: definition,
              displayName,
              policyType: 'Custom',
              mode,
              metadata: { category: 'Grundval', guardrail: key },
              ...(takesImages
                ? {
                    parameters: {
                      imagePrefix: {
                        type: 'String',
                        metadata: { description: 'Images are approved whose id begins so.' },
                      },
                    },
                  }
                : {}),
              policyRule: rule,
            }),
            ...[site.base, site.services].map((scope, index) => {
              const assignment = azureName(index === 0 ? 'base' : 'services', definition, 'policy');
              return azureResource(
                'azure-native:authorization:PolicyAssignment',
                assignment,
                {
                  policyAssignmentName: assignment,
                  displayName,
                  scope: resourceGroupId(scope),
                  policyDefinitionId,
                  enforcementMode: 'Default',
                  ...(takesImages
                    ? {
                        parameters: {
                          imagePrefix: {
                            value: `${site.baseId('Microsoft.Compute/galleries', site.gallery)}/`,
                          },
                        },
                      }
                    : {}),
                  nonComplianceMessages: [{ message: displayName }],
                },
                { dependsOn: [definition, scope.resourceGroup] },
              );
            }),
          ],
        };
      }),
      unsupported: [],
    };
  },
};
