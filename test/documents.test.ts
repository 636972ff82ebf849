import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const files = ['src', 'test', 'manifest', 'prisma'].flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
);
const versions: Record<string, string> = Object.assign(
  {},
  ...['dependencies', 'devDependencies', 'optionalDependencies'].map((kind) => JSON.parse(read('package.json'))[kind]),
);

/** Files and folders that a document names in code spans; the end of a path will do: `slack/mrkdwn.ts`. */
const pathsIn = (text: string): string[] =>
  [
    ...text.matchAll(/`((?:[\w.*-]+\/)*[\w.*-]+\.(?:tsx?|json|prisma)|(?:src|test|manifest|prisma)(?:\/[\w-]+)+)`/g),
  ].map(([, path = '']) => path);

const isThere = (path: string): boolean => {
  if (existsSync(`${ROOT}${path}`)) return true;
  const pattern = new RegExp(`(?:^|/)${path.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  return files.some((file) => pattern.test(file));
};

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('names only files and folders that there are', () => {
    expect(pathsIn(text).filter((path) => !isThere(path))).toEqual([]);
  });

  it('leads only to documents that there are', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.startsWith('http'));
    expect(links.filter((link) => !existsSync(`${ROOT}${link}`))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const text = read('ARCHITECTURE.md');

  it('names many files, or the tests above read nothing', () => {
    expect(pathsIn(text).length).toBeGreaterThan(40);
    expect(isThere('src/no-such-file.ts')).toBe(false);
  });

  it('gives the versions that are installed where it says why they are not the latest', () => {
    const [, held = ''] = /### Packages below their latest version\n([\s\S]*?)\n### /.exec(text) ?? [];
    const told = [...held.matchAll(/`([@\w/-]+)` (\d[\d.]*)/g)];
    expect(told.length).toBeGreaterThan(4);
    for (const [, name = '', version = ''] of told) {
      expect([name, `${versions[name]}.`.startsWith(`${version.replace(/\.$/, '')}.`)]).toEqual([name, true]);
    }
  });

  it('gives each decision its context, the decision and what follows', () => {
    const decisions = (text.split('# Decisions')[1] ?? '').split('\n### ').slice(1);
    expect(decisions.length).toBeGreaterThan(12);
    for (const decision of decisions) {
      expect(decision).toMatch(
        /^.+\n\n- \*\*Context\.\*\*[\s\S]+\n- \*\*Decision\.\*\*[\s\S]+\n- \*\*Consequence\.\*\*/,
      );
    }
  });
});
