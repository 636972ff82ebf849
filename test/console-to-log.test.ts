import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { consoleToLog } from '../src/console-to-log.ts';
import { createLogger } from '../src/logger.ts';

it('what libraries write to the console is a line of the log, without addresses and tokens', () => {
  const raw = new PassThrough();
  const lines: string[] = [];
  const target = new Console(raw, raw);
  consoleToLog(createLogger('info', { write: (line) => void lines.push(line) }), target);
  target.trace(new Error('a job of ada@example.com failed at postgres://usher:hunter2@127.0.0.1/usher'));
  target.error('Retried %d times with', 3, { token: 'xoxb-1-abc' });
  expect(raw.read()).toBeNull();
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/a job of \[address\] failed at postgres:\/\/usher:\[redacted\]@/);
  expect(lines[0]).toContain('console-to-log.test.ts');
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    level: 40,
    part: 'console',
    msg: expect.stringContaining('3 times'),
  });
  expect(lines.join('')).not.toMatch(/ada@|hunter2|xoxb-1/);
});
