import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cut,
  escapeAddress,
  escapeText,
  fitLines,
  link,
  namedDay,
  namedTime,
  slackDate,
} from '../../src/slack/mrkdwn.ts';
import type { Reader } from '../support/workspace/dates.ts';
import { mentionsIn, readMrkdwn } from '../support/workspace/mrkdwn.ts';
import { hostileTexts } from './examples.ts';

const reader: Reader = { zone: 'UTC', now: Date.now(), userName: () => 'SOMEBODY', channelName: () => 'SOMEWHERE' };

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '&',
      '!',
      '@',
      '#',
      '|',
      '*',
      '_',
      '~',
      '`',
      'a',
      ' ',
      'channel',
      'https://x.example',
    ),
  }),
  fc.constantFrom(...hostileTexts),
);

describe('escapeText', () => {
  it('when any text of people is shown, nobody is mentioned and nothing is a token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>]/);
        expect(mentionsIn(`before ${escaped} after`)).toEqual([]);
      }),
    );
  });

  it('when a text has no marks, it reads as it was written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = text.replace(/[*_~`]/g, '');
        expect(readMrkdwn(escapeText(plain), reader)).toBe(plain);
      }),
    );
  });

  it('when a name would start or end bold, italic, strike or code, it starts nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeText(text)).not.toMatch(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/u);
      }),
    );
  });

  it('when a mark stands between letters, it stays: it starts nothing there', () => {
    expect(escapeText('first_last 2*3')).toBe('first_last 2*3');
  });
});

describe('escapeAddress', () => {
  it('when an address is shown, it can be copied as it is', () => {
    for (const address of ['_a_@example.com', 'a*b@example.com', '~x@example.com'])
      expect(escapeAddress(address)).toBe(address);
    expect(readMrkdwn(escapeAddress('a&b@example.com'), reader)).toBe('a&b@example.com');
  });
});

describe('cut', () => {
  it('when a text is too long, it fits, says so, and no character is halved', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, max) => {
        const short = cut(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        // A lone half does not survive UTF-8.
        expect(Buffer.from(short).toString()).toBe(short);
        if (text.length <= max) expect(short).toBe(text);
        else expect(short).toMatch(/…$/u);
      }),
    );
  });
});

describe('fitLines', () => {
  it('when lines do not fit, keeps whole ones from the first on and counts the rest', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }), { maxLength: 30 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 20, max: 200 }), (all, max) => {
        const shown = fitLines(all, max, (left) => `+${left}`);
        expect(shown.length).toBeLessThanOrEqual(max);
        const kept = shown.split('\n').slice(0, -1);
        const isWhole = all.join('\n').length <= max;
        expect(shown).toBe(isWhole ? all.join('\n') : [...kept, `+${all.length - kept.length}`].join('\n'));
        if (!isWhole) expect(kept).toEqual(all.slice(0, kept.length));
      }),
    );
  });
});

describe('what a moment is called', () => {
  it('depends on the moment and on the zone, however often it was asked', () => {
    const [night, day] = [new Date('2026-11-22T23:30:00Z'), new Date('2026-11-22T12:00:00Z')];
    const asked = () => [
      namedDay(night, 'UTC'),
      namedDay(night, 'Europe/Berlin'),
      namedDay(day, 'Europe/Berlin'),
      namedTime(night, 'Europe/Berlin'),
    ];
    const named = ['22 Nov 2026', '23 Nov 2026', '22 Nov 2026', '23 Nov 2026, 00:30 (Europe/Berlin)'];
    expect([asked(), asked()]).toEqual([named, named]);
  });
});

describe('slackDate and link', () => {
  it('when a moment is shown, its fallback names the zone and cannot end the token', () => {
    expect(slackDate(new Date(0), '{date_short_pretty} {time}', '1 Jan 1970, 00:00 (A>B)')).toBe(
      '<!date^0^{date_short_pretty} {time}|1 Jan 1970, 00:00 (A&gt;B)>',
    );
  });

  it('when an address of the settings carries signs of mrkdwn, the link leads where it should and no further', () => {
    const shown = readMrkdwn(link('https://x.example/?a=1&b=<2>|c', '<!channel>'), reader);
    expect(shown).toBe('<!channel> (https://x.example/?a=1&b=<2>%7Cc)');
    expect(mentionsIn(link('https://x.example', '<!channel>'))).toEqual([]);
  });
});
