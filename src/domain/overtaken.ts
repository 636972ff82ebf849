/**
 * Thrown inside a transaction that another one overtook: what it read first is no longer so. Everything is rolled back and done
 * again from the first read on, which then sees what the other one left.
 */
export class Overtaken extends Error {
  override name = 'Overtaken';
}
