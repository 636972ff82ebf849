import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

const versions = z.record(z.string(), z.string());
const project = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    optionalDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(readJson('../package.json'));

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        hasInstallScript: z.boolean().optional(),
        optionalDependencies: versions.optional(),
      }),
    ),
  })
  .parse(readJson('../package-lock.json'));

const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('package.json', () => {
  it('pins every package to one version, the one in package-lock.json', () => {
    const pinned = Object.entries({
      ...project.dependencies,
      ...project.devDependencies,
      ...project.optionalDependencies,
    });
    expect(pinned.length).toBeGreaterThan(30);
    for (const [name, version] of pinned) {
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });

  it('says of every package with an install script whether it may run', () => {
    const withScript = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect(withScript.sort()).toEqual(Object.keys(project.allowScripts).sort());
  });
});

describe('package-lock.json', () => {
  it('names no registry, so that packages come from the one that each machine is set to', () => {
    expect(installed.length).toBeGreaterThan(300);
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('is whole: each has a version, and the packages for other platforms are there, or npm ci refuses it', () => {
    expect(installed.filter(([, { version }]) => !version)).toEqual([]);
    const names = new Set(installed.map(([path]) => nameOf(path)));
    const missing = installed.flatMap(([, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !names.has(name)),
    );
    expect(missing).toEqual([]);
  });
});
