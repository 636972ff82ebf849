import { loadEnvFile } from 'node:process';

/** Settings in `.env` of the current folder, where there is one; what the environment says itself wins. */
export const loadEnv = (): void => {
  try {
    loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
};
