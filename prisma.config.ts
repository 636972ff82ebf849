import { defineConfig } from 'prisma/config';

// `prisma generate` looks for a schema engine that it never runs; naming any existing file stops its download.
// biome-ignore lint/style/noProcessEnv: this is the variable that Prisma itself reads.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= 'package.json';

export default defineConfig({ schema: 'prisma/schema.prisma' });
