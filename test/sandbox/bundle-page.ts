import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export type PageFiles = { readonly html: string; readonly script: string; readonly style: string };

const folder = new URL('./page/', import.meta.url);

/** The page in memory: nothing is written to disk. */
export const bundlePage = async (): Promise<PageFiles> => {
  const built = await build({
    root: fileURLToPath(folder),
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { write: false, rollupOptions: { input: fileURLToPath(new URL('main.tsx', folder)) } },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const script = bundle && 'output' in bundle ? bundle.output.find((one) => one.type === 'chunk')?.code : undefined;
  if (script === undefined) throw new Error('Vite made no script of the page');
  const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
  // By name: `base.css` comes first, and no other says anything of what the next one is about.
  const styles = readdirSync(new URL('styles/', folder)).sort();
  return { html: read('index.html'), script, style: styles.map((name) => read(`styles/${name}`)).join('\n') };
};
