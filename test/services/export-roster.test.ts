import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exportRoster } from '../../src/services/export-roster.ts';
import { type AddedMember, addMember, askedBy, auditOf } from '../support/records.ts';
import { type Services, startServices } from '../support/services.ts';
import { addProduct, addTeam } from '../support/terms.ts';

let services: Services;
let ada: AddedMember;
let grace: AddedMember;

const hostile = ['=1+1', '@SUM(A1)', '\tq', '\r=1', '-2', '+3', 'a"b', 'two\nlines', '＝1', 'Ünï;c,ode'];

beforeAll(async () => {
  services = await startServices();
  ada = await addMember(services);
  grace = await addMember(services, { firstName: 'Grace' });
  const [productId, teamId] = [await addProduct(services, 'Studio'), await addTeam(services, '=Sales')];
  const gone = await addMember(services, {
    firstName: 'Gone',
    role: 'Viewer',
    status: 'REMOVED',
    joinedAt: new Date('2026-01-15T22:30:00Z'),
    isBound: false,
  });
  await services.query('UPDATE membership SET primary_team_id = $1, invited_by_id = $2 WHERE id = $3', [
    teamId,
    ada.membershipId,
    gone.membershipId,
  ]);
  await services.query(
    'INSERT INTO membership_product (organization_id, membership_id, product_id) VALUES ($1, $2, $3)',
    [services.organizationId, gone.membershipId, productId],
  );
  for (const name of hostile)
    await addMember(services, { firstName: name, lastName: name, role: 'Member', isBound: false });
});
afterAll(() => services?.stop());
afterEach(async () => {
  services.workspace.faults.clear();
  services.workspace.scopes.add('files:write');
  await services.clearJobs();
});

const ask = async (by = ada, key?: string) =>
  exportRoster(
    services.deps,
    await askedBy(services, by.person, { via: 'command', ...(key && { idempotencyKey: key }) }),
  );

const newFiles = async (by: AddedMember, act: () => Promise<unknown>) => {
  const before = by.person.files().length;
  await act();
  return by.person.files().slice(before);
};

describe('exporting the roster', () => {
  it('sends everybody, of every status, with cells that stay text', async () => {
    const [file, ...others] = await newFiles(ada, async () => {
      await ask();
      await services.runJobs();
    });
    expect(others).toEqual([]);
    expect(file).toMatchObject({
      name: expect.stringMatching(/^people-[0-9a-f]{12}\.csv$/),
      title: 'People of Example Org',
    });
    const text = file?.text ?? '';
    expect(text.startsWith('\uFEFF"Name"')).toBe(true);
    const rows = parse(text, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
    expect(rows).toHaveLength(3 + hostile.length);
    expect(Object.keys(rows[0] ?? {})).toHaveLength(14);
    expect(rows.find((row) => row['First name'] === 'Gone')).toMatchObject({
      Name: 'Gone Example',
      'Last name': 'Example',
      Role: 'Viewer',
      'Primary team': "'=Sales",
      Products: 'Studio',
      Status: 'removed',
      'Joined (Europe/Berlin)': '2026-01-15 23:30',
      'Invited by': 'Ada Example',
      'Slack ID': '',
    });
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/u.test(cell))).toEqual([]);
    const names = rows.map((row) => row['First name']);
    expect(names).toEqual(expect.arrayContaining(["'=1+1", "'@SUM(A1)", 'a"b', 'two\nlines', 'Ünï;c,ode']));
    expect(rows.find((row) => row['Email'] === ada.email)?.['Slack ID']).toBe(ada.person.id);
  });

  it('is noted, done once for one command, and told to the other admins, each once', async () => {
    const before = grace.person.messages().length;
    const files = await newFiles(ada, async () => {
      await Promise.all([ask(ada, 'once'), ask(ada, 'once')]);
      await services.runJobs();
    });
    expect(files).toHaveLength(1);
    const told = grace.person.messages().slice(before);
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('Ada Example exported the list of people')]);
    const entries = await auditOf(services, { action: 'roster.export' });
    expect(entries.at(-1)).toMatchObject({ actorKind: 'MEMBERSHIP', changed: {}, via: 'command' });
    expect(ada.person.messages().filter(({ text }) => text.includes('exported the list'))).toEqual([]);
  });

  it('is made in pages, each asked from where the one before ended', async () => {
    await services.query(
      `WITH made AS (INSERT INTO account (id, email, email_key) SELECT gen_random_uuid(), 'm' || n || '@example.com', 'm' || n || '@example.com'
         FROM generate_series(1, 2500) n RETURNING id, email)
       INSERT INTO membership (id, organization_id, account_id, role_id, search_text)
       SELECT gen_random_uuid(), r.organization_id, made.id, r.id, made.email FROM made, role r WHERE r.name = 'Viewer'`,
    );
    const [file] = await newFiles(ada, async () => {
      await ask();
      await services.runJobs();
    });
    const emails = [...(file?.text ?? '').matchAll(/"(m\d+@example\.com)"/g)].map(([, email]) => email);
    expect([emails.length, new Set(emails).size]).toEqual([2500, 2500]);
    await services.query(`DELETE FROM membership WHERE search_text LIKE 'm%@example.com'`);
  });

  it.each([
    ['the place to upload to', (): void => services.workspace.faults.status('files.getUploadURLExternal', 503)],
    ['the upload', (): void => services.workspace.faults.status('upload', 500)],
    ['the last call', (): void => services.workspace.faults.status('files.completeUploadExternal', 503)],
  ])('when %s fails, is tried again, and one file arrives', async (_what, fail) => {
    fail();
    const files = await newFiles(ada, async () => {
      await ask();
      await services.runJobs();
      await services.runJobs({ hurry: true });
    });
    expect(files).toHaveLength(1);
  });

  it('when the answer of the last call is lost, shares the same file and makes no second one', async () => {
    services.workspace.faults.lose('files.completeUploadExternal');
    const before = services.workspace.callsOf('files.getUploadURLExternal').length;
    const files = await newFiles(ada, async () => {
      await ask();
      await services.runJobs();
      await services.runJobs({ hurry: true });
    });
    expect(files).toHaveLength(1);
    expect(services.workspace.callsOf('files.getUploadURLExternal').length - before).toBe(1);
  });

  it('when Slack does not take it, says why, and what to do', async () => {
    services.workspace.scopes.delete('files:write');
    await ask();
    await services.runJobs();
    expect(ada.person.messages().at(-1)?.text).toContain('it lacks the permission `files:write`');
    services.workspace.scopes.add('files:write');
    services.workspace.setUploadLimit(10);
    await ask();
    await services.runJobs();
    expect(ada.person.messages().at(-1)?.text).toContain('does not take files of that size');
    services.workspace.setUploadLimit(1024 ** 3);
  });

  it('for somebody who is no admin any more when the file is made, is not sent', async () => {
    const late = await addMember(services, { firstName: 'Late' });
    const asked = await askedBy(services, late.person);
    expect((await exportRoster(services.deps, asked)).ok).toBe(true);
    await services.query(`UPDATE membership SET role_id = (SELECT id FROM role WHERE name = 'Viewer') WHERE id = $1`, [
      late.membershipId,
    ]);
    await services.runJobs();
    expect(late.person.files()).toEqual([]);
    expect(await exportRoster(services.deps, asked)).toEqual({
      ok: false,
      refusal: { kind: 'admins_only', action: 'export' },
    });
  });
});
