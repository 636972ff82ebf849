import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryCause } from '../../../src/domain/delivery-cause.ts';
import { type PendingRow, pendingGroups } from '../../../src/domain/invitation.ts';
import type { MailState } from '../../../src/domain/mail-state.ts';
import type { PendingList } from '../../../src/services/list-pending.ts';
import { pendingModal } from '../../../src/slack/views/pending-modal.ts';
import { decodePendingTrail, encodePendingTrail } from '../../../src/slack/views/pending-trail.ts';
import { at, hostileTexts, id, longest, words } from '../examples.ts';
import { expectModal, mrkdwnIn } from '../shown.ts';

const aRow = (n: number, rest: Partial<PendingRow> = {}): PendingRow => ({
  invitationId: id(n),
  email: `person${n}@example.com`,
  firstName: 'Grace',
  lastName: 'Hopper',
  roleName: 'Viewer',
  group: 'waiting',
  issuedAt: new Date(at.getTime() - 7_200_000),
  sendAfter: null,
  expiresAt: new Date(at.getTime() + 3_600_000),
  openedAt: null,
  remindersSent: 0,
  remindedAt: null,
  generation: 1,
  issuerName: 'Ada Example',
  deliveries: [{ channel: 'EMAIL', state: 'SENT', cause: null, at }],
  ...rest,
});

const aList = (rows: readonly PendingRow[], rest: Partial<PendingList> = {}): PendingList => ({
  rows,
  hasMore: false,
  counts: Object.fromEntries(
    pendingGroups.map((group) => [group, rows.filter((row) => row.group === group).length]),
  ) as PendingList['counts'],
  now: at,
  mailState: 'ready',
  ...rest,
});

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

const delivered = (state: 'QUEUED' | 'SENT' | 'FAILED' | 'BOUNCED', cause: DeliveryCause | null) =>
  textOf(pendingModal(aList([aRow(1, { deliveries: [{ channel: 'EMAIL', state, cause, at }] })]), [], words));

describe('pendingModal', () => {
  it('when a page of the longest rows in all groups is shown, is a modal that Slack takes', () => {
    const rows = Array.from({ length: 25 }, (_, n) =>
      aRow(n, {
        email: `${longest(64)}@example.com`,
        firstName: hostileTexts[n % hostileTexts.length] ?? '',
        lastName: longest(80),
        roleName: longest(75),
        issuerName: longest(160),
        group: pendingGroups[n % 5] ?? 'waiting',
        generation: 99,
        openedAt: at,
        remindersSent: 2,
        remindedAt: at,
      }),
    );
    const trail = Array.from({ length: 80 }, (_, n) => ({ group: 'older' as const, issuedAt: at, id: id(n) }));
    expectModal(
      pendingModal(aList(rows, { hasMore: true, mailState: 'no_public_address' }), trail, words, [
        longest(2000),
        longest(2000),
      ]),
    );
  });

  it('when nobody waits, says so', () => {
    expectModal(pendingModal(aList([]), [], words));
    expect(textOf(pendingModal(aList([]), [], words))).toContain('Nobody is waiting');
  });

  it('when somebody waits, tells who, as what, how old, how long still and how it went out', () => {
    const text = textOf(pendingModal(aList([aRow(1)]), [], words));
    expect(text).toContain('*Grace Hopper* (person1@example.com) as Viewer');
    expect(text).toMatch(/Sent 2 hours ago by Ada Example · ends in 1 hour · sent by mail/);
  });

  it('when a link is not delivered, says why in words', () => {
    expect(delivered('QUEUED', 'mail_server_unreachable')).toContain(
      'not delivered yet, retrying: mail server unreachable',
    );
    expect(delivered('QUEUED', null)).toContain('on its way');
    expect(delivered('FAILED', 'mail_refused')).toContain('not delivered: the mail server refused this address');
    expect(delivered('BOUNCED', null)).toContain('came back by mail');
  });

  it('when a link is not delivered for good, what helps stands in front, and not in the menu too', () => {
    const buttons = (
      state: 'QUEUED' | 'SENT' | 'FAILED' | 'BOUNCED',
      cause: DeliveryCause | null,
      mailState: MailState = 'ready',
    ) => {
      const row1 = aRow(1, { deliveries: [{ channel: 'EMAIL', state, cause, at }] });
      const view = pendingModal(aList([row1], { mailState }), [], words);
      expectModal(view);
      const [row] = view.blocks.flatMap((block) => ('elements' in block ? [block.elements] : []));
      return row?.flatMap((element) => {
        if ('options' in element && Array.isArray(element.options))
          return [element.options.map(({ text }) => text.text).join('|')];
        return 'text' in element && typeof element.text === 'object' ? [element.text.text] : [];
      });
    };
    const all = 'Edit|Another address|Copy a link';
    expect(buttons('FAILED', 'mail_refused')).toEqual(['Another address', 'Reinvite', 'Withdraw', 'Edit|Copy a link']);
    expect(buttons('BOUNCED', null)).toEqual(['Another address', 'Reinvite', 'Withdraw', 'Edit|Copy a link']);
    expect(buttons('FAILED', 'mail_blocked')).toEqual(['Copy a link', 'Reinvite', 'Withdraw', 'Edit|Another address']);
    expect(buttons('FAILED', 'mailbox_full')).toEqual(['Reinvite', 'Withdraw', all]);
    expect(buttons('QUEUED', 'mail_server_unreachable')).toEqual(['Reinvite', 'Withdraw', all]);
    expect(buttons('SENT', 'mail_delayed')).toEqual(['Reinvite', 'Withdraw', all]);
    expect(buttons('FAILED', 'admin_needs_mail')).toEqual([
      'Edit',
      'Reinvite',
      'Withdraw',
      'Another address|Copy a link',
    ]);
    // Without a page that it could lead to, there is no link to copy.
    const pageless = (cause: DeliveryCause | null) => buttons(cause ? 'FAILED' : 'SENT', cause, 'no_public_address');
    expect(pageless('no_public_address')).toEqual(['Another address', 'Reinvite', 'Withdraw', 'Edit']);
    expect(pageless('mail_blocked')).toEqual(['Reinvite', 'Withdraw', 'Edit|Another address']);
    expect(pageless(null)).toEqual(['Reinvite', 'Withdraw', 'Edit|Another address']);
  });

  it('when a row is withdrawn, asks first, naming the person and what will happen', () => {
    const view = JSON.stringify(pendingModal(aList([aRow(1)]), [], words));
    expect(view).toContain('The link of Grace Hopper (person1@example.com) stops working at once.');
    expect(view).toContain('"accessibility_label":"Withdraw the invitation of Grace Hopper"');
  });

  it('offers the pages that there are', () => {
    const labels = (list: PendingList, pages: number) =>
      JSON.stringify(
        pendingModal(
          list,
          Array.from({ length: pages }, () => ({ group: 'older' as const, issuedAt: at, id: id(1) })),
          words,
        ),
      ).match(/(Next|Previous) page/g) ?? [];
    expect(labels(aList([aRow(1)]), 0)).toEqual([]);
    expect(labels(aList([aRow(1)], { hasMore: true }), 0)).toEqual(['Next page']);
    expect(labels(aList([aRow(1)], { hasMore: true }), 1)).toEqual(['Previous page', 'Next page']);
  });
});

describe('pending trail', () => {
  const cursor = fc.record({
    group: fc.constantFrom(...pendingGroups),
    issuedAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
    id: fc.uuid(),
  });

  it('when it is written and read, is the same', () => {
    fc.assert(
      fc.property(fc.array(cursor, { maxLength: 50 }), (trail) => {
        expect(decodePendingTrail(encodePendingTrail(trail))).toEqual(trail);
      }),
    );
  });

  it('when it is longer than the metadata holds, keeps the last pages', () => {
    const trail = Array.from({ length: 200 }, (_, n) => ({ group: 'older' as const, issuedAt: at, id: id(n) }));
    expect(encodePendingTrail(trail).length).toBeLessThanOrEqual(3000);
    expect(decodePendingTrail(encodePendingTrail(trail)).at(-1)?.id).toBe(id(199));
  });

  it('when it was not written by us, is the first page', () => {
    fc.assert(
      fc.property(fc.string(), (text) => decodePendingTrail(text).every(({ id: cursorId }) => cursorId !== '')),
    );
    expect(decodePendingTrail('9.x.y garbage')).toEqual([]);
  });
});
