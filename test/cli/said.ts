import { vi } from 'vitest';

/** What a command printed, and what it came to. */
export async function saidBy(command: (args: string[]) => Promise<number>, args: string[]) {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    const code = await command(args);
    return { code, said: log.mock.calls.map((words) => words.join(' ')).join('\n') };
  } finally {
    log.mockRestore();
  }
}
