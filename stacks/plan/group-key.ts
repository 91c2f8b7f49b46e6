/** Key of the servers of one role of a service: `treserva/db`. */
export function groupKey(serviceId: string, role: string): string {
  return `${serviceId}/${role}`;
}
