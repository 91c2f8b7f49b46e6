// Plain JavaScript without newer syntax: this file must run on the Node the machine happens to have.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const oldestMajor = 24;
const ownNode = fileURLToPath(
  new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);

/**
 * Runs a TypeScript program of this project: here where this Node is new enough, else in the project's
 * own Node with the same arguments, streams, signals and exit status.
 *
 * @param {string} launcher path of the launching file, run again by the project's Node
 * @param {string} program URL of the program
 */
export async function launch(launcher, program) {
  if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
    // Keeps what was compiled for the next start: a third of a second less for `grundval check`.
    if (module.enableCompileCache) module.enableCompileCache();
    await import(program);
  } else if (existsSync(ownNode)) {
    handOver(launcher);
  } else {
    refuse(
      {
        sv: `Grundval behöver Node ${oldestMajor}; det här är Node ${process.versions.node}, och projektets egen Node är inte installerad (${ownNode}).`,
        en: `Grundval needs Node ${oldestMajor}; this is Node ${process.versions.node}, and the project's own Node is not installed (${ownNode}).`,
      },
      {
        sv: 'npm install   (om installationsskript hoppades över: npm rebuild node --ignore-scripts=false)',
        en: 'npm install   (if install scripts were skipped: npm rebuild node --ignore-scripts=false)',
      },
    );
  }
}

/**
 * @param {{ sv: string, en: string }} message
 * @param {{ sv: string, en: string }} remedy command to run
 */
function refuse(message, remedy) {
  const lang = spokenLanguage();
  const head = { sv: 'Gör så här', en: 'Try' };
  process.stderr.write(`grundval: ${message[lang]}\n  ${head[lang]}: ${remedy[lang]}\n`);
  process.exitCode = 2;
}

/** As cli/config.ts decides, which cannot be loaded here. */
function spokenLanguage() {
  const words = process.argv.slice(2);
  const at = words.indexOf('--lang');
  const joined = words.find((word) => word.startsWith('--lang='));
  const { GRUNDVAL_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const said = at >= 0 ? words[at + 1] : joined ? joined.slice('--lang='.length) : undefined;
  return /^sv/i.test(said || GRUNDVAL_LANG || LC_ALL || LC_MESSAGES || LANG || '') ? 'sv' : 'en';
}

function handOver(launcher) {
  const child = spawn(ownNode, [launcher, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C at a terminal reaches the child by itself, as a member of the foreground group: passing it on
  // would deliver it twice. A signal sent to this process alone reaches the child only through us.
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  let terminalIsGone = false;
  const passOn = (signal) => {
    if (signal === 'SIGHUP') terminalIsGone = true;
    if (!(signal === 'SIGINT' && atTerminal)) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);

  child.on('error', (error) => {
    const remedy = 'npm rebuild node --ignore-scripts=false';
    refuse(
      {
        sv: `Projektets egen Node (${ownNode}) kunde inte startas: ${error.message}`,
        en: `Could not start the project's own Node (${ownNode}): ${error.message}`,
      },
      { sv: remedy, en: remedy },
    );
  });
  child.on('exit', (code, signal) => {
    for (const name of signals) process.removeListener(name, passOn);
    process.exitCode = code === null ? 128 + (constants.signals[signal] || 0) : code;
    if (signal !== null) process.kill(process.pid, signal);
    // Older Node aborts when it cannot reset a terminal that was closed; ended by the signal it does not try.
    else if (terminalIsGone) process.kill(process.pid, 'SIGHUP');
  });
}
