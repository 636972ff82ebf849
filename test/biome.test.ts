import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrows, owners } from './support/arrows.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folders = Object.keys(arrows);
const packages = ['@prisma/client', 'pg', 'graphile-worker', '@slack/bolt', 'nodemailer'];

let project: string;
let report: string;

const othersOf = (folder: string): string[] => folders.filter((other) => other !== folder);

/** A file that imports something of each other folder, and each package, a line each. */
const fileIn = (folder: string, up: string): string =>
  [
    ...othersOf(folder).map((other, index) => `import { a${index} } from '${up}/${other}/b.ts';`),
    ...packages.map((name, index) => `import b${index} from '${name}';`),
    '',
  ].join('\n');

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
};

const underlined = (path: string): number[] =>
  [...report.matchAll(/^(\S+?):(\d+):\d+ lint\/style\/noRestrictedImports/gm)]
    .filter(([, file]) => file === path)
    .map(([, , line]) => Number(line))
    .sort((a, b) => a - b);

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'usher-biome-'));
  const { vcs, $schema, ...settings } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  write('biome.json', JSON.stringify(settings));
  for (const folder of folders) {
    write(`src/${folder}/shallow.ts`, fileIn(folder, '..'));
    write(`src/${folder}/deeper/deep.ts`, fileIn(folder, '../..'));
  }
  const args = ['lint', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--colors=off', 'src'];
  const { stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: project, encoding: 'utf8' });
  report = `${stdout}${stderr}`;
});

afterAll(() => rmSync(project, { recursive: true }));

describe('Biome', () => {
  it.each(folders)('underlines, in src/%s, each import against the arrows, and no other', (folder) => {
    const isWrong = [
      ...othersOf(folder).map((other) => !arrows[folder]?.includes(other)),
      ...packages.map((name) => !(owners[name] ?? ['store']).includes(folder)),
    ];
    const wrong = isWrong.flatMap((is, index) => (is ? [index + 1] : []));
    expect(wrong.length).toBeGreaterThan(5);
    expect(underlined(`src/${folder}/shallow.ts`)).toEqual(wrong);
    expect(underlined(`src/${folder}/deeper/deep.ts`)).toEqual(wrong);
  });
});
