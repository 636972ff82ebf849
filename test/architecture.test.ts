import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { auditActs } from '../src/slack/audit-texts.ts';
import { arrows, arrowsBeside, domainPackages, owners, starters } from './support/arrows.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const allArrows = { ...arrows, ...arrowsBeside };

type Source = {
  readonly path: string;
  /** The folder of `src` that it lies in, or its own name. */
  readonly part: string;
  readonly text: string;
  readonly imports: readonly string[];
};

const IMPORT = /(?:^(?:import|export)\b[^'"`;]*?\bfrom|^import|\bimport\()\s*['"]([^'"]+)['"]/gm;

const read = (path: string): Source => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const [, first = ''] = path.split('/');
  return { path, part: basename(first, '.ts'), text, imports: [...text.matchAll(IMPORT)].map(([, name = '']) => name) };
};

const sourcesOf = (folder: string): Source[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('generated/'))
    .map(read);

const src = sourcesOf('src');
const domain = src.filter(({ part }) => part === 'domain');
const isOurs = (name: string): boolean => name.startsWith('.');
const pathsOf = (sources: readonly Source[]): string[] => sources.map(({ path }) => path);
const linesOf = ({ text }: Source): number => text.split('\n').length - 1;

/** The part of `src` that a relative import leads to. */
const targetOf = ({ path }: Source, name: string): string => {
  const [first = ''] = relative(join(ROOT, 'src'), resolve(ROOT, dirname(path), name)).split('/');
  return basename(first, '.ts');
};

describe('the sources', () => {
  it('are all read, and their imports found', () => {
    expect(src.length).toBeGreaterThan(100);
    expect(src.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
    expect(src.find(({ path }) => path === 'src/create-deps.ts')?.imports).toContain('./store/store.ts');
    expect(src.map(({ part }) => part)).toEqual(expect.arrayContaining(Object.keys(allArrows)));
  });

  it('import along the arrows only', () => {
    const strays = src.flatMap((source) =>
      source.imports
        .filter((name) => isOurs(name) && targetOf(source, name) !== source.part && !starters.includes(source.part))
        .filter((name) => !allArrows[source.part]?.includes(targetOf(source, name)))
        .map((name) => `${source.path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it('reach Prisma, PostgreSQL, the queue, Slack, SMTP and HTTP through the folders that own them', () => {
    const strays = src.flatMap(({ path, part, imports }) =>
      imports.filter((name) => owners[name] && !owners[name].includes(part)).map((name) => `${path} imports ${name}`),
    );
    expect(strays).toEqual([]);
    const used = new Set(src.flatMap(({ imports }) => imports));
    expect(Object.keys(owners).filter((name) => !used.has(name))).toEqual([]);
  });

  it('use the generated Prisma client in the store only', () => {
    const users = src.filter(({ imports }) => imports.some((name) => /generated\/|^@prisma\/client/.test(name)));
    expect(users.length).toBeGreaterThan(5);
    expect(pathsOf(users.filter(({ part }) => part !== 'store'))).toEqual([]);
  });

  it('of the domain are pure: six packages, and no clock, chance or network', () => {
    const foreign = domain.flatMap(({ imports }) => imports.filter((name) => !isOurs(name)));
    expect(foreign.length).toBeGreaterThan(2);
    expect(foreign.filter((name) => !domainPackages.includes(name))).toEqual([]);
    const impure = domain.filter(({ text }) => /\bDate\.now\(|new Date\(\)|Math\.random\(|\bfetch\(/.test(text));
    expect(pathsOf(impure)).toEqual([]);
  });

  it('read the environment where the process starts, and nowhere else', () => {
    const readers = pathsOf(src.filter(({ text }) => /process\.env\b/.test(text)));
    expect(readers.sort()).toEqual(['src/admin.ts', 'src/db-status.ts', 'src/doctor.ts', 'src/main.ts']);
  });

  it('have 200 lines at most, and half of them 60', () => {
    expect(pathsOf([...src, ...sourcesOf('manifest')].filter((source) => linesOf(source) > 200))).toEqual([]);
    const sizes = src.map(linesOf).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(60);
  });

  it('write nothing into the audit trail that has no words in slack/audit-texts.ts', () => {
    const nouns = new Set(Object.keys(auditActs).map((action) => action.split('.')[0]));
    const written = src
      .filter(({ part }) => part === 'services' || part === 'store')
      .flatMap(({ text }) => [...text.matchAll(/(action: )?'([a-z]+)\.([a-z_]+)'/g)])
      .filter(([, isAction, noun]) => isAction || nouns.has(noun))
      .map(([, , noun, verb]) => `${noun}.${verb}`);
    expect(new Set(written).size).toBeGreaterThan(25);
    expect([...new Set(written)].filter((action) => !auditActs[action])).toEqual([]);
  });

  it('leave nothing to be done later, and have no drawer for odds and ends', () => {
    const later = src.filter(({ text }) => /\b(?:TODO|FIXME|XXX|HACK)\b/.test(text));
    const drawers = src.filter(({ path }) => /\b(?:utils?|helpers?|common|misc|manager)\b/.test(path));
    expect(pathsOf([...later, ...drawers])).toEqual([]);
  });

  it('have no classes but errors that are thrown', () => {
    const classes = src.flatMap(({ text }) => text.match(/^(?:export )?class .*/gm) ?? []);
    expect(classes.length).toBeGreaterThan(2);
    expect(classes.filter((line) => !/ extends \w*Error\b/.test(line))).toEqual([]);
  });
});
