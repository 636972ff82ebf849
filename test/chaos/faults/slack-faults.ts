import type { ReceivedMail } from '../../support/inbox.ts';
import { until } from '../until.ts';
import { type Fault, invite, type Stage } from './stage.ts';

const POST = 'chat.postMessage';

const throttled: Fault = {
  name: 'slack-429',
  fault: 'Slack answers 429 with Retry-After 30 to the next messages',
  end: 'nobody is written to again before 30 s are over; then everything goes out, once',
  play: async (stage) => {
    stage.estate.workspace.limits.next(POST, { retryAfter: 30, times: stage.size });
    await invite(stage);
  },
  check: async ({ estate, counter }) => {
    const calls = estate.workspace.callsOf(POST);
    for (const refused of calls.filter(({ status }) => status === 429)) {
      const again = calls.find(
        (one) => one.at > refused.at && one.args['channel'] === refused.args['channel'] && same(one, refused),
      );
      const afterMs = (again?.at ?? Number.POSITIVE_INFINITY) - refused.at;
      counter.see('messages that Slack put off');
      if (afterMs < 29_500) counter.violate(`a message was tried again after ${afterMs} ms`);
    }
  },
};

const limited: Fault = {
  name: 'slack-limits',
  fault: 'Slack allows a tenth of the calls that it documents for each method',
  end: 'everybody is reached and told, and no call comes once more before its Retry-After is over',
  rateLimits: { share: 0.1 },
  play: (stage) => invite(stage),
  check: async ({ estate: { workspace }, counter }) => {
    const refused = workspace.calls.filter(({ status }) => status === 429).length;
    counter.see('calls that Slack put off', refused);
    if (refused === 0) counter.violate('Slack put nothing off: there was nothing to see');
    for (const call of workspace.limits.tooSoon) counter.violate(`it came too soon: ${call}`);
  },
};

type Called = { readonly args: Readonly<Record<string, unknown>> };
/** The same message: what it says may have changed, its mark has not. */
const same = (one: Called, other: Called): boolean => String(one.args['metadata']) === String(other.args['metadata']);

const outOfOrder: Fault = {
  name: 'slack-5xx',
  fault: 'Slack answers 503 to messages and modals',
  end: 'the person who waits is told, and every message goes out at a later try, once',
  play: async (stage) => {
    const { workspace, admins } = stage.estate;
    workspace.faults.status(POST, 503, { times: stage.size });
    workspace.faults.status('views.open', 503, { times: 1 });
    await admins[0]?.types('/members pending');
    await checkToldOf(stage, 'views.open');
    await invite(stage);
  },
};

const silent: Fault = {
  name: 'slack-hangs',
  fault: 'Slack takes 11 s for a message, and longer than anybody waits for a modal',
  end: 'everybody is answered inside 3 s; a message that was posted after all is recognised and not sent again',
  play: async (stage) => {
    const { workspace, admins } = stage.estate;
    workspace.faults.hang(POST, 11_000, { times: stage.size });
    workspace.faults.hang('views.open', 4_000, { times: 1 });
    await admins[0]?.types('/members pending');
    await invite(stage);
  },
};

/** In the ack, in a message only they see, or in a direct message. */
const checkToldOf = async ({ estate, counter }: Stage, method: string): Promise<void> => {
  const [ada] = estate.admins;
  const told = await ada?.waitForEphemeral(/did not open|went wrong|try once more/i).catch(() => undefined);
  if (told) counter.see(`told that ${method} failed`);
  else counter.violate(`nobody was told that ${method} failed`);
};

const stopMails = ({ estate }: Pick<Stage, 'estate'>, email: string): ReceivedMail[] =>
  estate.inbox.mailsTo(email).filter(({ subject }) => subject?.startsWith('Usher cannot reach Slack'));

/** What an operator and the admins hear of it, once; and that everything goes on when it is mended. */
const checkStopped = async ({ estate, counter, running }: Stage, cause: string): Promise<void> => {
  const stops = running.usher
    .said()
    .filter(({ msg, cause: said }) => /takes nothing from Usher/.test(msg) && said === cause);
  if (stops.length !== 1) counter.violate(`the operator was told ${stops.length} times`);
  for (const { email } of estate.admins) {
    const mails = stopMails({ estate }, email);
    if (mails.length !== 1) counter.violate(`${email} was told ${mails.length} times`);
    else counter.see('admins told once, by mail');
  }
};

const refusedToken: Fault = {
  name: 'slack-token-revoked',
  fault: 'the token is revoked',
  end: 'links go by mail, the operator and each admin are told once, and what waits for Slack goes out with a token that counts',
  play: async (stage) => {
    const { workspace } = stage.estate;
    await inviteWhile(
      stage,
      () => workspace.revokeToken(),
      () => workspace.restoreToken(),
    );
  },
  check: (stage) => checkStopped(stage, 'token_revoked'),
};

const missingScope: Fault = {
  name: 'slack-missing-scope',
  fault: 'the app lacks the scope chat:write',
  end: 'the same, and the scope is named',
  play: async (stage) => {
    const { workspace } = stage.estate;
    await inviteWhile(
      stage,
      () => void workspace.scopes.delete('chat:write'),
      () => void workspace.scopes.add('chat:write'),
    );
  },
  check: (stage) => checkStopped(stage, 'missing_scope'),
};

/** It begins when the forms are filled in, and lasts until the admins were told. Usher asks Slack again within a minute. */
const inviteWhile = async (stage: Stage, begin: () => void, end: () => void): Promise<void> => {
  const { estate, counter } = stage;
  await invite(stage, begin);
  const { email } = stage.ledger.invitees[0] ?? { email: '' };
  await until(
    'the admins were told and the links mailed',
    () =>
      estate.inbox.mailsTo(email).length > 0 &&
      estate.admins.every((admin) => stopMails(stage, admin.email).length > 0),
  );
  counter.see('mails while Slack takes nothing', estate.inbox.mails.length);
  end();
  await until('Slack counts as back', async () => {
    const resumed = await estate.query(`SELECT FROM audit_event WHERE action = 'workspace.resume'`);
    return resumed.length === 1;
  });
  // As if the five minutes were over that everything waits which was put off.
  await estate.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');
};

const disabled: Fault = {
  name: 'slack-user-disabled',
  fault: 'Slack says of each colleague that they were deactivated',
  end: 'the link goes by mail at once',
  play: async (stage) => {
    const { estate, ledger } = stage;
    for (const { person } of ledger.invitees)
      if (person) estate.workspace.faults.answer(POST, 'user_disabled', { to: person.id });
    await invite(stage);
  },
};

const channelFault = (error: 'channel_not_found' | 'is_archived'): Fault => ({
  name: `slack-${error.replaceAll('_', '-')}`,
  fault: `the admin channel answers ${error}`,
  end: 'what was for it goes to each admin, and one of them is told once, with the fix',
  play: async (stage) => {
    const { estate } = stage;
    const channel = estate.workspace.channel('admins', { botIsMember: true });
    await estate.query('UPDATE organization SET admin_channel_id = $1', [
      error === 'is_archived' ? channel.id : 'C0GONE',
    ]);
    if (error === 'is_archived') channel.archive();
    const asker = estate.workspace.person({ firstName: 'Asker' });
    for (let n = 0; n < 3; n += 1) await asker.types(`/members request wanted${n}@example.org We need them`);
    await invite(stage);
  },
  check: async ({ estate, counter }) => {
    const told = estate.admins.flatMap((admin) => admin.messages()).filter(({ text }) => /can't be posted/.test(text));
    const cards = estate.admins.map((admin) => admin.messages().filter(({ text }) => /wanted\d@/.test(text)).length);
    counter.see(
      'requests that reached an admin',
      cards.reduce((sum, count) => sum + count, 0),
    );
    if (cards.some((count) => count !== 3))
      counter.violate(`the requests reached the admins ${cards.join(' and ')} times`);
    if (told.length !== 1) counter.violate(`admins were told of the channel ${told.length} times`);
    else counter.see('told once of the channel');
  },
});

export const slackFaults: readonly Fault[] = [
  throttled,
  limited,
  outOfOrder,
  silent,
  refusedToken,
  missingScope,
  disabled,
  channelFault('channel_not_found'),
  channelFault('is_archived'),
];
