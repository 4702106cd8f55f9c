import { clock } from '#/cli/clock.ts';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning);
});

type Command = (args: string[]) => Promise<number>;

const COMMANDS: Record<string, Command> = {
  start: async (args) => (await import('#/cli/start.ts')).start(args),
  async build(args) {
    const { build } = await import('#/cli/build.ts');
    await build({
      synthOnly: args.includes('--synth'),
      quiet: true,
      onProgress: ({ step, outcome }) => outcome === 'started' && console.log(text.building(step)),
    });
    return 0;
  },
  clock,
  verify: async (args) => (await import('#/cli/verify.ts')).verify(args),
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  console.error(text.usage(Object.keys(COMMANDS)));
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await command(args);
  } catch (error) {
    // Whoever starts it can put a StartError right; anything else is ours to explain.
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = 1;
  }
}
