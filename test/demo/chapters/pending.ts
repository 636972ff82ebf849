import { createVisitor } from '../../support/visitor.ts';
import type { Modal } from '../../support/workspace/modal.ts';
import { linkIn, opens, type Stage, shows, submits } from '../stage.ts';

/** Other terms, the same link: nobody has to be told to throw a mail away. */
export const editPending = async (stage: Stage, address: string): Promise<void> => {
  const { ada, tell, usher } = stage;
  tell.chapter('Margaret is to write as well: her invitation is edited, her link stays');
  const mail = await usher.inbox.waitForMail(address);
  const pending = await opens(stage, ada, '/members pending', 'Pending invitations');
  tell.does('Ada', 'chooses [Edit] beside Margaret');
  await pending.click('Edit', { row: address });
  const form = await ada.modal({ settled: true, title: 'Edit invitation', after: pending });
  await form.fill('Role', 'Member');
  await form.fill('First name', 'Margaret');
  await form.fill('Last name', 'Sample');
  await form.fill('Products', ['Studio', 'Reports']);
  shows(stage, form);
  await form.submit();
  await pending.waitFor(/Role: Viewer → Member/);
  shows(stage, pending);
  const page = await createVisitor().open(linkIn(mail));
  tell.shows('the link that she has', page.text);
  tell.expect(/Member/.test(page.text), 'the link that she has leads to the new role');
  tell.expect(usher.inbox.mailsTo(address).length === 1, 'and no second mail was sent');
  await pending.close();
};

/** The life of a link begins when it goes out, so an invitation can wait for a morning on which somebody reads it. */
export const sendLater = async (stage: Stage): Promise<void> => {
  const { ada, tell, usher } = stage;
  tell.chapter('Olga starts another day: her invitation goes out later');
  tell.does('Ada', '/members invite olga@example.net in Support');
  await ada.types('/members invite olga@example.net in Support');
  const form = await ada.modal({ settled: true, title: 'Invite people' });
  await choose(form, 'Send', /\( \) (.+\(Europe\/Berlin\))/.exec(form.text())?.[1] ?? '');
  tell.shows('modal “Invite people”, at its end', form.text().split('\n').slice(-5).join('\n'));
  const result = await submits(stage, form);
  tell.expect(/Nothing is sent before/.test(result), 'the result says when it goes out');
  const pending = await opens(stage, ada, '/members pending', 'Pending invitations');
  tell.expect(/Scheduled 1/.test(pending.text()), 'until then it is listed as scheduled');
  tell.expect(usher.inbox.mailsTo('olga@example.net').length === 0, 'and nothing was sent');
  tell.does('Ada', 'does not want to wait, and clicks [Send now]');
  await pending.click('Send now', { row: 'olga@example.net' });
  await pending.waitFor(/on the way to olga@example\.net/);
  shows(stage, pending);
  const mail = await usher.inbox.waitForMail('olga@example.net');
  tell.expect(linkIn(mail) !== '', 'the mail with her link is there');
  await pending.close();
};

/** Chooses what the form answers to, and waits until it did. */
const choose = async (form: Modal, label: string, wish: string): Promise<void> => {
  const deadline = Date.now() + 30_000;
  const { hash } = form;
  await form.fill(label, wish);
  while (form.hash === hash && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
};
