import { type Door, type DoorStage, inAnothersName, keep, whoami } from './door.ts';

const forSomebodyElse = /This invitation is for somebody else/;

/** The card of somebody who was invited, in the hands of somebody else. */
export const inviteeDoors = async ({ org, invitee, nameless }: DoorStage): Promise<Door[]> => {
  const card = await invitee.waitForMessage(/invited you/);
  const names = await keep(org, {
    open: async () => {
      await (await nameless.waitForMessage(/invited you/)).click('Accept');
      const modal = await nameless.modal({ settled: true });
      await modal.fill('Last name', 'Sample');
      return modal;
    },
    act: (modal) => modal.submit(),
  });
  const stan = org.workspace.person({ firstName: 'Stan' });
  await org.invite('', { people: [stan] });
  await (await stan.waitForMessage(/invited you/)).click('Don’t write to me again', { confirm: true });
  const stopped = await stan.waitForMessage(/Nobody here writes to you again/);
  const orla = org.workspace.person({ firstName: 'Orla' });
  await org.invite('', { people: [orla] });
  const late = await orla.waitForMessage(/invited you/);
  await org.query(`UPDATE invitation SET expires_at = usher_now() WHERE email_key = $1`, [orla.email]);
  await late.click('Accept');
  const ranOut = await orla.waitForMessage(/The link ran out/);
  const words = forSomebodyElse;
  return [
    {
      id: 'invitation_accept',
      for: 'anyone',
      words,
      enter: (actor) => card.click('Accept', { by: actor, stale: true }),
    },
    {
      id: 'invitation_decline',
      for: 'anyone',
      words,
      enter: (actor) => card.click('No, thanks', { by: actor, stale: true, confirm: true }),
    },
    {
      id: 'invitation_mail',
      for: 'anyone',
      words,
      enter: (actor) => card.click('Email me the link instead', { by: actor, stale: true }),
    },
    {
      id: 'invitation_stop',
      for: 'anyone',
      words,
      enter: (actor) => card.click('Don’t write to me again', { by: actor, stale: true, confirm: true }),
    },
    {
      id: 'invitation_allow',
      for: 'anyone',
      words,
      enter: (actor) => stopped.click('You may write to me again', { by: actor, stale: true }),
    },
    {
      id: 'invitation_ask',
      for: 'anyone',
      words,
      enter: (actor) => ranOut.click('Ask for a new link', { by: actor, stale: true }),
    },
    { id: 'accept_names_modal', for: 'anyone', words, enter: inAnothersName(org, names) },
  ];
};

/** “This is me”, said by somebody else. */
export const bindingDoors = async ({ org, unbound }: DoorStage): Promise<Door[]> => {
  await unbound.types('/members whoami');
  const offer = await unbound.waitForEphemeral(/This is me/);
  const question = async () => {
    await offer.click('This is me');
    return unbound.modal({ settled: true, title: 'Is this you?' });
  };
  const binding = await keep(org, { open: question, act: (modal) => modal.submit() });
  const code = await keep(org, {
    open: async () => {
      await (await question()).submit();
      const modal = await unbound.modal({ settled: true, title: 'Your code' });
      await modal.fill('Code', '123456');
      return modal;
    },
    act: (modal) => modal.submit(),
  });
  const nothing =
    /No membership of|You are |Members|Guests of|is a bot|deactivated|not a member|another one|no longer|has not confirmed/;
  return [
    {
      id: 'open_binding',
      for: 'anyone',
      words: whoami,
      enter: (actor) => offer.click('This is me', { by: actor, stale: true }),
    },
    { id: 'binding_modal', for: 'anyone', words: nothing, enter: inAnothersName(org, binding) },
    { id: 'code_modal', for: 'anyone', words: nothing, enter: inAnothersName(org, code) },
  ];
};
