import { connect, type Socket } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../src/serve.ts';

let served: Served;
beforeAll(async () => {
  const app = express();
  app.post('/', express.text(), (request, response) => void response.send(`read ${request.body}`));
  // Longer than a busy machine may keep whoever sends at once.
  served = await serve(app, 0, '127.0.0.1', undefined, { headersMs: 2000, requestMs: 2500, lookMs: 30 });
});
afterAll(() => served.close());

/** Sends one piece, and then a letter at a time for as long as it is let. Resolves with all that was answered. */
const trickle = (piece: string): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let letters: NodeJS.Timeout | undefined;
    const socket: Socket = connect(served.port, '127.0.0.1', () => {
      socket.write(piece);
      letters = setInterval(() => socket.write('x'), 20);
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    // It writes into a connection that was closed.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(letters);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });

const POST = 'POST / HTTP/1.1\r\nhost: a\r\n';

describe.concurrent('a client that sends a letter now and then', () => {
  it.each([
    ['in its headers', `${POST}x-slow: `],
    ['in its body', `${POST}content-type: text/plain\r\ncontent-length: 100000\r\n\r\n`],
    ['in a chunk of its body', `${POST}content-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\nffff\r\n`],
  ])('%s is cut off, and others are answered meanwhile', async (_where, piece) => {
    const slow = trickle(piece);
    const response = await fetch(`http://127.0.0.1:${served.port}/`, { method: 'POST', body: 'at once' });
    expect(await response.text()).toBe('read at once');
    expect(await slow).toMatch(/^HTTP\/1\.1 408/);
  });
});
