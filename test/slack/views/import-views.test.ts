import { describe, expect, it } from 'vitest';
import { fates, type ImportFate, type ImportProgress, type ImportRow } from '../../../src/domain/import.ts';
import type { FileRefusal } from '../../../src/domain/roster/roster-file.ts';
import type { ImportRecord } from '../../../src/ports/imports.ts';
import type { ImportPreview } from '../../../src/services/read-import.ts';
import { wordFileRefusal } from '../../../src/slack/import-texts.ts';
import { droppedFileCard } from '../../../src/slack/views/dropped-file-card.ts';
import { importForm, parseImportForm, readDropped, readImportForm } from '../../../src/slack/views/import-form.ts';
import { fileFailedMessage, importMessage, importStoppedMessage } from '../../../src/slack/views/import-message.ts';
import { decodePreview, encodePreview, importPreview } from '../../../src/slack/views/import-preview.ts';
import { mrkdwnWording } from '../../../src/slack/wording.ts';
import { at, id, longest, words } from '../examples.ts';
import { expectMessage, expectModal, mrkdwnIn } from '../shown.ts';
import { hostileName, hostileOrganization } from '../worst-case.ts';
import { aForm, aRole, named } from './form-examples.ts';

const fullForm = aForm({
  roles: Array.from({ length: 10 }, (_, n) => aRole(n + 1, hostileName, { forWhom: longest(200) })),
  teams: named(250, 1000, () => hostileName),
  products: named(150, 2000, () => hostileName),
  permissions: named(120, 3000, () => hostileName),
  templates: named(120, 4000, () => hostileName).map((each) => ({ ...each, permissionIds: [id(3000)] })),
  missingSettings: ['product_url'],
  mailState: 'no_server',
});

const terms = {
  ...{ roleId: id(1), primaryTeamId: null, secondaryTeamIds: [], productIds: [], permissionIds: [] },
  ...{ templateId: null, note: null, sendAfter: null },
};

const aRecord = (rest: Partial<ImportRecord> = {}): ImportRecord => ({
  ...{
    id: id(9),
    organizationId: id(2),
    createdById: id(3),
    source: 'file',
    title: 'people.csv',
    state: 'OPEN',
    terms,
  },
  remarks: { ignoredColumns: [], isEncodingGuessed: false, sentBefore: null },
  ...{ createdAt: at, decidedAt: at, resumeAt: null, stop: null },
  ...rest,
});

const aRow = (number: number, decided: ImportFate, email = `p${number}@example.com`): ImportRow => ({
  ...{ number, line: number + 1, state: 'OPEN', decided },
  person: {
    email,
    emailKey: email,
    firstName: null,
    lastName: null,
    role: null,
    team: null,
    products: null,
    leftOut: [],
  },
});

const aPreview = (rows: readonly ImportRow[], rest: Partial<ImportPreview> = {}): ImportPreview => {
  const counts = Object.fromEntries(
    fates.map((fate) => [fate, rows.filter(({ decided }) => decided.fate === fate).length]),
  );
  return {
    ...{ record: aRecord(), rows, page: 0, pages: 1, remainingToday: 200, dailyCap: 200, others: 0 },
    ...{ mailState: 'ready', unreached: new Map() },
    ...{ roleName: 'Viewer', teamName: 'Sales', counts: counts as ImportPreview['counts'] },
    ...rest,
  };
};

const textOf = (view: unknown): string =>
  mrkdwnIn(view)
    .map(({ text }) => text)
    .join('\n');

const hostileWords = mrkdwnWording(hostileOrganization, '/members');
const hostileFates: readonly ImportFate[] = [
  { fate: 'clear' },
  { fate: 'unreadable', reason: 'two_addresses', text: longest(80) },
  { fate: 'refused', reason: { kind: 'no_such_product', name: hostileName } },
  { fate: 'refused', reason: { kind: 'already_pending', invitationId: id(1), expiresAt: at, knownAs: longest(254) } },
  { fate: 'repeated', ofLine: 10_000, differsInCase: true },
  {
    fate: 'noted',
    warnings: [
      { kind: 'same_slack_person', as: longest(254) },
      { kind: 'likely_slip', meant: longest(254) },
      { kind: 'was_removed', at },
    ],
    leftOut: Array.from({ length: 5 }, () => ({ reason: 'bad_name', text: longest(80) }) as const),
  },
];

describe('the preview of an import', () => {
  it.each(hostileFates)('at its fullest is a modal that Slack takes: %j', (decided) => {
    const rows = Array.from({ length: 25 }, (_, n) => aRow(n, decided, longest(254)));
    const record = aRecord({
      title: hostileName,
      terms: { ...terms, sendAfter: at.toISOString() },
      remarks: {
        ignoredColumns: Array.from({ length: 20 }, () => longest(80)),
        ...{ isEncodingGuessed: true, sentBefore: at.toISOString() },
      },
    });
    const full = {
      mailState: 'no_public_address' as const,
      record,
      page: 5,
      pages: 400,
      remainingToday: 0,
      roleName: hostileName,
      teamName: hostileName,
      others: 9,
    };
    expectModal(importPreview(aPreview(rows, full), hostileWords, [longest(300)]));
  });

  it('of all fates on one page has each under its title, in order', () => {
    const rows = hostileFates.map((decided, n) => aRow(n, decided));
    expectModal(importPreview(aPreview(rows), hostileWords));
    const titles = textOf(importPreview(aPreview(rows), words)).match(/\*(No address|Cannot|Can be|Stands|Will be)/g);
    expect(titles).toEqual(['*No address', '*Cannot', '*Can be', '*Stands', '*Will be']);
  });

  it('says how the cap of a day spreads it, and offers nothing to send where nobody can be invited', () => {
    const rows = [1, 2, 3].map((n) => aRow(n, { fate: 'clear' }));
    const told = (today: number, cap: number) =>
      textOf(importPreview(aPreview(rows, { remainingToday: today, dailyCap: cap }), words));
    expect(told(2, 5)).toMatch(/2 go out today, 1 tomorrow/);
    expect(told(0, 1)).toMatch(/None go out today any more, 1 a day on the 3 days after/);
    expect(told(0, 0)).toMatch(/daily number is 0/);
    expect(told(3, 5)).not.toMatch(/go out today/);
    const nobody = importPreview(aPreview([aRow(1, { fate: 'refused', reason: { kind: 'oneself' } })]), words);
    expect(nobody.submit).toBeUndefined();
  });

  it('carries which one it is, and reads nothing else', () => {
    expect(decodePreview(encodePreview({ importId: id(4), page: 12 }))).toEqual({ importId: id(4), page: 12 });
    for (const value of ['', 'x.1', `${id(4)}.`, `${id(4)}.-1`, `${id(4)}.99999`])
      expect(decodePreview(value)).toBeUndefined();
  });
});

describe('the form of an import', () => {
  it('at its fullest is a modal that Slack takes, with and without a file that was dropped', () => {
    const dropped = { id: 'F0000000001', name: hostileName };
    expectModal(importForm(fullForm, hostileWords, dropped, [longest(300)], { note: longest(3000) }));
    expectModal(importForm(fullForm, hostileWords));
    expectMessage(droppedFileCard(dropped, 'UTC'));
    expect(readDropped(importForm(aForm(), words, dropped).private_metadata ?? '')?.id).toBe(dropped.id);
    for (const value of ['', '{}', 'x', '{"id":"../x","name":""}']) expect(readDropped(value)).toBeNull();
  });

  it('wants a file, a role and a note without links', () => {
    const filled = readImportForm({
      role: { role: { selected_option: null } },
      import_note: { import_note: { value: 'see https://evil.example' } },
    });
    expect(parseImportForm(filled, null)).toMatchObject({
      ok: false,
      refusal: {
        file: expect.stringMatching(/Choose a file here/),
        role: 'Choose a role.',
        import_note: expect.stringMatching(/link/),
      },
    });
  });
});

const none: ImportProgress = {
  ...{ total: 10, open: 0, invited: 0, added: 0, left: 0, queued: 0, delivered: 0, failed: 0 },
  ...{ joined: 0, declined: 0, withdrawn: 0, ranOut: 0 },
};

describe('the message of an import', () => {
  it('at its fullest is one that Slack takes, in every state', () => {
    const many = Object.fromEntries(Object.keys(none).map((key) => [key, 1_000_000])) as ImportProgress;
    for (const state of ['SENDING', 'DONE', 'CANCELLED', 'STOPPED'] as const) {
      const record = aRecord({ state, title: hostileName, resumeAt: at, stop: { cause: 'role_retired', line: 9999 } });
      for (const isHandedOver of [true, false]) {
        expectMessage(importMessage({ record, progress: many, timeZone: 'UTC', isHandedOver }));
      }
      const stopped = { record, progress: many, timeZone: 'UTC' };
      const by = { teamId: 'T0000000001', userId: 'U0000000001' };
      expectMessage(importStoppedMessage({ ...stopped, by: null }));
      expectMessage(importStoppedMessage({ ...stopped, by }), { mentions: [by.userId] });
    }
    expectMessage(fileFailedMessage(longest(100)));
  });

  it('has a bar and a way to stop while it goes out, then what became of it and a way to mend it', () => {
    const message = (state: ImportRecord['state'], progress: Partial<ImportProgress>) =>
      JSON.stringify(
        importMessage({
          record: aRecord({ state }),
          progress: { ...none, ...progress },
          timeZone: 'UTC',
          isHandedOver: false,
        }),
      );
    const under = message('SENDING', { open: 4, invited: 6, queued: 1, delivered: 5 });
    expect(under).toMatch(/▓{10}░{10} 50 %/);
    expect(under).toMatch(/6 of 10 rows prepared: 4 still to be prepared, 1 on the way and 5 delivered/);
    expect(under).toMatch(/"Stop"/);
    const done = message('DONE', { invited: 8, left: 2, delivered: 7, failed: 1, joined: 3 });
    expect(done).not.toMatch(/░|"Stop"/);
    expect(done).toMatch(/7 delivered, 1 not delivered and 2 not invited\.\\nSince then: 3 joined/);
    expect(done).toMatch(/CSV of what was not sent/);
    expect(message('DONE', { invited: 10, delivered: 10 })).not.toMatch(/CSV/);
  });
});

describe('what is wrong with a file', () => {
  const refusals: readonly FileRefusal[] = [
    { kind: 'file_too_large', maxBytes: 10 * 1024 * 1024 },
    { kind: 'file_too_long', maxRows: 10_000 },
    { kind: 'file_empty' },
    { kind: 'file_broken' },
    { kind: 'file_without_people', lines: 0 },
    { kind: 'file_without_people', lines: 1 },
    ...(['spreadsheet', 'old_spreadsheet', 'archive', 'image', 'pdf', 'document', 'web_page', 'other'] as const).map(
      (what) => ({ kind: 'file_wrong', what }) as const,
    ),
  ];
  it('is told in a sentence of its own, with the next step, that fits under a field', () => {
    const texts = refusals.map(wordFileRefusal);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text.length).toBeLessThan(150);
  });
});
