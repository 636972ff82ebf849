import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { parse as parseUuid, stringify as stringifyUuid } from 'uuid';
import type { IdentityCodes, InviteLinks, ShareableLinks } from './deps.ts';

export type Secrets = { readonly current: string; readonly previous: string | null };

const ID_BYTES = 16;
const HEAD_BYTES = ID_BYTES + 4;
const TOKEN_BYTES = HEAD_BYTES + 32;

/**
 * Signed invite links: base64url(id, 16 bytes; generation, 4 bytes; HMAC-SHA-256 of both). Nothing of a link is stored, so
 * nothing can be stolen from the database. Links signed with the previous secret are still read.
 */
export const createInviteLinks = (publicUrl: string | null, secrets: Secrets): InviteLinks => {
  const keys = keysFor(secrets, 'invite-link');
  return {
    urlFor:
      publicUrl === null
        ? null
        : (invitationId, generation) => `${publicUrl}/i/${tokenOf(keys[0], invitationId, generation)}`,
    read: (token) => {
      const head = headIn(token, keys);
      return head && { invitationId: idIn(head), generation: head.readUInt32BE(ID_BYTES) };
    },
  };
};

/** Invite links for many: one of its kind says the same for as long as it lives, so that it can be shown again. */
export const createShareableLinks = (publicUrl: string | null, secrets: Secrets): ShareableLinks => {
  const keys = keysFor(secrets, 'shareable-link');
  return {
    urlFor: publicUrl === null ? null : (inviteLinkId) => `${publicUrl}/join/${tokenOf(keys[0], inviteLinkId, 0)}`,
    read: (token) => {
      const head = headIn(token, keys);
      return head && idIn(head);
    },
  };
};

const headIn = (token: string, keys: readonly Buffer[]): Buffer | undefined => {
  const bytes = Buffer.from(token, 'base64url');
  // Decoding is lenient; only the one spelling that we made is a token.
  if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return undefined;
  const head = bytes.subarray(0, HEAD_BYTES);
  const given = bytes.subarray(HEAD_BYTES);
  // Every key is tried, so that the time taken tells nothing about which one fits.
  const fits = keys.map((key) => timingSafeEqual(mac(key, head), given)).some(Boolean);
  return fits ? head : undefined;
};

const idIn = (head: Buffer): string => stringifyUuid(head.subarray(0, ID_BYTES));

const CODE_SPACE = 1_000_000;

/** Six digits that bind a Slack user to an admin account, derived from the row's id. */
export const createIdentityCodes = (secrets: Secrets): IdentityCodes => {
  const [key] = keysFor(secrets, 'identity-code');
  const codeFor = (identityCodeId: string): string =>
    String(mac(key, Buffer.from(identityCodeId)).readUIntBE(0, 6) % CODE_SPACE).padStart(6, '0');
  return {
    codeFor,
    matches: (identityCodeId, typed) => {
      const expected = Buffer.from(codeFor(identityCodeId));
      const given = Buffer.from(typed.replace(/\s/g, ''));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
};

const tokenOf = (key: Buffer, id: string, generation: number): string => {
  const head = headOf(id, generation);
  return Buffer.concat([head, mac(key, head)]).toString('base64url');
};

const headOf = (id: string, generation: number): Buffer => {
  const head = Buffer.alloc(HEAD_BYTES);
  head.set(parseUuid(id), 0);
  head.writeUInt32BE(generation, ID_BYTES);
  return head;
};

const keysFor = ({ current, previous }: Secrets, label: string): [Buffer, ...Buffer[]] => [
  deriveKey(current, label),
  ...(previous ? [deriveKey(previous, label)] : []),
];

const deriveKey = (secret: string, label: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', label, 32));

const mac = (key: Buffer, bytes: Buffer): Buffer => createHmac('sha256', key).update(bytes).digest();
