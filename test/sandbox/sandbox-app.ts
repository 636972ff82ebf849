import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import { z } from 'zod';
import type { Usher } from '../support/usher.ts';
import type { State } from '../support/workspace/state.ts';
import type { PageFiles } from './bundle-page.ts';
import type { Changes } from './changes.ts';
import { deed } from './deeds.ts';
import { doDeed, personOf } from './do-deed.ts';
import { createSandboxFaults } from './faults.ts';
import { guard, MAIL_POLICY } from './guard.ts';
import { readHints } from './hints.ts';
import { look } from './look.ts';
import { NotPossible } from './not-possible.ts';
import { traffic } from './traffic.ts';

export type SandboxAppInput = {
  readonly usher: Usher;
  readonly page: () => Promise<PageFiles>;
  readonly changes: Changes;
  readonly port: () => number;
};

/** The page, what it shows, and what is done in it. */
export const createSandboxApp = ({ usher, page, changes, port }: SandboxAppInput): Express => {
  const faults = createSandboxFaults(usher);
  const hints = readHints();
  const app = express();
  app.disable('x-powered-by');
  app.use(guard(port));
  app.get('/', async (_request, response) => void response.type('html').send((await page()).html));
  app.get('/page.js', async (_request, response) => void response.type('js').send((await page()).script));
  app.get('/page.css', async (_request, response) => void response.type('css').send((await page()).style));
  app.get('/api/sight', async (request, response) => {
    const person = personOf(usher, String(request.query['as'] ?? firstPerson(usher)));
    response.json(await look({ usher, hints, faults: faults.seen() }, person));
  });
  app.get('/api/traffic', (_request, response) => void response.json(traffic(usher)));
  app.get('/api/changes', (_request, response) => tellChanges(response, changes));
  app.post('/api/deeds', express.json({ limit: '16mb' }), async (request, response) => {
    response.json(await doDeed(usher, faults, deed.parse(request.body)));
    changes.note();
  });
  app.get('/files/:id', (request, response) => sendPicture(response, usher.workspace.context.state, request.params.id));
  app.get('/mails/:id', (request, response) => {
    const mail = usher.inbox.mails.find(({ id }) => id === request.params.id);
    response.set('Content-Security-Policy', MAIL_POLICY).type('html');
    response.send(`<base target="_blank">${mail?.html ?? ''}`);
  });
  app.use(sayError);
  return app;
};

const firstPerson = (usher: Usher): string =>
  usher.workspace.people().find(({ isBot, id }) => !isBot && id !== 'USLACKBOT')?.id ?? '';

/** A picture that was uploaded and stands in a message by its id. */
const sendPicture = (response: Response, { files, fileObjects }: State, id: string): void => {
  const [content, type] = [files.get(id), String(fileObjects.get(id)?.['mimetype'])];
  if (content && type.startsWith('image/')) response.type(type).send(content);
  else response.sendStatus(404);
};

const tellChanges = (response: Response, changes: Changes): void => {
  response.type('text/event-stream').flushHeaders();
  response.write('retry: 1000\n\n');
  const stop = changes.listen(() => response.write('data: changed\n\n'));
  response.on('close', stop);
};

const sayError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  if (error instanceof z.ZodError) response.status(400).json({ error: z.prettifyError(error) });
  else {
    const status = error instanceof NotPossible ? 409 : 500;
    response.status(status).json({ error: error instanceof Error ? error.message : String(error) });
  }
};
