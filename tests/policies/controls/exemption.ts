/** An exemption of the invented municipality from a control, from 2026-09-08 on. */
export function exemption(control: string, until: string, subject = 'service:tjanst') {
  return {
    control,
    subject,
    owner: 'role:chef',
    reason: 'Rättas i vinter.',
    from: '2026-09-08',
    until,
    decision: 'KS-2026-3',
  };
}
