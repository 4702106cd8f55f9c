import { clock } from '#/cli/clock.ts';
import { flagsOf } from '#/cli/flags.ts';
import { PROFILE } from '#/cli/project.ts';
import { text } from '#/cli/text.ts';
import { token } from '#/cli/token.ts';
import { StartError } from '#/local/start-error.ts';

process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});

type Command = (args: string[]) => Promise<number>;

const BUILD = {
  profile: { type: 'string', default: PROFILE },
  overlay: { type: 'string' },
  synth: { type: 'boolean', default: false },
} as const;

const COMMANDS: Record<string, Command> = {
  start: async (args) => (await import('#/cli/start.ts')).start(args),
  async build(args) {
    const { profile, overlay, synth } = flagsOf(args, BUILD, text.buildUsage);
    const { build } = await import('#/cli/build.ts');
    await build({
      profile,
      overlay,
      synthOnly: synth,
      quiet: true,
      onProgress: ({ step, outcome }) => outcome === 'started' && console.log(text.building(step)),
    });
    return 0;
  },
  clock,
  duties: async (args) => (await import('#/cli/duties.ts')).duties(args),
  facts: async (args) => (await import('#/cli/facts.ts')).facts(args),
  plan: async (args) => (await import('#/cli/plan.ts')).plan(args),
  profile: async (args) => (await import('#/cli/profile.ts')).profile(args),
  token,
  verify: async (args) => (await import('#/cli/verify.ts')).verify(args),
};

async function run([name = '', ...args]: string[]): Promise<number> {
  const command = COMMANDS[name];
  const isAsked = [name, ...args].some((word) => ['help', '--help', '-h'].includes(word));
  if (command !== undefined && !isAsked) return command(args);
  console[isAsked ? 'log' : 'error']((isAsked || name === '' ? '' : text.unknownCommand(name)) + text.help);
  return isAsked ? 0 : 2;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // Whoever starts it can put a StartError right; anything else is ours to explain.
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
