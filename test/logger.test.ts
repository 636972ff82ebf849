import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { createInviteLinks, createShareableLinks } from '../src/link-signer.ts';
import { createLogger } from '../src/logger.ts';

const secretsOf = { current: 'a-secret-of-32-characters-0123456', previous: null };
const links = createInviteLinks('https://usher.example.com', secretsOf);
const shareable = createShareableLinks('https://usher.example.com', secretsOf).urlFor?.(uuidv7()) ?? '';
const link = links.urlFor?.(uuidv7(), 1) ?? '';
const token = link.slice(-70);

/** What is said through `log` as it is written, line by line. */
const written = (say: (log: ReturnType<typeof createLogger>) => void, level = 'info'): string[] => {
  const lines: string[] = [];
  say(createLogger(level, { write: (line) => void lines.push(line) }));
  return lines;
};

const secrets: [string, string][] = [
  ['a bot token', 'xoxb-0000-1111-abcDEF'],
  ['a user token', 'xoxp-0000-1111'],
  ['a rotated token', 'xoxe.xoxp-1-abcdef'],
  ['an app token', 'xapp-1-A000-111-abc'],
  ['an invite link', link],
  ['the token of an invite link', token],
  ['a link for many', shareable],
  ['an address', 'bo.example+tag@mail.example.com'],
  ['an address in another script', 'bö@exämple.com'],
  ['an address in a web address', 'bo%40example.com'],
  ['the password of a database', 'postgres://usher:hunter2@localhost:5432/usher'],
  ['a password with an @', 'postgres://usher:hun@ter2@localhost:5432/usher'],
  ['the password of a mail server', 'smtps://usher:hunter2@mail.example.com:465'],
  ['a password without a name', 'redis://:hunter2@localhost'],
  ['a response_url', 'https://hooks.slack.com/commands/T000/111/s3cret-Part'],
];

/** The part of each that nobody may read. */
const secretPart = /0000|1111|abcdef|abcDEF|A000|hunter2|ter2|s3cret|bo\.example|bö|bo%40|[\w-]{60}/;

/** Where a text can stand in a line. */
const places: [string, (text: string) => string[]][] = [
  ['the message', (text) => written((log) => log.info(`before ${text} after`))],
  ['quotes', (text) => written((log) => log.info(`before "${text}" after`))],
  ['a line of its own', (text) => written((log) => log.info(`before\n${text}\nafter`))],
  ['a field', (text) => written((log) => log.info({ to: text }, 'sent'))],
  ['a deep field', (text) => written((log) => log.info({ a: [{ b: { c: text } }] }, 'sent'))],
  ['the name of a field', (text) => written((log) => log.info({ sent: { [text]: true } }, 'sent'))],
  ['a child', (text) => written((log) => log.child({ to: text }).info('sent'))],
  ['an error', (text) => written((log) => log.error({ err: new Error(`before "${text}" after`) }, 'failed'))],
  ['a cause', (text) => written((log) => log.error({ err: new Error('x', { cause: new Error(text) }) }, 'failed'))],
  ['a field of an error', (text) => written((log) => log.error({ err: Object.assign(new Error('x'), { url: text }) }))],
];

describe('a log line', () => {
  it.each(places.flatMap(([place, say]) => secrets.map(([what, text]) => [what, place, text, say] as const)))(
    'does not show %s in %s',
    (_what, _place, text, say) => {
      const lines = say(text);
      expect(lines).toHaveLength(1);
      const [line = ''] = lines;
      expect(line).not.toMatch(secretPart);
      expect(line).toMatch(/\[(?:token|link|address|redacted)\]/);
      expect(line.endsWith('}\n')).toBe(true);
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(String) });
    },
  );

  it('keeps everything else, so that one can still find out what happened', () => {
    const [line = ''] = written((log) =>
      log.warn(
        { url: 'http://127.0.0.1:3000/i', count: 3, to: 'bo@example.com', none: null, list: [1, true] },
        'Said "no" \\ twice\n',
      ),
    );
    expect(JSON.parse(line)).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      url: 'http://127.0.0.1:3000/i',
      count: 3,
      to: '[address]',
      none: null,
      list: [1, true],
      msg: 'Said "no" \\ twice\n',
    });
  });

  it('shows where a database or a mail server is, without the password', () => {
    const url = 'postgres://usher:hunter2@db.example.com:5432/usher';
    const [line = ''] = written((log) => log.info({ url }));
    expect(JSON.parse(line).url).toBe('postgres://usher:[redacted]@db.example.com:5432/usher');
  });

  it('keeps the stack of an error', () => {
    const [line = ''] = written((log) => log.error({ err: new Error('No mailbox bo@example.com') }, 'failed'));
    const { err } = JSON.parse(line);
    expect(err).toMatchObject({ type: 'Error', message: 'No mailbox [address]' });
    expect(err.stack).toMatch(/^Error: No mailbox \[address\]\n {4}at .*logger\.test\.ts/);
  });

  it('is written from its level on', () => {
    const say = (log: ReturnType<typeof createLogger>) => {
      log.info('one');
      log.warn('two');
    };
    expect(written(say, 'warn')).toHaveLength(1);
  });

  it('of a long text without spaces is written at once', () => {
    const began = performance.now();
    const long = 'x'.repeat(300_000);
    const [line = ''] = written((log) => log.info({ long, also: `${'://a:'.repeat(2_000)}` }));
    expect(JSON.parse(line).long).toBe(long);
    // Searching from each character again would take minutes.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
