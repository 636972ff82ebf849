import type { Paths } from '../paths.ts';

/** What a page with forms needs beside its view. `formToken` is the second half of the double submit. */
export type FormContext = { readonly paths: Paths; readonly formToken: string };
