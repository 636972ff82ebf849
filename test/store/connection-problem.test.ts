import { describe, expect, it } from 'vitest';
import { connectionProblem } from '../../src/store/connection-problem.ts';

const withCode = (code: string): Error => Object.assign(new Error('told by the driver'), { code });

describe('why a database cannot be worked with', () => {
  it.each([
    [withCode('ECONNREFUSED'), { kind: 'unreachable', cause: 'ECONNREFUSED' }],
    [new AggregateError([withCode('ECONNREFUSED')]), { kind: 'unreachable', cause: 'ECONNREFUSED' }],
    [withCode('57P03'), { kind: 'unreachable', cause: 'it is starting or stopping' }],
    [new Error('timeout expired'), { kind: 'unreachable', cause: 'ETIMEDOUT' }],
    // What stands in between, such as a load balancer, took the line and let it go again.
    [new Error('Connection terminated unexpectedly'), { kind: 'unreachable', cause: 'the connection broke' }],
    [withCode('28P01'), { kind: 'password' }],
    [withCode('3D000'), { kind: 'missing' }],
    [withCode('53300'), { kind: 'crowded' }],
    [withCode('42P01'), undefined],
    ['not even an error', undefined],
  ])('%s', (error, problem) => {
    expect(connectionProblem(error)).toEqual(problem);
  });
});
