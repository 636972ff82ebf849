/**
 * The membership that a row or card shows. A button carries it with the version that was read, so that a click is recognised as
 * stale once somebody has changed their access meanwhile. `more`: what else the act needs, such as the role that was typed.
 */
export type ShownMember = { readonly membershipId: string; readonly version: number; readonly more: string };

type Shown = Pick<ShownMember, 'membershipId' | 'version'>;

export const encodeMember = ({ membershipId, version }: Shown, more = ''): string =>
  more === '' ? `${membershipId}.${version}` : `${membershipId}.${version}.${more}`;

/** Undefined for anything that `encodeMember` did not write. */
export const decodeMember = (value: string): ShownMember | undefined => {
  const [, membershipId, version, more = ''] = /^([\da-f-]{36})\.(\d{1,9})(?:\.(.*))?$/s.exec(value) ?? [];
  return membershipId && version ? { membershipId, version: Number(version), more } : undefined;
};
