/** Namespaces of the parts that the platform itself consists of, as their own installations name them. */
export const platformNamespaces = {
  dns: 'kube-system',
  backup: 'velero',
  databases: 'cnpg-system',
  gateways: 'gateway-system',
  monitoring: 'monitoring',
} as const;
