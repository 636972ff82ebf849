import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jobNames } from '../../src/jobs/handlers.ts';
import { allowedMessage } from '../../src/slack/views/allowed-message.ts';
import { anotherAddressModal } from '../../src/slack/views/another-address-modal.ts';
import { copiedLinkModal, copyLinkModal } from '../../src/slack/views/copy-link-modal.ts';
import { acceptedCard, declinedCard, stoppedCard } from '../../src/slack/views/invitation-card.ts';
import { jobFailedMessage } from '../../src/slack/views/job-failed-message.ts';
import { messageModal } from '../../src/slack/views/message-modal.ts';
import { pauseOverCard } from '../../src/slack/views/pause-card.ts';
import { askedCard, runOutCard } from '../../src/slack/views/run-out-card.ts';
import { mrkdwnWording } from '../../src/slack/wording.ts';
import { at, id, longest } from './examples.ts';
import { expectMessage, expectModal } from './shown.ts';
import { hostileInvitation, hostileMember, hostileOrganization } from './worst-case.ts';

// Every view and message at its fullest is within Slack's limits. Most are tried beside the other tests of their builder; the
// rest are tried here, and a builder that nobody tries fails.

const TEST = fileURLToPath(new URL('..', import.meta.url));
const VIEWS = fileURLToPath(new URL('../../src/slack/views', import.meta.url));

const words = mrkdwnWording(hostileOrganization, '/members');
const trail = Array.from({ length: 30 }, () => ({ group: 'older' as const, issuedAt: at, id: id(1) }));

describe('at its fullest, Slack takes', () => {
  it('what asks for another address', () => {
    expectModal(anotherAddressModal(hostileInvitation, trail, words, longest(300), [longest(200)]));
  });

  it('what copies a link', () => {
    expectModal(copyLinkModal(hostileInvitation, trail, words));
    const url = `https://usher.example.com/${longest(200)}`;
    expectModal(copiedLinkModal({ email: hostileInvitation.email, url, expiresAt: at }, words));
  });

  it('what an answered card turns into, and a question that nobody answered', () => {
    expectMessage(acceptedCard(hostileOrganization, at));
    expectMessage(declinedCard(hostileOrganization, at));
    expectMessage(stoppedCard(hostileOrganization, at, id(1)));
    expectMessage(runOutCard(hostileOrganization, at, id(1)));
    expectMessage(askedCard(hostileOrganization, at));
    for (const wasStopped of [true, false]) {
      expectMessage(allowedMessage({ email: hostileInvitation.email, wasStopped }, words));
    }
    const party = { ...hostileMember, slack: { teamId: 'T0000000001', userId: 'U0000000001' } };
    const pause = {
      id: id(1),
      organizationId: id(2),
      at,
      act: 'deactivate' as const,
      asker: party,
      target: party,
      decision: null,
    };
    expectMessage(pauseOverCard(pause, hostileOrganization));
  });

  it('what tells that a job failed for good, for each kind of job', () => {
    for (const name of jobNames) expectMessage(jobFailedMessage({ name, requestId: longest(36) }));
    expectModal(messageModal('Not done', jobFailedMessage({ name: 'mail-code', requestId: longest(36) }).blocks));
  });
});

type Builder = { readonly name: string; readonly file: string };

/** Exported functions that return a view or a message, by the type that they say. */
const findBuilders = async (): Promise<Builder[]> => {
  const files = (await readdir(VIEWS, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const found = await Promise.all(
    files.map(async (file) => {
      const statements = (await readFile(join(VIEWS, file), 'utf8')).split(/^(?=export const )/m);
      return statements.flatMap((statement) => {
        const [, name] =
          /^export const (\w+) = \([^=]*?\): (?:ModalView|HomeView|Message)\b/s.exec(
            statement.replaceAll(/ = (?=[^(])/g, ' '),
          ) ?? [];
        return name ? [{ name, file }] : [];
      });
    }),
  );
  return found.flat();
};

const readTests = async (): Promise<string[]> => {
  const files = (await readdir(TEST, { recursive: true })).filter((file) => file.endsWith('.test.ts'));
  return Promise.all(files.map((file) => readFile(join(TEST, file), 'utf8')));
};

const validates = /\b(expectModal|expectMessage|validateHome|validateModal|validateBlocks)\(/;
const isFull = /\b(hostile\w*|longest)\b/;

describe('no builder of a view or message', () => {
  it('is without a test that holds its fullest against Slack’s limits', async () => {
    const [builders, tests] = await Promise.all([findBuilders(), readTests()]);
    expect(builders.length).toBeGreaterThan(60);
    const trying = tests.filter((test) => validates.test(test) && isFull.test(test));
    const untried = builders.filter(({ name }) => !trying.some((test) => test.includes(`${name}(`)));
    expect(untried).toEqual([]);
  });
});
