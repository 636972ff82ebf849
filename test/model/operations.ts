import type { Settings } from './state.ts';

/** The terms that a form asks for, by name. */
export type AskedTerms = {
  readonly role: string;
  readonly primary: string | null;
  readonly others: readonly string[];
  readonly products: readonly string[];
  readonly permissions: readonly string[];
};

/** An invitation with the link that a screen showed of it. */
export type ShownLink = { readonly id: string; readonly generation: number };

/** A membership with the version that a screen showed of it. */
export type ShownMember = { readonly person: number; readonly version: number };

export type Whom = {
  readonly person: number;
  /** Picked in Slack, or typed by address. */
  readonly isPicked: boolean;
  readonly isNamed: boolean;
};

/** An admin's operation, ready to be done: `by` is who does it. */
export type AdminOperation = { readonly by: number } & (
  | {
      readonly op: 'invite';
      readonly whom: readonly Whom[];
      readonly terms: AskedTerms;
      readonly laterHours: number | null;
    }
  | { readonly op: 'reinvite'; readonly links: readonly ShownLink[] }
  | { readonly op: 'reinvite_addresses'; readonly persons: readonly number[] }
  | { readonly op: 'withdraw'; readonly ids: readonly string[] }
  | { readonly op: 'withdraw_addresses'; readonly persons: readonly number[] }
  /** `seen`: the terms that the form started from. */
  | {
      readonly op: 'edit';
      readonly link: ShownLink;
      readonly terms: AskedTerms;
      readonly first: string | null;
      readonly last: string | null;
      readonly seen: string;
    }
  | { readonly op: 'copy_link'; readonly link: ShownLink }
  | { readonly op: 'send_now'; readonly link: ShownLink; readonly byMail: boolean }
  | {
      readonly op: 'change_role';
      readonly member: ShownMember;
      readonly role: string;
      readonly issued: 'take_over' | 'withdraw';
      readonly number: number | null;
    }
  | {
      readonly op: 'deactivate' | 'remove';
      readonly member: ShownMember;
      readonly issued: 'take_over' | 'withdraw';
      readonly number: number | null;
    }
  | { readonly op: 'undo'; readonly act: string }
  | { readonly op: 'answer_pause'; readonly pause: string; readonly answer: 'approve' | 'decline' }
  | {
      readonly op: 'change_teams';
      readonly member: ShownMember;
      readonly primary: string | null;
      readonly others: readonly string[];
    }
  | { readonly op: 'change_products'; readonly member: ShownMember; readonly products: readonly string[] }
  | { readonly op: 'grant_sensitive'; readonly member: ShownMember; readonly act: 'give' | 'take' }
  | {
      readonly op: 'grant';
      readonly member: ShownMember;
      readonly permissions: readonly string[];
      /** What the review showed as added and removed; null where nothing was reviewed. */
      readonly reviewed: { readonly added: readonly string[]; readonly removed: readonly string[] } | null;
    }
  | { readonly op: 'create_team' | 'restore_team'; readonly team: string }
  | { readonly op: 'archive_team'; readonly team: string; readonly moveTo: string | null }
  | { readonly op: 'move_team'; readonly from: string | null; readonly to: string }
  | { readonly op: 'create_product'; readonly product: string }
  | { readonly op: 'switch_product'; readonly product: string; readonly isOn: boolean }
  | { readonly op: 'retire_role' | 'bring_role_back'; readonly role: string }
  | { readonly op: 'change_settings'; readonly change: Partial<Settings> }
  | { readonly op: 'decide_request'; readonly request: string }
  | { readonly op: 'approve_request'; readonly request: string; readonly person: number; readonly terms: AskedTerms }
);

/** By whom it concerns, or by nobody: the clock, and what is done each minute. */
export type OtherOperation =
  /** `isCurrent`: by the link of now, not by the one before. */
  | { readonly op: 'accept_link'; readonly link: ShownLink; readonly isNamed: boolean }
  | { readonly op: 'accept_card'; readonly id: string; readonly by: number; readonly isNamed: boolean }
  | { readonly op: 'decline_link'; readonly link: ShownLink; readonly isStop: boolean }
  | { readonly op: 'decline_card'; readonly id: string; readonly by: number; readonly isStop: boolean }
  | { readonly op: 'allow'; readonly id: string; readonly by: number | null }
  | { readonly op: 'ask_new_link'; readonly id: string }
  | { readonly op: 'bind'; readonly by: number }
  | { readonly op: 'request'; readonly by: number; readonly person: number }
  | { readonly op: 'become_guest' | 'stop_being_guest'; readonly person: number }
  | { readonly op: 'advance'; readonly minutes: number }
  | { readonly op: 'send_scheduled' };

export type Operation = AdminOperation | OtherOperation;
