import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { done, type Result, refused } from '../src/domain/result.ts';
import { fillManifest, type Json, type ManifestMode } from './fill-manifest.ts';

const usage =
  'npm run manifest -- --url https://usher.example.com [--mode http|socket] [--prefix members] [--name Usher]';

const templates: Readonly<Record<ManifestMode, string>> = { http: 'http.json', socket: 'socket-mode.json' };

const readTemplate = (mode: ManifestMode): Json =>
  JSON.parse(readFileSync(new URL(templates[mode], import.meta.url), 'utf8'));

const readArguments = () =>
  parseArgs({
    options: {
      url: { type: 'string' },
      mode: { type: 'string', default: 'http' },
      prefix: { type: 'string', default: 'members' },
      name: { type: 'string', default: 'Usher' },
    },
  }).values;

const manifestText = (): Result<string, string> => {
  const { url, mode, prefix, name } = readArguments();
  if (mode !== 'http' && mode !== 'socket') return refused(`--mode must be http or socket: ${mode}`);
  const manifest = fillManifest(readTemplate(mode), { mode, prefix, name, ...(url !== undefined && { url }) });
  return manifest.ok ? done(JSON.stringify(manifest.value, null, 2)) : manifest;
};

/** parseArgs throws for an option that it does not know, with a sentence and then advice. */
const readable = (error: unknown): string =>
  error instanceof Error ? (error.message.split(/[.\n]/u)[0] ?? '') : String(error);

const printManifest = (): void => {
  const text = manifestText();
  if (text.ok) console.log(text.value);
  else {
    console.error(`${text.refusal}. Usage: ${usage}`);
    process.exitCode = 1;
  }
};

try {
  printManifest();
} catch (error) {
  console.error(`${readable(error)}. Usage: ${usage}`);
  process.exitCode = 1;
}
