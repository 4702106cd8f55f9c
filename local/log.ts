import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

const LARGEST = 10 * 1024 * 1024;

/** Appends what happened to a file that people read. It is moved aside when it is large, so that weeks fill no disk. */
export function openLog(path: string, now: () => number, largest = LARGEST): (line: string) => void {
  let size = existsSync(path) ? statSync(path).size : 0;
  return (line) => {
    const said = readable(line);
    if (said === undefined) return;
    const written = `${japanTime(now())} ${said}\n`;
    try {
      if (size > largest) {
        renameSync(path, `${path}.1`);
        size = 0;
      }
      appendFileSync(path, written, { mode: 0o600 });
      size += Buffer.byteLength(written);
    } catch {
      // A line that cannot be written, on a full disk, must not end what it is about.
    }
  };
}

const japanTime = (time: number) =>
  new Date(time + 9 * 3_600_000).toISOString().replace('T', ' ').replace('Z', '+09:00');

interface Logged {
  level?: string;
  message?: string;
  at?: string[];
  [key: string]: unknown;
}

/** What the line already says by itself, or the template does for every line. */
const KNOWN = /^(timestamp|service|cold_start|sampling_rate|function_(arn|name|memory_size)|_aws)$/;

/** Functions write JSON for CloudWatch: here it is the level, the message, what else it says, and a line for each frame. */
function readable(line: string): string | undefined {
  const [, label, json = ''] = /^(\[\w+\]) (\{.*\})$/.exec(line) ?? [];
  const said = label === undefined ? undefined : parsed(json);
  if (said === undefined) return line;
  const { level, message, at = [], ...others } = said;
  // A line with nothing but a number that CloudWatch would count; what comes of it, an alarm, has a line of its own.
  if (level === undefined && message === undefined) return undefined;
  const values = Object.entries(others)
    .filter(([key]) => !KNOWN.test(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [[label, level, message, ...values].filter(Boolean).join(' '), ...at.filter(isOfCode)].join('\n');
}

/** The worker's own frames carry its whole source. */
const isOfCode = (frame: string) => !frame.includes('data:text/javascript');

function parsed(json: string): Logged | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
