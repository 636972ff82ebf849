import { Prisma } from './generated/client.ts';

/** The day of the cap begins at midnight in the organization's zone. A subquery: asked of the clock once, not for every row. */
export const startOfDay = (timeZone: string): Prisma.Sql =>
  Prisma.sql`(SELECT date_trunc('day', usher_now() AT TIME ZONE ${timeZone}) AT TIME ZONE ${timeZone})`;
