import type { ChangeStep, Host } from '../../procedure.ts';

/**
 * Switches a host off in a minute, so that the host has said that it will before it is gone. Windows does not tell
 * whether it is about to; there a lost connection leaves the question to a person.
 */
export const powerOff: Readonly<Record<Host['address']['system'], ChangeStep>> = {
  linux: {
    command: { argv: ['shutdown', '-P', '+1', 'Grundval'], asRoot: true },
    timeoutSeconds: 60,
    probe: {
      command: { argv: ['test', '-e', '/run/systemd/shutdown/scheduled'] },
      parse: ({ code }) => code === 0,
    },
    undo: { sv: 'Inom en minut: shutdown -c', en: 'Within a minute: shutdown -c' },
  },
  windows: {
    command: { argv: ['shutdown', '/s', '/t', '60'], asRoot: true },
    timeoutSeconds: 60,
    undo: { sv: 'Inom en minut: shutdown /a', en: 'Within a minute: shutdown /a' },
  },
};
