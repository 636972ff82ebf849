import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { seedMember } from '../support/seed.ts';
import { told } from '../support/told.ts';
import { startUsher, type Usher, unhurried } from '../support/usher.ts';
import type { Modal } from '../support/workspace/modal.ts';
import type { Person } from '../support/workspace/person.ts';

let usher: Usher;
let database: TestDatabase;
/** Named by the operator; Slack knows no last name. */
let ada: Person;

beforeAll(async () => {
  database = await createDatabase();
  usher = await startUsher({
    ...unhurried,
    databaseUrl: database.url,
    firstAdminEmail: 'Ada@Example.com',
    prepare: (workspace) => {
      ada = workspace.person({ firstName: 'Ada', lastName: '', tz: 'America/Lima' });
    },
  });
});

afterAll(async () => {
  await usher.stop();
  await database.drop();
  expect(usher.workspace.refusals).toEqual([]);
  expect(usher.workspace.warnings).toEqual([]);
  expect(usher.logLines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

const roleOf = async (person: Person): Promise<string | undefined> => {
  const [row] = await usher.query<{ role: string }>(
    `SELECT r.name AS role FROM slack_identity s JOIN membership m ON m.account_id = s.account_id JOIN role r ON r.id = m.role_id
     WHERE s.slack_user_id = $1 AND m.status = 'ACTIVE'`,
    [person.id],
  );
  return row?.role;
};

/** As far as the question "Is this you?". */
const askedWhoTheyAre = async (person: Person): Promise<Modal> => {
  await person.types('/members whoami');
  await (await person.waitForEphemeral(/This is me/)).click('This is me');
  return person.modal({ settled: true, title: 'Is this you?' });
};

describe('the first admin', () => {
  it('is whoever has the address in Slack that the operator named, and nobody before they say so', async () => {
    expect(await roleOf(ada)).toBeUndefined();
    const other = usher.workspace.person({ firstName: 'Ned' });
    expect(await told(other, '/members invite')).toMatch(/not a member/);
  });

  it('gives the names that are missing, says who they are, and goes on to what they asked for', async () => {
    await ada.types('/members invite');
    const question = await ada.modal({ settled: true, title: 'Is this you?' });
    expect(question.text()).toMatch(/ada@example\.com/i);
    expect(question.fields()).toEqual(['First name', 'Last name']);
    expect(question.input('First name').value).toBe('Ada');
    await question.fill('Last name', 'Example');
    await question.submit();
    const form = await ada.modal({ settled: true, title: 'Invite people' });
    expect(form.text()).not.toMatch(/code/i);
    expect(await roleOf(ada)).toBe('Admin');
    expect((await ada.types('/members whoami')).text).toMatch(/Ada Example[\s\S]*Admin/);
  });

  it('brings the zone of the organization from Slack', async () => {
    const [organization] = await usher.query<{ name: string; time_zone: string }>(
      'SELECT name, time_zone FROM organization',
    );
    expect(organization).toEqual({ name: 'Example Org', time_zone: 'America/Lima' });
  });
});

describe('an admin whom nobody has vouched for', () => {
  let bea: Person;

  beforeAll(async () => {
    bea = usher.workspace.person({ firstName: 'Bea', lastName: 'Sample' });
    await seedMember(usher, { email: bea.email, firstName: 'Bea', lastName: 'Sample', role: 'Admin' });
  });

  const codeIn = async (): Promise<string> => {
    const mail = await usher.inbox.waitForMail(bea.email, { subject: /code/i });
    return /\b(\d{3} ?\d{3})\b/.exec(mail.text ?? '')?.[1] ?? '';
  };

  it('needs the code that is mailed to the address, and has a few tries', async () => {
    await (await askedWhoTheyAre(bea)).submit();
    const modal = await bea.modal({ settled: true, title: 'Your code' });
    const code = await codeIn();
    await modal.fill('Code', 'abc');
    expect((await modal.submit()).errors?.['Code']).toMatch(/six digits/);
    await modal.fill('Code', code.replaceAll(' ', '') === '000000' ? '111111' : '000000');
    expect((await modal.submit()).errors?.['Code']).toMatch(/not the code\. You have \d tries left/);
    expect(await roleOf(bea)).toBeUndefined();
    await modal.fill('Code', code);
    await modal.submit();
    expect(await roleOf(bea)).toBe('Admin');
  });

  it('is not taken for somebody else by the same address later: the Slack user counts from now on', async () => {
    await bea.update({ email: 'bea.moved@example.com' });
    const heir = usher.workspace.person({ firstName: 'Heir', email: 'bea@example.com' });
    expect(await told(heir, '/members invite')).toMatch(/not a member/);
    await heir.types('/members whoami');
    expect(await roleOf(heir)).toBeUndefined();
    expect((await bea.types('/members whoami')).text).toMatch(/Bea Sample[\s\S]*Admin/);
  });

  it('can guess five times at most, and not after a quarter of an hour', async () => {
    const cas = usher.workspace.person({ firstName: 'Cas', lastName: 'Sample' });
    await seedMember(usher, { email: cas.email, firstName: 'Cas', lastName: 'Sample', role: 'Admin' });
    await (await askedWhoTheyAre(cas)).submit();
    const modal = await cas.modal({ settled: true, title: 'Your code' });
    const mail = await usher.inbox.waitForMail(cas.email, { subject: /code/i });
    const code = (/\b(\d{3} ?\d{3})\b/.exec(mail.text ?? '')?.[1] ?? '').replaceAll(' ', '');
    const wrong = code === '123456' ? '654321' : '123456';
    const answers: string[] = [];
    for (let guess = 0; guess < 7; guess += 1) {
      if (!modal.foot.submit) break;
      await modal.fill('Code', wrong);
      const { errors } = await modal.submit();
      answers.push(errors?.['Code'] ?? modal.text());
    }
    expect(answers.some((answer) => /last try|no longer counts/.test(answer))).toBe(true);
    if (modal.foot.submit) {
      await modal.fill('Code', code);
      await modal.submit();
    }
    expect(await roleOf(cas)).toBeUndefined();

    await (await askedWhoTheyAre(cas)).submit();
    const second = await cas.modal({ settled: true, title: 'Your code' });
    const newest = await usher.inbox.waitForMail(cas.email, { subject: /code/i });
    await usher.advance('16 minutes');
    await second.fill('Code', /\b(\d{3} ?\d{3})\b/.exec(newest.text ?? '')?.[1] ?? '');
    await second.submit();
    expect(second.text()).toMatch(/no longer counts/);
    expect(await roleOf(cas)).toBeUndefined();
  });
});

describe('a member whom nobody has bound yet', () => {
  it('only has to say so', async () => {
    const dan = usher.workspace.person({ firstName: 'Dan' });
    await seedMember(usher, { email: dan.email, firstName: 'Dan', role: 'Member' });
    await (await askedWhoTheyAre(dan)).submit();
    expect(await roleOf(dan)).toBe('Member');
    expect(await told(dan, '/members invite')).toMatch(/you are not an admin/);
  });

  it('is not offered it while Slack has not confirmed the address', async () => {
    const ned = usher.workspace.person({ firstName: 'Nora', isEmailConfirmed: false });
    await seedMember(usher, { email: ned.email, firstName: 'Nora', role: 'Admin' });
    await ned.types('/members whoami');
    expect(ned.ephemerals().flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(await told(ned, '/members invite')).not.toMatch(/This is me/);
  });
});
