import { describe, expect, it } from 'vitest';
import { findMailedLink, type MailedLink, messageIdOf } from '../../src/domain/message-id.ts';

const invitationId = '019a9c1e-7b1d-7c3a-9a53-0d6e6f1c2b3a';
const link: MailedLink = { invitationId, generation: 2, reminder: null };
const id = `invitation-${invitationId}-g2`;

describe('the Message-ID of a mailed link', () => {
  it.each([
    [link, `<${id}@usher.example.com>`],
    [{ ...link, reminder: 1 }, `<${id}-r1@usher.example.com>`],
    [{ ...link, generation: 214, reminder: 2 }, `<invitation-${invitationId}-g214-r2@usher.example.com>`],
  ])('when it is made, it is read back: %j', (mailed, text) => {
    expect(messageIdOf(mailed, 'usher.example.com')).toBe(text);
    expect(findMailedLink(text)).toEqual(mailed);
  });

  it.each([
    ['a header of a returned mail', `Subject: x\r\nMessage-ID:<${id}@usher.example.com>\r\n`],
    ['two ids in References', `<other@example.net> <${id}@usher.example.com>`],
    ['without brackets', `${id}@usher.example.com`],
    ['another host, by which Usher was reached before', `<${id}@localhost>`],
    ['in capitals', `<${id.toUpperCase()}@USHER.EXAMPLE.COM>`],
  ])('when it stands in %s, it is found', (_where, text) => {
    expect(findMailedLink(text)).toEqual(link);
  });

  it.each([
    ['of another kind', `<welcome-${invitationId}-1732500000000@usher.example.com>`],
    ['of somebody else', '<CAF0example@mail.example.com>'],
    ['with something before it', `<re-${id}@usher.example.com>`],
    ['with something after the generation', `<${id}-x@usher.example.com>`],
    ['of no generation', `<invitation-${invitationId}@usher.example.com>`],
    ['with an id that is none', '<invitation-019a9c1e-g2@usher.example.com>'],
    ['of nothing', ''],
  ])('when it is %s, it is not ours', (_what, text) => {
    expect(findMailedLink(text)).toBeUndefined();
  });
});
