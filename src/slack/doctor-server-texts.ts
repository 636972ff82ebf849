import { roughly, type Tellers, told } from './doctor-wording.ts';
import { count } from './plural.ts';

/** Settings, clocks and the database. */
export const serverTellers: Tellers<
  | 'setting_wrong'
  | 'env_unreadable'
  | 'secret_previous'
  | 'public_url_plain'
  | 'public_url_local'
  | 'clock_drifts'
  | 'clock_breaks_signatures'
  | 'database_clock_drifts'
  | 'clock_moved'
  | 'database_unreachable'
  | 'database_unusable'
  | 'database_password'
  | 'database_missing'
  | 'migrations_pending'
  | 'connections_short'
  | 'disk_low'
  | 'disk_full'
> = {
  setting_wrong: ({ problem }, { pen }) =>
    told(pen.say(problem, 300), 'Usher does not start with it.', 'Mend it in the environment or in .env.'),
  env_unreadable: ({ cause }, { pen }) =>
    told(
      `The file .env cannot be read (${pen.say(cause)}).`,
      'Usher does not start.',
      'Let the user that runs Usher read it.',
    ),
  secret_previous: (_, { pen }) =>
    told(
      `${pen.code('APP_SECRET_PREVIOUS')} is still set.`,
      'Links signed by the old secret go on working.',
      'Remove it a month after the change of the secret.',
    ),
  public_url_plain: (_, { pen }) =>
    told(
      `${pen.code('PUBLIC_URL')} begins with http, not https.`,
      'Invite links travel unprotected, and Slack calls only https.',
      'Put a proxy with a certificate in front of Usher, and give its https address.',
    ),
  public_url_local: (_, { pen }) =>
    told(
      `${pen.code('PUBLIC_URL')} is an address of this machine alone.`,
      'Nobody elsewhere can open an invite link, and Slack cannot call it.',
      'Give the address by which people reach Usher.',
    ),
  clock_drifts: ({ seconds }) =>
    told(
      `This machine's clock is ${roughly(seconds)} ${ahead(seconds)} Slack's.`,
      'At five minutes Slack’s requests are refused, and nothing works any more.',
      'Let the machine set its clock by the network (NTP, such as chrony or systemd-timesyncd).',
    ),
  clock_breaks_signatures: ({ seconds }) =>
    told(
      `This machine's clock is ${roughly(seconds)} ${ahead(seconds)} Slack's.`,
      'What Slack sends counts as too old or too new: no command, button or form works.',
      'Let the machine set its clock by the network (NTP, such as chrony or systemd-timesyncd).',
    ),
  database_clock_drifts: ({ seconds }) =>
    told(
      `This machine's clock is ${roughly(seconds)} ${ahead(seconds)} the database's.`,
      'Times count by the database: what is tried again later comes too early or too late.',
      'Let both machines set their clocks by the network (NTP).',
    ),
  clock_moved: ({ seconds }, { pen }) =>
    told(
      `The database's clock is moved by ${roughly(seconds)}, as tests do.`,
      'Links end at a wrong time, and Usher refuses to start.',
      `In psql: ${pen.code('ALTER DATABASE name RESET usher.clock_offset')}`,
    ),
  database_unreachable: ({ cause }, { pen }) =>
    told(
      `The database cannot be reached (${pen.say(cause)}).`,
      'Nothing works: Usher neither starts nor answers.',
      `See whether PostgreSQL runs, and whether the address in ${pen.code('DATABASE_URL')} is right.`,
    ),
  database_unusable: ({ cause }, { pen }) =>
    told(pen.say(cause, 400), 'Usher does not start on it.', 'Do what the line says, then look again.'),
  database_password: (_, { pen }) =>
    told(
      'The database refuses the user or password.',
      'Nothing works: Usher neither starts nor answers.',
      `Mend user and password in ${pen.code('DATABASE_URL')}.`,
    ),
  database_missing: (_, { pen }) =>
    told(
      `The database that ${pen.code('DATABASE_URL')} names does not exist.`,
      'Usher does not start.',
      'Create it, empty, or mend the name.',
    ),
  migrations_pending: ({ count: n }) =>
    told(
      `The database is of an older version: ${count(n, 'migration is', 'migrations are')} missing.`,
      'This version of Usher cannot work with it yet.',
      'Start Usher again: it brings the database up to date by itself.',
    ),
  connections_short: ({ free, max }) =>
    told(
      max === null
        ? 'All connections of the database are taken.'
        : `The database has ${count(free, 'connection', 'connections')} left, of ${max}.`,
      'Whoever comes when none is left waits, or is told that something went wrong.',
      'Raise max_connections of the database, or run fewer programs on it; one Usher takes up to 23.',
    ),
  disk_low: ({ freeMegabytes }, { pen }) => lowDisk(`${freeMegabytes} MB`, pen.code('DATA_DIR')),
  disk_full: ({ freeMegabytes }, { pen }) => lowDisk(`${freeMegabytes} MB`, pen.code('DATA_DIR')),
};

const ahead = (seconds: number): string => (seconds > 0 ? 'ahead of' : 'behind');

const lowDisk = (left: string, dataDir: string) =>
  told(
    `The disk of ${dataDir} has ${left} left.`,
    'On a full disk the database stops, and nothing can be written any more.',
    'Make room, or move the data folder to a larger disk while Usher is stopped.',
  );
