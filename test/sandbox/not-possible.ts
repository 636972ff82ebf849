/** What somebody asked for is not there, or no longer; its message is for them. */
export class NotPossible extends Error {}
