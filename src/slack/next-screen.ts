/** Screens that somebody goes on to after having confirmed who they are; the name travels in the modal. */
const nextScreens = [
  'desk',
  'needs',
  'invite',
  'pending',
  'expired',
  'list',
  'teams',
  'products',
  'settings',
  'roles',
  'permissions',
  'doctor',
  'import',
  'invite_links',
] as const;
export type NextScreen = (typeof nextScreens)[number];

export const readNextScreen = (metadata: string): NextScreen =>
  nextScreens.find((screen) => screen === metadata) ?? 'desk';
