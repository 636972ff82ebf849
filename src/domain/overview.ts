/** What happened in one week, which begins on a Monday of the organization's zone; counted up to one more than `mostInWeek`. */
export type WeekCount = { readonly from: Date; readonly invited: number; readonly joined: number };

/** Weeks in the picture of the desk. */
export const pictureWeeks = 8;
export const mostInWeek = 1000;

/** What waits for an admin's hand, by what it is. */
export type Needs = {
  /** Invitations that reached nobody. */
  readonly undelivered: number;
  /** Invitees who asked for a new link. */
  readonly asked: number;
  /** People somebody wants to be invited. */
  readonly requests: number;
  /** Admins who want to go on with many acts. */
  readonly pauses: number;
};

export const needsTotal = ({ undelivered, asked, requests, pauses }: Needs): number =>
  undelivered + asked + requests + pauses;

/** An invitation that an admin should look after. */
export type NeedyInvitation = {
  readonly invitationId: string;
  readonly generation: number;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roleName: string;
  /** When the last try failed, or when they asked. */
  readonly at: Date;
};

/** Somebody asks for somebody to be invited. */
export type OpenRequest = {
  readonly requestId: string;
  readonly email: string;
  readonly reason: string;
  readonly askedBySlackUserId: string;
  readonly at: Date;
};

/** Another admin asks whether to go on. */
export type OpenPause = {
  readonly pauseId: string;
  readonly askerName: string;
  readonly targetName: string;
  readonly act: string;
  readonly at: Date;
};

export type NeedsList = {
  readonly undelivered: readonly NeedyInvitation[];
  readonly asked: readonly NeedyInvitation[];
  readonly requests: readonly OpenRequest[];
  readonly pauses: readonly OpenPause[];
};
