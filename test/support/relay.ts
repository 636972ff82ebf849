import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What stands between two programs and can be slow, or away: a load balancer before several Ushers, or the way to a database. */
export type Relay = {
  readonly port: number;
  /** Where connections go, in turn; one that nobody takes goes to the next. None: nobody is there. */
  readonly to: (ports: readonly number[]) => void;
  /** Nothing comes through until `resume`, and nothing breaks. */
  readonly stall: () => void;
  readonly resume: () => void;
  /** Of what is open, what the far side says comes through no more, while it hears all: then `cut`, and its answers are lost. */
  readonly mute: () => void;
  /** Breaks what is open, and takes nothing new until `mend`. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** How many connections each port took. */
  readonly taken: () => ReadonlyMap<number, number>;
  readonly close: () => Promise<void>;
};

type Pair = { readonly near: Socket; readonly far: Socket };

export const startRelay = async (ports: readonly number[] = []): Promise<Relay> => {
  let targets = ports;
  let turn = 0;
  let isStalled = false;
  let isCut = false;
  const pairs = new Set<Pair>();
  const taken = new Map<number, number>();

  const join = async (near: Socket): Promise<void> => {
    const far = isCut ? undefined : await reach();
    // Cut off while it was on the way.
    if (isCut) far?.destroy();
    if (!far || isCut) return void near.destroy();
    const pair = { near, far };
    pairs.add(pair);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', () => into.destroy());
      from.on('close', () => {
        into.destroy();
        pairs.delete(pair);
      });
      from.pipe(into);
      if (isStalled) hold(from);
    }
  };
  const reach = async (): Promise<Socket | undefined> => {
    for (let tries = 0; tries < targets.length; tries += 1) {
      const port = targets[turn++ % targets.length] ?? 0;
      const far = await dial(port);
      if (!far) continue;
      taken.set(port, (taken.get(port) ?? 0) + 1);
      return far;
    }
    return undefined;
  };
  const server = createServer((near) => {
    near.on('error', () => near.destroy());
    void join(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = (): void => {
    for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    to: (next) => {
      targets = next;
    },
    stall: () => {
      isStalled = true;
      for (const { near, far } of pairs) for (const socket of [near, far]) hold(socket);
    },
    resume: () => {
      isStalled = false;
      for (const { near, far } of pairs) {
        near.pipe(far);
        far.pipe(near);
      }
    },
    mute: () => {
      for (const { far } of pairs) hold(far);
    },
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    taken: () => taken,
    close: async () => {
      server.close();
      breakAll();
      await once(server, 'close');
    },
  };
};

const hold = (socket: Socket): void => {
  socket.unpipe();
  socket.pause();
};

const dial = async (port: number): Promise<Socket | undefined> => {
  const far = connect({ port, host: '127.0.0.1' });
  try {
    await once(far, 'connect');
    return far;
  } catch {
    return undefined;
  }
};
