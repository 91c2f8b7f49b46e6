import type { AzureFault, AzureSeeds } from './azure-seeds.ts';

/** What opens the network of a site, or leads it elsewhere. */
export function azureNetworkFaults({
  named,
  add,
  set,
  unset,
  kind,
  idOf,
  subnetId,
  wallId,
}: AzureSeeds): readonly AzureFault[] {
  const card = named('network:NetworkInterface', 'castor-app');
  const subnet = named('network:Subnet', 'snet-adm');
  const closeAll = named('network:SecurityRule', 'nsg-adm-close-all-in');
  const network = named('network:VirtualNetwork');
  const balancer = named('network:LoadBalancer');
  const opened = (what: string, from: string, port: string, priority = 150): AzureFault =>
    add(what, closeAll, {
      securityRuleName: 'added',
      access: 'Allow',
      priority,
      protocol: port === '*' ? '*' : 'Tcp',
      sourceAddressPrefix: from,
      destinationPortRange: port,
      description: 'Temporary.',
    });
  return [
    opened('everybody on every port, before all else', '*', '*', 100),
    opened('remote desktop from the internet', 'Internet', '3389'),
    opened('a shell from the internet', 'Internet', '22'),
    opened('the database from the internet', 'Internet', '1433'),
    opened('the whole network on every port', 'VirtualNetwork', '*'),
    opened('the whole network on one port', 'VirtualNetwork', '445'),
    opened('all ports of an address that nobody knows', '203.0.113.7', '1-65535'),
    opened('another cloud service as if it were the platform', 'AzureCloud', '443'),
    add('out to the internet on every port', closeAll, {
      securityRuleName: 'added',
      access: 'Allow',
      direction: 'Outbound',
      priority: 150,
      destinationAddressPrefix: 'Internet',
    }),
    add('a flow closed by a rule before it', closeAll, {
      securityRuleName: 'added',
      priority: 100,
      protocol: 'Tcp',
      destinationPortRange: '443',
    }),
    unset('without its security group', subnet, 'networkSecurityGroup'),
    set(
      'behind the security group of another zone',
      subnet,
      ['networkSecurityGroup', 'id'],
      wallId('adm-skyddad'),
    ),
    add('a subnet without a security group', subnet, {
      subnetName: 'snet-added',
      addressPrefixes: ['100.64.200.0/24'],
      networkSecurityGroup: null,
    }),
    set('straight out to the internet', subnet, ['defaultOutboundAccess'], true),
    set('routes of its own', subnet, ['routeTable'], { id: idOf('Microsoft.Network/routeTables/all') }),
    set('names answered by somebody else', network, ['dhcpOptions'], { dnsServers: ['203.0.113.53'] }),
    kind('joined to another network', 'network:VirtualNetworkPeering', {
      virtualNetworkName: 'x',
      remoteVirtualNetwork: { id: idOf('Microsoft.Network/virtualNetworks/other') },
    }),
    kind('open to all of Azure', 'dbforpostgresql:FirewallRule', {
      startIpAddress: '0.0.0.0',
      endIpAddress: '0.0.0.0',
    }),
    set('a public address of its own', card, ['ipConfigurations', 0, 'publicIPAddress'], {
      id: idOf('Microsoft.Network/publicIPAddresses/pip-castor-app'),
    }),
    set(
      'among the servers of another service',
      card,
      ['ipConfigurations', 0, 'applicationSecurityGroups'],
      [{ id: idOf('Microsoft.Network/applicationSecurityGroups/asg-treserva-db') }],
    ),
    set('passes on what is for others', card, ['enableIPForwarding'], true),
    set('in the subnet of another zone', card, ['ipConfigurations', 0, 'subnet', 'id'], subnetId('publik')),
    set(
      'a port of the internet straight to a machine',
      balancer,
      ['inboundNatRules'],
      [{ name: 'rdp', protocol: 'Tcp', frontendPort: 3389, backendPort: 3389 }],
    ),
    set(
      'one address more behind a name',
      named('network:ApplicationGateway'),
      ['backendAddressPools', 0, 'backendAddresses', 1, 'ipAddress'],
      '203.0.113.9',
    ),
    set(
      'behind the load balancer of another service',
      named('network:NetworkInterface', 'treserva-app'),
      ['ipConfigurations', 0, 'loadBalancerBackendAddressPools'],
      [{ id: idOf('Microsoft.Network/loadBalancers/lb-castor-app/backendAddressPools/servers') }],
    ),
    add('a public address that belongs to nothing', named('network:PublicIPAddress', 'castor'), {
      publicIpAddressName: 'pip-added',
    }),
  ];
}
