/** Buttons that open a screen, from wherever they stand. */
export const OPEN_DESK = 'open_desk';
/** What waits for an admin's hand. */
export const OPEN_NEEDS = 'open_needs';
export const OPEN_INVITE = 'open_invite';
export const OPEN_PENDING = 'open_pending';
/** The list of those that ran out, from which new links are sent. */
export const OPEN_EXPIRED = 'open_expired';
export const OPEN_ROSTER = 'open_roster';
/** Its value is an `encodeMember`. */
export const OPEN_PERSON = 'open_person';
export const OPEN_TEAMS = 'open_teams';
export const OPEN_PRODUCTS = 'open_products';
export const OPEN_ROLES = 'open_roles';
export const OPEN_PERMISSIONS = 'open_permissions';
export const OPEN_INVITE_LINKS = 'open_invite_links';
export const OPEN_SETTINGS = 'open_settings';
export const OPEN_DOCTOR = 'open_doctor';
export const OPEN_BINDING = 'open_binding';
