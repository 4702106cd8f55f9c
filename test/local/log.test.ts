import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLog } from '#/local/log.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

let path: string;
let remove: () => void;
beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  path = join(temporary.folder, 'log');
});
afterEach(() => remove());

const now = () => Date.parse('2026-11-20T15:04:05.678Z');
const written = () => readFileSync(path, 'utf8');

describe('the log', () => {
  test('has the time of Japan before every line, and is for its owner only', () => {
    openLog(path, now)('[iam] Tick may not s3:PutObject');
    expect(written()).toBe('2026-11-21 00:04:05.678+09:00 [iam] Tick may not s3:PutObject\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('shows what a function logged as level, message, ids and frames', () => {
    const logged = {
      level: 'ERROR',
      message: 'step failed',
      timestamp: '2026-11-20T15:04:05.678Z',
      service: 'hikeshi',
      cold_start: false,
      function_arn: 'arn:aws:lambda:ap-northeast-1:000000000000:function:ReviewCase',
      function_name: 'ReviewCase',
      function_memory_size: '256',
      function_request_id: '0326ae69',
      caseId: '20261120-00001',
      run: 1,
      error: 'CaseIsClosed',
      at: ['    at step (task.ts:1:1)', '    at run (data:text/javascript,import%20it:9:9)'],
    };
    openLog(path, now)(`[ReviewCase] ${JSON.stringify(logged)}`);
    expect(written().trimEnd().split('\n')).toEqual([
      '2026-11-21 00:04:05.678+09:00 [ReviewCase] ERROR step failed function_request_id=0326ae69 caseId=20261120-00001 run=1 error=CaseIsClosed',
      '    at step (task.ts:1:1)',
    ]);
  });

  test('leaves out what only CloudWatch counts, and leaves alone what only looks like JSON', () => {
    const log = openLog(path, now);
    log('[SendMail] {"_aws":{"Timestamp":1},"MailFailed":1}');
    log('[SendMail] {not json}');
    expect(written()).toMatch(/^\S+ \S+ \[SendMail\] \{not json\}\n$/);
  });

  test('that cannot be written ends nobody', () => {
    const log = openLog(join(path, 'no', 'such', 'folder'), now);
    expect(() => log('line')).not.toThrow();
  });

  test('is moved aside when it is large, also by the next start, and one old one is kept', () => {
    const line = 'x'.repeat(60);
    openLog(path, now, 150)(line);
    const log = openLog(path, now, 150);
    log(line);
    expect(existsSync(`${path}.1`)).toBe(false);
    log('third');
    expect(written()).toMatch(/ third\n$/);
    expect(readFileSync(`${path}.1`, 'utf8').match(/x{60}/g)).toHaveLength(2);
    for (let at = 0; at < 10; at += 1) log(line);
    expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(2 * 250);
  });
});
